package dev.facepay.simulation;

import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.RefundFact;
import dev.facepay.runtime.due.DueRecords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bson.Document;

/** One history: a seed's devices, buyers, faults, and what came of it. */
final class History {

  /** After the healing all must be settled within this: an hour's outage and its back-off. */
  private static final long SETTLED_WITHIN_MS = 6 * 3_600_000;

  /** As large a share of the histories: files are slow. */
  private static final double RECONCILED = 0.1;

  private static final List<Script> SCRIPTS = List.of(Script.values());

  private static final List<RefundScript> REFUND_SCRIPTS = List.of(RefundScript.values());

  private static final List<String> COLLECTIONS =
      List.of(
          "pay_attempts",
          "pay_rejections",
          "query_decisions",
          "query_cancels",
          "query_alarms",
          "reverse_chases",
          "reverse_outcomes",
          "pay_held",
          "query_held",
          "reverse_held",
          "refund_payments",
          "refund_work",
          "refund_held");

  private final World world;
  private final Occurrences marks;
  private final Trouble trouble;
  private final Environment place;
  private final Processes processes;
  private final People people;
  private final Map<String, Till> tills = new HashMap<>();
  private final Map<String, Long> requestedAt = new HashMap<>();
  private final Map<String, Long> settledAfterMs = new LinkedHashMap<>();
  private final Shape shape;

  /**
   * What a history led to.
   *
   * @param twists what turned it away from the ordinary course
   * @param settledAfterMs how long each payment took, from its request
   */
  record Result(
      Optional<Violation> violation,
      long steps,
      Twists twists,
      Map<String, Long> settledAfterMs,
      List<String> trace) {}

  /**
   * @param choice which twists happen
   * @param shapes from the world's own chance, or fixed
   */
  static Result run(
      long seed,
      Twists.Choice choice,
      Function<World, Shape> shapes,
      Plant plant,
      Set<String> ignored,
      Occurrences marks,
      boolean tracing) {
    Twists twists = new Twists(choice, marks);
    World world = new World(seed, twists, tracing);
    History history = new History(world, shapes.apply(world), plant, ignored, marks);
    Optional<Violation> violation = history.play();
    return new Result(violation, world.steps(), twists, history.settledAfterMs, world.trace());
  }

  /** As the seed has it. */
  static Result run(
      long seed, Plant plant, Set<String> ignored, Occurrences marks, boolean tracing) {
    return run(seed, Twists.random(seed), Shape::random, plant, ignored, marks, tracing);
  }

  private Optional<Violation> play() {
    try {
      live();
      return Optional.empty();
    } catch (Violation violation) {
      world.trace(() -> "VIOLATION " + violation.getMessage());
      return Optional.of(violation);
    } finally {
      processes.endAll();
      people.end();
    }
  }

  private History(World world, Shape shape, Plant plant, Set<String> ignored, Occurrences marks) {
    this.world = world;
    this.marks = marks;
    this.shape = shape;
    this.trouble = new Trouble(world, marks, shape.level());
    Map<String, Store> stores = new LinkedHashMap<>();
    Invariants invariants =
        new Invariants(databases(stores), shape.skewMaxMs(), shape.calm(), ignored);
    openStores(stores, invariants);
    Map<String, Script> scripts = new HashMap<>();
    Map<String, RefundScript> refundScripts = new HashMap<>();
    FactLog log = new FactLog(() -> World.instant(world.now()).toEpochMilli());
    Codes codes = new Codes();
    Gateway gateway =
        new Gateway(
            world,
            trouble,
            n -> script(scripts, n),
            n -> refundScripts.computeIfAbsent(n, _ -> refundScript(refundScripts.size())),
            shape.recognisesRepeats(),
            shape.closesUnheardOf());
    gateway.journal().read(invariants::journal);
    log.read(this::follow);
    log.read(fact -> invariants.fact(fact, world.now()));
    world.watch(invariants::rethrow);
    this.place =
        new Environment(
            world,
            trouble,
            log,
            stores,
            gateway,
            codes,
            invariants,
            n -> script(scripts, n),
            new Flaws(world, trouble),
            new Releases(),
            plant);
    this.people = new People(place, settledAfterMs::containsKey);
    this.processes = new Processes(place, shape.ownersMax(), shape.skewMaxMs(), shape.refunds());
    Edge edge = new Edge(world, trouble, log, codes, invariants, shape.edgeSkewMs());
    if (shape.refunds()) {
      log.read(new Counter(world, edge, !shape.restores())::follow);
    }
    for (String order : shape.orders()) {
      tills.put(order, new Till(world, edge, codes, order, !shape.restores()));
    }
  }

  private static Invariants.Databases databases(Map<String, Store> stores) {
    return (collection, id) -> {
      Store store = stores.get(collection);
      return store == null ? new Document() : store.documents().find(id).orElse(new Document());
    };
  }

  private static void openStores(Map<String, Store> stores, Invariants invariants) {
    for (String name : COLLECTIONS) {
      stores.put(
          name,
          new Store(
              name,
              Environment.SWEPT.contains(name) ? "lease_until" : DueRecords.DUE_AT,
              (store, id) ->
                  invariants.written(name, store.documents().find(id).orElse(new Document()))));
    }
  }

  private Script script(Map<String, Script> scripts, String number) {
    return scripts.computeIfAbsent(number, _ -> chosen(scripts.size()));
  }

  private Script chosen(int before) {
    if (before < shape.scripts().size()) {
      return shape.scripts().get(before);
    }
    Script script = world.oneOf(SCRIPTS);
    return world.twist("gateway: " + script, 0.85) ? script : Script.PAID;
  }

  private RefundScript refundScript(int before) {
    if (before < shape.refundScripts().size()) {
      return shape.refundScripts().get(before);
    }
    RefundScript script = world.oneOf(REFUND_SCRIPTS);
    return world.twist("refund script: " + script, 0.85) ? script : RefundScript.ARRIVES;
  }

  private void follow(Fact fact) {
    marks.hit("fact: " + fact.type().wire() + reason(fact));
    String id = fact.subject();
    switch (fact) {
      case Requested request -> {
        requestedAt.putIfAbsent(id, world.now());
        Till till = tills.get(request.payment().orderNo().value());
        if (till != null) {
          till.seen(request);
        }
      }
      case PaymentFact.Settled _ ->
          settledAfterMs.putIfAbsent(id, world.now() - requestedAt.getOrDefault(id, 0L));
      case PaymentFact.AttentionNeeded needed -> people.called(needed);
      default -> {}
    }
  }

  private static String reason(Fact fact) {
    return switch (fact) {
      case PaymentFact.Unknown f -> " " + f.reason();
      case PaymentFact.Succeeded f -> " by " + f.by();
      case PaymentFact.Failed f -> " " + f.reason();
      case PaymentFact.ReverseNeeded f -> " " + f.reason();
      case PaymentFact.Reversed f -> " " + f.how();
      case PaymentFact.RequestRejected f -> " " + f.reason();
      case PaymentFact.AttentionNeeded f -> " " + f.reason();
      case RefundFact.RefundFailed f -> " " + f.reason();
      default -> "";
    };
  }

  private void live() {
    if (shape.disturbed()) {
      Backups backups = new Backups(place, processes);
      if (shape.restores()) {
        backups.begin();
      }
      new Disturbances(place, processes, backups, shape.level()).begin();
    }
    world.runUntil(shape.troubleMs());
    world.trace(() -> "ALL HEALS");
    trouble.heal();
    processes.wakeAll();
    people.letGoOfTheUnknown();
    long end = world.now() + SETTLED_WITHIN_MS;
    while (world.now() < end && !(isQuiet() && stays())) {
      world.runUntil(world.now() + 5_000);
    }
    place.invariants().atTheEnd();
    if (!isQuiet()) {
      place.invariants().stillOpen(open());
    }
    if (world.twist("shape: its days are reconciled", RECONCILED)) {
      Reconciliation.of(place, place.invariants()::check);
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
    Environment.DUE.forEach(
        it -> place.store(it).documents().all().forEach(doc -> open.add(doc.toJson())));
    return String.join(", ", open);
  }
}
