package dev.facepay.simulation;

import dev.facepay.payment.Fact;
import dev.facepay.runtime.due.DueWorker.DueHandler;
import dev.facepay.runtime.stage.FactHandler;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Handlers that can't do with one record or another, until a release comes that can. */
final class Flaws {

  private static final long LASTS_MAX_MS = 600_000;

  private final World world;
  private final Trouble trouble;
  private final Map<String, Long> until = new HashMap<>();

  Flaws(World world, Trouble trouble) {
    this.world = world;
    this.trouble = trouble;
  }

  private void meet(String stage, String subject) {
    String key = stage + " " + subject;
    if (!until.containsKey(key) && trouble.chance("fault: " + stage + " fails at a record", 0.01)) {
      until.put(key, world.now() + world.between(2_000, LASTS_MAX_MS));
    }
    if (world.now() < until.getOrDefault(key, 0L)) {
      throw new IllegalStateException("this release can't do with " + subject);
    }
  }

  FactHandler in(String stage, FactHandler handler) {
    return new FactHandler() {
      @Override
      public void handle(Fact fact) throws InterruptedException {
        meet(stage, fact.factId());
        handler.handle(fact);
      }

      @Override
      public void handle(Fact fact, Instant loggedAt) throws InterruptedException {
        meet(stage, fact.factId());
        handler.handle(fact, loggedAt);
      }

      @Override
      public boolean interruptible() {
        return handler.interruptible();
      }
    };
  }

  DueHandler atDue(String stage, DueHandler handler) {
    return claimed -> {
      meet(stage, claimed.id());
      return handler.handle(claimed);
    };
  }
}
