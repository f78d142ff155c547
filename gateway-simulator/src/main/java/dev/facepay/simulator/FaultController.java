package dev.facepay.simulator;

import static dev.facepay.simulator.Problems.InvalidInput.require;

import dev.facepay.simulator.ledger.Api;
import dev.facepay.simulator.ledger.Ledger;
import dev.facepay.simulator.ledger.Situation;
import dev.facepay.simulator.merchant.Merchant;
import dev.facepay.simulator.merchant.Merchants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.catalina.LifecycleException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What is wrong with the whole gateway: global faults, domains, certificates, its mode. */
@RestController
@RequestMapping("/_sim")
class FaultController {
  /** Log-normal with more spread than this is only extremes. */
  private static final double SIGMA_MAX = 5;

  private final StepChooser chooser;
  private final Scripts scripts;
  private final GatewayServer server;
  private final Merchants merchants;
  private final Ledger ledger;
  private final Situation.Rules startRules;

  FaultController(
      StepChooser chooser,
      Scripts scripts,
      GatewayServer server,
      Merchants merchants,
      Ledger ledger) {
    this.chooser = chooser;
    this.scripts = scripts;
    this.server = server;
    this.merchants = merchants;
    this.ledger = ledger;
    this.startRules = ledger.rules();
  }

  record LatencyInput(
      @Nullable Long medianMs,
      @Nullable Double sigma,
      @Nullable Double slowShare,
      @Nullable Long slowMs) {}

  record ChanceInput(@Nullable Double probability, @Nullable StepInput step) {}

  record FaultsInput(
      @Nullable LatencyInput latency,
      @Nullable List<ChanceInput> chances,
      @Nullable Long seed,
      @Nullable Set<Api> apis) {}

  record ModeInput(@Nullable Boolean deduplicate) {}

  record DomainInput(GatewayServer.DomainStates.@Nullable State state) {}

  record CertificateInput(@Nullable Boolean expired) {}

  @GetMapping("/faults")
  FaultsInput faults() {
    Faults faults = chooser.faults();
    Faults.Latency latency = faults.latency();
    return new FaultsInput(
        new LatencyInput(
            latency.median().toMillis(),
            latency.sigma(),
            latency.slowShare(),
            latency.slow().toMillis()),
        faults.chances().stream()
            .map(c -> new ChanceInput(c.probability(), StepInput.of(c.step())))
            .toList(),
        faults.seed(),
        faults.apis());
  }

  @PostMapping("/faults")
  FaultsInput set(@RequestBody FaultsInput input) {
    List<Faults.Chance> chances = chances(input.chances() == null ? List.of() : input.chances());
    Set<Api> apis = input.apis() == null ? EnumSet.allOf(Api.class) : input.apis();
    require(!apis.isEmpty(), "`apis` names at least one call");
    long seed = input.seed() == null ? 1 : input.seed();
    LatencyInput latency = input.latency();
    chooser.set(
        new Faults(latency == null ? Faults.Latency.NONE : latency(latency), chances, seed, apis));
    return faults();
  }

  private static List<Faults.Chance> chances(List<ChanceInput> inputs) {
    List<Faults.Chance> chances = new ArrayList<>();
    double sum = 0;
    for (ChanceInput input : inputs) {
      StepInput step = input.step();
      if (step == null || input.probability() == null) {
        throw new Problems.InvalidInput("a chance has a `probability` and a `step`");
      }
      double probability = input.probability();
      require(probability >= 0 && probability <= 1, "`probability` is 0 to 1");
      sum += probability;
      chances.add(new Faults.Chance(probability, step.toStep()));
    }
    require(sum <= 1.000001, "the probabilities add up to at most 1");
    return List.copyOf(chances);
  }

  private static Faults.Latency latency(LatencyInput input) {
    Duration median = StepInput.millis("median_ms", or(input.medianMs(), 0L));
    Duration slow = StepInput.millis("slow_ms", or(input.slowMs(), 0L));
    double sigma = input.sigma() == null ? 0 : input.sigma();
    double share = input.slowShare() == null ? 0 : input.slowShare();
    require(sigma >= 0 && sigma <= SIGMA_MAX, "`sigma` is 0 to 5");
    require(share >= 0 && share <= 1, "`slow_share` is 0 to 1");
    return new Faults.Latency(median, sigma, share, slow);
  }

  private static long or(@Nullable Long value, long otherwise) {
    return value == null ? otherwise : value;
  }

  @PostMapping("/mode")
  ModeInput mode(@RequestBody ModeInput input) {
    Boolean deduplicate = input.deduplicate();
    if (deduplicate == null) {
      throw new Problems.InvalidInput("`deduplicate` is true or false");
    }
    Situation.Rules rules = ledger.rules();
    ledger.set(new Situation.Rules(deduplicate, rules.revokeAfter(), rules.reverseWithin()));
    return input;
  }

  @PostMapping("/domains/{domain}")
  DomainInput domain(@PathVariable String domain, @RequestBody DomainInput input)
      throws LifecycleException {
    require(domain.equals("a") || domain.equals("b"), "the domains are a and b");
    GatewayServer.DomainStates.State state = input.state();
    if (state == null) {
      throw new Problems.InvalidInput("`state` is UP, DOWN or RESET");
    }
    server.set(domain.charAt(0), state);
    return input;
  }

  @PostMapping("/merchants/{mchId}/certificate")
  CertificateInput certificate(@PathVariable String mchId, @RequestBody CertificateInput input) {
    if (merchants.find(mchId).isEmpty()) {
      throw new Problems.NotThere("no merchant " + mchId);
    }
    Boolean expired = input.expired();
    if (expired == null) {
      throw new Problems.InvalidInput("`expired` is true or false");
    }
    merchants.setCertificateExpired(mchId, expired);
    return input;
  }

  /** Everything that was told is forgotten; ledger and clock stay. */
  @PostMapping("/reset")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void reset() throws LifecycleException {
    scripts.clear();
    chooser.set(Faults.NONE);
    server.set('a', GatewayServer.DomainStates.State.UP);
    server.set('b', GatewayServer.DomainStates.State.UP);
    for (Merchant merchant : merchants.all()) {
      merchants.setCertificateExpired(merchant.mchId(), false);
    }
    ledger.set(startRules);
  }
}
