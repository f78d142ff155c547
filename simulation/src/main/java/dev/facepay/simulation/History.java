package dev.facepay.simulation;

import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.simulation.check.Invariants;
import dev.facepay.simulation.check.Violation;
import dev.facepay.simulation.gateway.Gateway;
import dev.facepay.simulation.gateway.Script;
import dev.facepay.simulation.log.FactLog;
import dev.facepay.simulation.till.Codes;
import dev.facepay.simulation.till.Edge;
import dev.facepay.simulation.till.Till;
import dev.facepay.simulation.world.Marks;
import dev.facepay.simulation.world.Node;
import dev.facepay.simulation.world.Store;
import dev.facepay.simulation.world.Trouble;
import dev.facepay.simulation.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;

/** One history: a seed's devices, buyers, faults, and what came of it. */
final class History {

  /** Clocks are off by so much at most, either way. */
  private static final long SKEW_MAX_MS = 120_000;

  /** After the healing all must be settled within this: an hour's outage and its back-off. */
  private static final long SETTLED_WITHIN_MS = 6 * 3_600_000;

  private static final List<String> COLLECTIONS =
      List.of(
          "pay_attempts",
          "pay_rejections",
          "query_decisions",
          "query_cancels",
          "reverse_chases",
          "reverse_outcomes");

  private final World world;
  private final Marks marks;
  private final Trouble trouble;
  private final Place place;
  private final Processes processes;
  private final Map<String, Till> tills = new HashMap<>();
  private final double level;

  /** What a seed led to. */
  record Result(Optional<Violation> violation, long steps, int orders, List<String> trace) {}

  static Result run(long seed, Plant plant, Set<String> ignored, Marks marks, boolean tracing) {
    World world = new World(seed, tracing);
    History history = new History(world, plant, ignored, marks);
    try {
      history.live();
      return history.result(Optional.empty());
    } catch (Violation violation) {
      world.trace(() -> "VIOLATION " + violation.getMessage());
      return history.result(Optional.of(violation));
    } finally {
      history.processes.endAll();
    }
  }

  private History(World world, Plant plant, Set<String> ignored, Marks marks) {
    this.world = world;
    this.marks = marks;
    this.level = world.oneOf(List.of(0.0, 0.3, 1.0, 1.0, 2.0));
    this.trouble = new Trouble(world, marks, level);
    Map<String, Store> stores = new LinkedHashMap<>();
    Invariants invariants =
        new Invariants(
            (collection, id) -> stores.get(collection).documents().find(id).orElse(new Document()),
            ignored);
    openStores(stores, invariants);
    Map<String, Script> scripts = new HashMap<>();
    FactLog log = new FactLog();
    Codes codes = new Codes();
    Gateway gateway =
        new Gateway(world, trouble, n -> script(scripts, n), world.chance(0.5), world.chance(0.5));
    gateway.journal().read(invariants::journal);
    log.read(this::follow);
    log.read(invariants::fact);
    world.watch(invariants::rethrow);
    this.place =
        new Place(
            world,
            trouble,
            log,
            stores,
            gateway,
            codes,
            invariants,
            n -> script(scripts, n),
            plant);
    this.processes = new Processes(place, 2, world.chance(0.5) ? SKEW_MAX_MS : 0);
    Edge edge =
        new Edge(world, trouble, log, codes, invariants, world.chance(0.2) ? SKEW_MAX_MS / 8 : 0);
    long orders = world.between(1, 4);
    for (int i = 1; i <= orders; i++) {
      tills.put("O" + i, new Till(world, trouble, edge, codes, "O" + i));
    }
  }

  private static void openStores(Map<String, Store> stores, Invariants invariants) {
    for (String name : COLLECTIONS) {
      stores.put(
          name,
          new Store(
              name,
              (store, id) ->
                  invariants.written(name, store.documents().find(id).orElse(new Document()))));
    }
  }

  private Script script(Map<String, Script> scripts, String number) {
    return scripts.computeIfAbsent(
        number, _ -> world.chance(0.15) ? Script.PAID : world.oneOf(List.of(Script.values())));
  }

  private void follow(PaymentFact fact) {
    marks.hit("fact: " + fact.type().wire() + reason(fact));
    if (fact instanceof Requested request) {
      Till till = tills.get(request.payment().orderNo().value());
      if (till != null) {
        till.seen(request);
      }
    }
  }

  private static String reason(PaymentFact fact) {
    return switch (fact) {
      case PaymentFact.Unknown f -> " " + f.reason();
      case PaymentFact.Succeeded f -> " by " + f.by();
      case PaymentFact.Failed f -> " " + f.reason();
      case PaymentFact.ReverseNeeded f -> " " + f.reason();
      case PaymentFact.Reversed f -> " " + f.how();
      case PaymentFact.RequestRejected f -> " " + f.reason();
      case PaymentFact.AttentionNeeded f -> " " + f.reason();
      default -> "";
    };
  }

  private void live() {
    disturbLater();
    world.runUntil(world.between(30_000, 240_000));
    world.trace(() -> "ALL HEALS");
    trouble.heal();
    processes.wakeAll();
    long end = world.now() + SETTLED_WITHIN_MS;
    while (world.now() < end && !(isQuiet() && stays())) {
      world.runUntil(world.now() + 5_000);
    }
    place.invariants().atTheEnd();
    if (!isQuiet()) {
      place.invariants().stillOpen(open());
    }
  }

  private boolean isQuiet() {
    return processes.isDone() && place.isSettled();
  }

  /** A person at the till may still begin something: a while of silence is waited for. */
  private boolean stays() {
    world.runUntil(world.now() + 130_000);
    return isQuiet();
  }

  private String open() {
    List<String> open = new ArrayList<>();
    if (!processes.isDone()) {
      open.add("records not committed:" + processes.open());
    }
    place.store("reverse_chases").documents().all().forEach(it -> open.add(it.toJson()));
    return String.join(", ", open);
  }

  /** What goes wrong beyond single calls. */
  private void disturbLater() {
    if (level == 0) {
      return;
    }
    world.after(
        (long) (world.between(500, 30_000) / level),
        () -> {
          if (trouble.isOn()) {
            disturb();
            disturbLater();
          }
        });
  }

  private void disturb() {
    Node node = processes.any();
    switch ((int) world.between(0, 4)) {
      case 0 -> {
        marks.hit("fault: a process is killed");
        node.crash();
      }
      case 1 -> {
        marks.hit("fault: a process stands still");
        node.pauseUntil(world.now() + world.between(500, 100_000));
      }
      case 2, 3 -> {
        marks.hit("fault: partitions move");
        processes.anyGroup().rebalance();
      }
      default -> {
        marks.hit("fault: an offset is set back");
        processes.anyGroup().rewind();
      }
    }
  }

  private Result result(Optional<Violation> violation) {
    return new Result(violation, world.steps(), tills.size(), world.trace());
  }
}
