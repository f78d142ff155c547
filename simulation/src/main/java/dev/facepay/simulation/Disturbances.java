package dev.facepay.simulation;

/** What goes wrong beyond single calls. */
final class Disturbances {

  private final World world;
  private final Environment place;
  private final Processes processes;
  private final Backups backups;
  private final double level;

  Disturbances(Environment place, Processes processes, Backups backups, double level) {
    this.world = place.world();
    this.place = place;
    this.processes = processes;
    this.backups = backups;
    this.level = level;
  }

  /** From now on, until all heals. */
  void begin() {
    if (level > 0) {
      disturbLater();
    }
  }

  private void disturbLater() {
    world.after(
        (long) (world.between(500, 30_000) / level),
        () -> {
          if (place.trouble().isOn()) {
            disturb();
            disturbLater();
          }
        });
  }

  private void disturb() {
    Node node = processes.any();
    switch ((int) world.between(0, 7)) {
      case 0 -> twist("a process is killed", node::crash);
      case 1 ->
          twist(
              "a process stands still",
              () -> node.pauseUntil(world.now() + world.between(500, 100_000)));
      case 2, 3 -> twist("partitions move", () -> processes.anyGroup().rebalance());
      case 4 -> twist("an offset is set back", () -> processes.anyGroup().rewind());
      case 5 -> backups.restore();
      case 6 -> twist("a record of a type of tomorrow", this::tomorrow);
      default -> twist("a record that is no fact", this::broken);
    }
  }

  private void tomorrow() {
    String record = place.log().append(world.oneOf(processes.topics()), "payment.blessed.v1", "{}");
    place.invariants().letters().letGo(record);
  }

  private void broken() {
    String record =
        place.log().append(world.oneOf(processes.topics()), "payment.unknown.v1", "{\"a");
    place.invariants().letters().broken(record);
  }

  private void twist(String fault, Runnable happening) {
    if (world.twist("fault: " + fault, 1)) {
      happening.run();
    }
  }
}
