package dev.facepay.simulator;

import static dev.facepay.simulator.Problems.InvalidInput.require;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.facepay.simulator.ledger.Behaviour;
import dev.facepay.simulator.ledger.Step;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A step as it is written in a script. What is left out has the behaviour's default.
 *
 * @param afterS seconds on the gateway's clock
 * @param delayMs real time before the call is carried out
 * @param answerDelayMs real time before the answer
 * @param lost true: the connection is closed instead of the answer
 * @param times how many calls the step serves (1)
 * @param forS seconds on the gateway's clock that the step serves, instead of times
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StepInput(
    @Nullable Behaviour behaviour,
    @Nullable String code,
    @Nullable Integer status,
    @Nullable String tradeState,
    @Nullable Double afterS,
    @Nullable Long delayMs,
    @Nullable Long answerDelayMs,
    @Nullable Boolean lost,
    @Nullable Integer times,
    @Nullable Double forS) {
  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,31}");
  private static final Set<String> TRADE_STATES =
      Set.of("SUCCESS", "REFUND", "NOTPAY", "CLOSED", "REVOKED", "USERPAYING", "PAYERROR");

  /** Longer than the seven days in which a reversal is allowed. */
  private static final double SECONDS_MAX = Duration.ofDays(31).toSeconds();

  private static final int TIMES_MAX = 1_000_000;

  Step toStep() {
    if (behaviour == null) {
      throw new Problems.InvalidInput("a step needs a `behaviour`");
    }
    Step base = Step.of(behaviour);
    require(code == null || CODE.matcher(code).matches(), "`code` is upper case, at most 32 long");
    require(status == null || (status >= 400 && status <= 599), "`status` is 400 to 599");
    require(tradeState == null || TRADE_STATES.contains(tradeState), "unknown `trade_state`");
    require(times == null || (times >= 1 && times <= TIMES_MAX), "`times` is 1 to 1000000");
    require(times == null || forS == null, "either `times` or `for_s`");
    return new Step(
        behaviour,
        code == null ? base.code() : code,
        status == null ? base.status() : status,
        tradeState == null ? base.tradeState() : tradeState,
        afterS == null ? base.after() : seconds("after_s", afterS),
        delayMs == null ? base.delay() : millis("delay_ms", delayMs),
        answerDelayMs == null ? base.answerDelay() : millis("answer_delay_ms", answerDelayMs),
        lost == null ? base.cut() : lost,
        times == null ? base.times() : times,
        forS == null ? null : seconds("for_s", forS));
  }

  static StepInput of(Step step) {
    Duration lasting = step.lasting();
    return new StepInput(
        step.behaviour(),
        step.code(),
        step.behaviour() == Behaviour.HTTP_STATUS ? step.status() : null,
        step.tradeState(),
        step.after().isZero() ? null : step.after().toMillis() / 1000.0,
        step.delay().isZero() ? null : step.delay().toMillis(),
        step.answerDelay().isZero() ? null : step.answerDelay().toMillis(),
        step.cut() ? Boolean.TRUE : null,
        step.times() == 1 ? null : step.times(),
        lasting == null ? null : lasting.toMillis() / 1000.0);
  }

  static Duration seconds(String name, double value) {
    require(value >= 0 && value <= SECONDS_MAX, "`" + name + "` is 0 to 31 days");
    return Duration.ofMillis(Math.round(value * 1000));
  }

  static Duration millis(String name, long value) {
    require(
        value >= 0 && value <= Faults.Latency.MAX.toMillis(), "`" + name + "` is 0 to 10 minutes");
    return Duration.ofMillis(value);
  }
}
