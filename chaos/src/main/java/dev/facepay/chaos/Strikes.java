package dev.facepay.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Draws what is broken next. */
final class Strikes {

  private static final Duration STOP_MAX = Duration.ofSeconds(20);

  /** One broker of three at a time: two are no majority, and only waiting would be tested. */
  private static final String BROKERS = "brokers";

  /** In each round of faults a copy is made, and some time later it takes the databases' place. */
  private static final int ROUND = 90;

  private static final int COPY_AT = 10;
  private static final int OLDER_AT = 35;

  private final Stand stand;
  private final Rewind rewind;
  private final GatewayMoods moods;
  private final OlderCopy older;
  private final Random random;
  private final List<Drawn> all = new ArrayList<>();

  /** How often something is drawn, and how it is made. */
  private record Drawn(int weight, Making making) {}

  @FunctionalInterface
  private interface Making {
    Strike make();
  }

  Strikes(Stand stand, Rewind rewind, GatewayMoods moods, Random random) {
    this.stand = stand;
    this.rewind = rewind;
    this.moods = moods;
    this.random = random;
    this.older = new OlderCopy(stand, rewind, random);
    add(20, () -> kill(service(), 500, 8_000));
    add(5, () -> kill(any(Role.BROKER), 500, 8_000));
    add(4, () -> kill(any(Role.DATABASE), 500, 5_000));
    add(2, this::killGateway);
    add(10, () -> pause("pause", service(), 1_000, 8_000));
    add(10, () -> pause("pause beyond leases", service(), 14_000, 35_000));
    add(4, () -> pause("pause", any(Role.BROKER), 1_000, 20_000));
    add(4, () -> pause("pause", any(Role.DATABASE), 1_000, 12_000));
    add(5, () -> restart(service()));
    add(10, () -> weather("cut", Weather.CUT, 1_000, 15_000));
    add(8, () -> weather("silence", Weather.SILENT, 2_000, 15_000));
    add(6, () -> weather("answers lost", Weather.DEAF, 2_000, 12_000));
    add(8, () -> weather("slow", Weather.SLOW, 5_000, 20_000));
    add(9, this::skew);
    add(2, this::rewindGroups);
    if (stand.disk("database").isPresent()) {
      add(2, () -> fill(any(Role.DATABASE)));
      add(2, () -> fill(any(Role.BROKER)));
    }
  }

  private void add(int weight, Making making) {
    all.add(new Drawn(weight, making));
  }

  /**
   * @param number how many there were before: copies and what becomes of them come in turn
   */
  Strike next(int number) {
    int turn = number % ROUND;
    if (turn == COPY_AT) {
      return copyDatabase();
    }
    if (turn == OLDER_AT) {
      return olderCopy();
    }
    int at = random.nextInt(all.stream().mapToInt(Drawn::weight).sum());
    for (Drawn each : all) {
      at -= each.weight();
      if (at < 0) {
        return each.making().make();
      }
    }
    throw new IllegalStateException("weights do not add up");
  }

  private Strike kill(String name, int fromMs, int toMs) {
    Proc proc = stand.proc(name);
    return new Strike("kill -9", name, held(name), between(fromMs, toMs), proc::kill, proc::start);
  }

  private Strike killGateway() {
    Proc proc = stand.proc("gateway");
    return new Strike(
        "kill -9",
        "gateway",
        held("gateway"),
        between(500, 4_000),
        proc::kill,
        () -> {
          proc.start();
          moods.set();
        });
  }

  private Strike pause(String kind, String name, int fromMs, int toMs) {
    Proc proc = stand.proc(name);
    return new Strike(kind, name, held(name), between(fromMs, toMs), proc::pause, proc::resume);
  }

  private Strike restart(String name) {
    Proc proc = stand.proc(name);
    return new Strike(
        "restart", name, held(name), Duration.ZERO, () -> proc.stop(STOP_MAX), proc::start);
  }

  private Strike weather(String kind, Weather weather, int fromMs, int toMs) {
    List<Link> links = stand.links();
    Link link = links.get(random.nextInt(links.size()));
    boolean amongBrokers = Role.BROKER.names().contains(link.from());
    Set<String> holds = amongBrokers ? Set.of(link.toString(), BROKERS) : Set.of(link.toString());
    return new Strike(
        kind,
        link.toString(),
        holds,
        between(fromMs, toMs),
        () -> link.weather(weather),
        () -> link.weather(Weather.CLEAR));
  }

  /** By up to two minutes: what WeChat's own rules leave room for. */
  private Strike skew() {
    String name = service();
    Duration wrongBy = Duration.ofMillis(random.nextInt(-120_000, 120_000));
    return new Strike(
        "clock wrong",
        name,
        Set.of("clock of " + name),
        between(5_000, 40_000),
        () -> stand.skew(name, wrongBy),
        () -> stand.skew(name, Duration.ZERO));
  }

  private Strike fill(String name) {
    Optional<SmallDisk> disk = stand.disk(name);
    return new Strike(
        "disk full",
        name,
        held(name),
        between(2_000, 8_000),
        disk.orElseThrow()::fill,
        disk.orElseThrow()::free);
  }

  private Strike rewindGroups() {
    List<Role> stages =
        List.of(Role.AUTH, Role.PAY, Role.QUERY, Role.REVERSE, Role.REPORT, Role.CONSOLE);
    Role role = stages.get(random.nextInt(stages.size()));
    double share = random.nextInt(3) == 0 ? 1 : random.nextDouble() / 2;
    List<Proc> procs = role.names().stream().map(stand::proc).toList();
    return new Strike(
        "groups set back",
        role.label(),
        Set.copyOf(role.names()),
        Duration.ZERO,
        () -> {
          for (Proc proc : procs) {
            proc.kill();
          }
          rewind.back(role, share);
        },
        () -> {
          for (Proc proc : procs) {
            proc.start();
          }
        });
  }

  private Strike copyDatabase() {
    return new Strike(
        "stopped and copied",
        "database",
        held("database"),
        Duration.ZERO,
        older::make,
        stand.proc("database")::start);
  }

  private Strike olderCopy() {
    boolean groupsToo = random.nextBoolean();
    return new Strike(
        groupsToo ? "older copy, groups set back" : "older copy",
        "database",
        Set.of(Strike.EVERYTHING),
        Duration.ZERO,
        () -> older.putBack(groupsToo),
        older::startAll);
  }

  private static Set<String> held(String name) {
    return Role.of(name) == Role.BROKER ? Set.of(name, BROKERS) : Set.of(name);
  }

  private String service() {
    // Those that carry money more often than the rest.
    return switch (random.nextInt(13)) {
      case 0, 1, 2, 3 -> any(Role.PAY);
      case 4, 5 -> any(Role.QUERY);
      case 6, 7 -> any(Role.REVERSE);
      case 8, 9 -> any(Role.EDGE);
      case 10 -> any(Role.REPORT);
      case 11 -> any(Role.CONSOLE);
      default -> any(Role.AUTH);
    };
  }

  private String any(Role role) {
    List<String> names = role.names();
    return names.get(random.nextInt(names.size()));
  }

  private Duration between(int fromMs, int toMs) {
    return Duration.ofMillis(random.nextInt(fromMs, toMs));
  }
}
