package dev.facepay.chaos;

import com.mongodb.MongoException;
import dev.facepay.chaos.judge.Checker;
import dev.facepay.chaos.judge.Checker.Violation;
import dev.facepay.chaos.judge.Databases;
import dev.facepay.chaos.judge.Evidence;
import dev.facepay.chaos.judge.Evidence.Fault;
import dev.facepay.chaos.judge.JournalReader;
import dev.facepay.chaos.judge.LogReader;
import dev.facepay.chaos.judge.Page;
import dev.facepay.chaos.judge.RunFacts;
import dev.facepay.chaos.judge.RunFacts.Times;
import dev.facepay.chaos.judge.Secrets;
import dev.facepay.chaos.judge.Watch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A run: payments while things break, then all is mended, comes to rest and is judged. */
final class ChaosRun {

  private static final Duration SAY_EVERY = Duration.ofSeconds(30);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  private final Plan plan;
  private final Path dir;
  private final Consumer<String> said;
  private final Diary diary = new Diary();

  /**
   * What is wanted.
   *
   * @param longest after this no more payments are sent
   * @param within how long after healing everything may take to come to rest
   */
  record Plan(
      int payments,
      long seed,
      double perSecond,
      Duration longest,
      int faults,
      Duration within,
      Pace pace) {

    /** From one fault to the next, so that they last as long as the payments. */
    Duration gap() {
      return Duration.ofMillis((long) (payments / perSecond * 1000 / faults));
    }
  }

  /** What came of it. */
  record Result(String page, List<Violation> violations, List<Fault> faults, Evidence evidence) {}

  /**
   * @param dir new; everything of the run lies there
   * @param said gets a line now and then
   */
  ChaosRun(Plan plan, Path dir, Consumer<String> said) {
    this.plan = plan;
    this.dir = dir;
    this.said = said;
  }

  Result run() throws IOException, InterruptedException {
    long began = System.nanoTime();
    try (Stand stand = new Stand(dir, plan.pace())) {
      stand.start(plan.seed());
      said.accept(
          "%d processes run, %d s after the start"
              .formatted(processes(), (System.nanoTime() - began) / 1_000_000_000));
      return pay(stand);
    }
  }

  private static int processes() {
    return Arrays.stream(Role.values()).mapToInt(role -> role.names().size()).sum();
  }

  private Result pay(Stand stand) throws IOException, InterruptedException {
    Instant began = Instant.now();
    try (Nemesis nemesis = new Nemesis(stand, plan.seed(), plan.gap(), diary::over);
        Load load = new Load(stand, diary, plan.seed());
        Watch watch = new Watch(stand.mongo());
        Operator operator = new Operator(stand.consoles(), stand.operatorKey(), plan.seed())) {
      nemesis.start();
      Thread teller = Thread.startVirtualThread(() -> tell(load, nemesis));
      load.send(plan.payments(), plan.perSecond(), plan.longest());
      load.closeTheShop();
      nemesis.heal();
      operator.stop();
      Instant healed = Instant.now();
      said.accept("all is mended");
      Duration quiet = settle(stand, load, healed);
      teller.interrupt();
      watch.stop();
      load.giveUp();
      Evidence evidence = evidence(stand, watch);
      List<Violation> violations = new ArrayList<>(Checker.violations(evidence, Network.slowMax()));
      if (quiet.compareTo(plan.within()) > 0) {
        violations.add(new Violation("I3", "", "not at rest after " + plan.within()));
      }
      RunFacts facts =
          new RunFacts(
              plan.seed(),
              began,
              healed,
              quiet,
              plan.within(),
              Times.of(evidence, healed),
              processes(),
              watch.looks(),
              operator.acts(),
              stand.endedByThemselves(),
              new TreeMap<>(plan.pace().services()),
              leftOut(stand),
              nemesis.failed());
      String page = Page.of(facts, evidence, nemesis.faults(), violations);
      return new Result(page, violations, nemesis.faults(), evidence);
    }
  }

  private static List<String> leftOut(Stand stand) {
    return stand.disk("database").isPresent()
        ? List.of()
        : List.of("full disks (this user may not mount a small one)");
  }

  private void tell(Load load, Nemesis nemesis) {
    try {
      while (true) {
        Thread.sleep(SAY_EVERY);
        said.accept(
            "%,d payments begun, %,d over, %d devices wait; %d faults"
                .formatted(diary.begun(), diary.over(), load.open(), nemesis.faults().size()));
      }
    } catch (InterruptedException e) {
      // The run is over.
    }
  }

  /** How long it took; more than it may if it did not come to rest. */
  private Duration settle(Stand stand, Load load, Instant healed) throws InterruptedException {
    Instant until = healed.plus(plan.within());
    List<String> open = List.of("everything");
    try (Databases databases = new Databases(stand.mongo())) {
      while (Instant.now().isBefore(until)) {
        open = open(databases, load);
        if (open.isEmpty()) {
          Duration quiet = Duration.between(healed, Instant.now());
          said.accept("at rest after " + quiet.toSeconds() + " s");
          return quiet;
        }
        Thread.sleep(LOOK_EVERY);
      }
    }
    said.accept("still open: " + open);
    return plan.within().plusSeconds(1);
  }

  private static List<String> open(Databases databases, Load load) {
    List<String> open = new ArrayList<>();
    if (load.open() > 0) {
      open.add(load.open() + " devices");
    }
    try {
      open.addAll(databases.open());
    } catch (MongoException e) {
      open.add("the database is away");
    }
    return open;
  }

  private Evidence evidence(Stand stand, Watch watch) throws IOException {
    Map<String, String> others = new TreeMap<>();
    stand.devices().forEach(device -> others.put(device.key(), "a device's key"));
    // What every openid of the simulator begins with.
    others.put("oSim", "an openid");
    others.put("oSub", "an openid at a sub-merchant");
    others.put(stand.operatorKey(), "an operator's key");
    others.putAll(stand.apiKeys());
    Secrets secrets = new Secrets(diary.codes(), others);
    var facts = LogReader.read(stand.brokers(), secrets);
    try (Databases databases = new Databases(stand.mongo())) {
      var documents = databases.read(secrets);
      secrets.searchFiles(stand.logs());
      return new Evidence(
          diary.sent(),
          diary.told(),
          diary.foreign(),
          JournalReader.read(stand.gatewayDir()),
          facts,
          documents,
          watch.seen(),
          secrets.leaks());
    }
  }
}
