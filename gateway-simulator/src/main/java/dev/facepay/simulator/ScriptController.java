package dev.facepay.simulator;

import static dev.facepay.simulator.Problems.InvalidInput.require;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.facepay.simulator.ledger.Api;
import dev.facepay.simulator.ledger.Step;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Scripts: what single orders, or orders of a kind, meet. */
@RestController
@RequestMapping("/_sim/scripts")
class ScriptController {
  /** Longer stories are several scripts. */
  private static final int STEPS_MAX = 100;

  private final Scripts scripts;

  ScriptController(Scripts scripts) {
    this.scripts = scripts;
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Match(
      @Nullable String outTradeNo,
      @Nullable String prefix,
      @Nullable String mchId,
      @Nullable Api api) {}

  /** What happens after the last step. */
  enum Then {
    REPEAT_LAST,
    ORDINARY
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ScriptInput(
      @Nullable String id,
      @Nullable Match match,
      @Nullable List<StepInput> steps,
      @Nullable Then then) {}

  record Added(String id) {}

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Added add(@RequestBody ScriptInput input) {
    Match match = input.match();
    List<StepInput> steps = input.steps();
    if (match == null || steps == null) {
      throw new Problems.InvalidInput("a script has a `match` and `steps`");
    }
    require(
        match.outTradeNo() != null || match.prefix() != null || match.mchId() != null,
        "`match` needs `out_trade_no`, `prefix` or `mch_id`");
    require(!steps.isEmpty() && steps.size() <= STEPS_MAX, "1 to " + STEPS_MAX + " `steps`");
    List<Step> all = steps.stream().map(StepInput::toStep).toList();
    Api api = match.api();
    for (Step step : all) {
      require(
          api == null || step.behaviour().fits(api),
          step.behaviour() + " means nothing for this `api`");
    }
    String id = UUID.randomUUID().toString();
    Script script =
        new Script(
            id,
            match.mchId(),
            match.outTradeNo(),
            match.prefix(),
            api,
            all,
            input.then() != Then.ORDINARY);
    require(scripts.add(script), "there are too many scripts; delete some");
    return new Added(id);
  }

  @GetMapping
  List<ScriptInput> all() {
    return scripts.all().stream().map(ScriptController::shown).toList();
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void clear() {
    scripts.clear();
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String id) {
    if (!scripts.remove(id)) {
      throw new Problems.NotThere("no script " + id);
    }
  }

  private static ScriptInput shown(Script script) {
    return new ScriptInput(
        script.id(),
        new Match(script.outTradeNo(), script.prefix(), script.mchId(), script.api()),
        script.steps().stream().map(StepInput::of).toList(),
        script.repeatLast() ? Then.REPEAT_LAST : Then.ORDINARY);
  }
}
