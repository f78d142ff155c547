package dev.facepay.simulator;

import dev.facepay.simulator.ledger.Api;
import dev.facepay.simulator.ledger.OrderKey;
import dev.facepay.simulator.ledger.Step;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Finds what a call meets: script, then sandbox header, then magic amount, then global faults. */
final class StepChooser {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final Scripts scripts;
  private final boolean magicAmounts;
  private final AtomicLong draws = new AtomicLong();
  private volatile Faults faults = Faults.NONE;

  StepChooser(Scripts scripts, boolean magicAmounts) {
    this.scripts = scripts;
    this.magicAmounts = magicAmounts;
  }

  /** The faults in force. */
  Faults faults() {
    return faults;
  }

  /** Sets the faults; the draws begin anew. */
  void set(Faults next) {
    draws.set(0);
    faults = next;
  }

  /** The step for a call, and uses it up. */
  Step choose(Api api, OrderKey key, long fen, @Nullable String header, Instant now) {
    Optional<Step> chosen = chosen(api, key, fen, header, now);
    Faults current = faults;
    if (current.isNone() || !current.apis().contains(api)) {
      return chosen.orElse(Step.ORDINARY);
    }
    SplittableRandom random =
        new SplittableRandom(current.seed() + draws.incrementAndGet() * GOLDEN);
    return chosen
        .orElseGet(() -> drawn(current, api, random))
        .later(current.latency().draw(random));
  }

  private Optional<Step> chosen(
      Api api, OrderKey key, long fen, @Nullable String header, Instant now) {
    Optional<Step> scripted = scripts.next(api, key, now);
    if (scripted.isPresent()) {
      return scripted;
    }
    if (header != null) {
      Optional<Step> sandbox = NegativeTest.of(header, api);
      if (sandbox.isPresent()) {
        return sandbox;
      }
    }
    if (!magicAmounts) {
      return Optional.empty();
    }
    return switch (api) {
      case MICROPAY -> MagicAmount.of(fen);
      case REFUND -> MagicRefund.of(fen);
      default -> Optional.empty();
    };
  }

  private static Step drawn(Faults faults, Api api, SplittableRandom random) {
    double at = random.nextDouble();
    for (Faults.Chance chance : faults.chances()) {
      at -= chance.probability();
      if (at < 0) {
        return chance.step().behaviour().fits(api) ? chance.step() : Step.ORDINARY;
      }
    }
    return Step.ORDINARY;
  }
}
