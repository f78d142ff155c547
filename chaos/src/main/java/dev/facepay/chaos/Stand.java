package dev.facepay.chaos;

import dev.facepay.runtime.seal.KeyRing;
import dev.facepay.standalone.data.OperatorKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The whole system, every part of it in processes of its own. */
final class Stand implements AutoCloseable {

  private static final int BROKER_DISK_MB = 1024;
  private static final int DATABASE_DISK_MB = 512;
  private static final Duration READY_MAX = Duration.ofMinutes(6);

  private final Path dir;
  private final Layout layout;
  private final Network network;
  private final Map<String, Proc> procs = new LinkedHashMap<>();
  private final Map<String, SmallDisk> disks = new LinkedHashMap<>();
  private final Commands commands;
  private final Health health = new Health();
  private final Supervisor supervisor = new Supervisor(procs.values());
  private List<Device> devices = List.of();

  /**
   * @param dir everything of the run lies here
   */
  Stand(Path dir, Pace pace) {
    this.dir = dir;
    this.layout = new Layout(dir, pace);
    this.network = new Network(dir.resolve("hosts"));
    this.commands = new Commands(dir, layout, network);
  }

  /**
   * Returns when everybody takes part.
   *
   * @param seed of what is drawn for the run
   */
  void start(long seed) throws IOException, InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::killAll));
    Files.createDirectories(logs());
    Files.createDirectories(dir.resolve("clocks"));
    layout.wire(network);
    for (String broker : Role.BROKER.names()) {
      disk(broker, BROKER_DISK_MB);
    }
    disk("database", DATABASE_DISK_MB);
    for (Role role : Role.values()) {
      for (String name : role.names()) {
        procs.put(name, new Proc(name, commands.of(name), logs().resolve(name + ".log")));
      }
    }
    begin(Role.BROKER, Role.DATABASE, Role.GATEWAY);
    awaitReady(Role.GATEWAY.names());
    KeyRing.createIfMissing(layout.keys());
    OperatorKey.makeIfMissing(layout.keys());
    devices = Devices.make(layout.keys().resolve("devices.json"), seed);
    rehearse();
    begin(Role.services().toArray(Role[]::new));
    awaitReady(serviceNames());
    supervisor.start();
  }

  /** Once for each build. What comes of it saves time, and nothing else. */
  private void rehearse() throws IOException, InterruptedException {
    Optional<List<String>> rehearsal = commands.rehearsal();
    if (rehearsal.isPresent()) {
      run(rehearsal.get(), "rehearsal");
    }
  }

  private int run(List<String> command, String log) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(logs().resolve(log + ".log").toFile()))
        .start()
        .waitFor();
  }

  private void disk(String name, int megabytes) throws IOException, InterruptedException {
    SmallDisk.mount(dir.resolve(name), megabytes).ifPresent(disk -> disks.put(name, disk));
  }

  private void begin(Role... roles) throws IOException {
    for (Role role : roles) {
      for (String name : role.names()) {
        proc(name).start();
      }
    }
  }

  private static List<String> serviceNames() {
    return Role.services().stream().flatMap(role -> role.names().stream()).toList();
  }

  /** Waits until they say that they are ready. */
  private void awaitReady(List<String> names) throws IOException, InterruptedException {
    long until = System.nanoTime() + READY_MAX.toNanos();
    for (String name : names) {
      while (!health.ready(layout.healthPath(name), layout.healthPort(name))) {
        if (System.nanoTime() > until || !proc(name).alive()) {
          throw new IOException(name + " does not start: see " + proc(name).log());
        }
        Thread.sleep(200);
      }
    }
  }

  Proc proc(String name) {
    Proc proc = procs.get(name);
    if (proc == null) {
      throw new IllegalArgumentException("no process " + name);
    }
    return proc;
  }

  /** Says by how much a service's clock is wrong. */
  void skew(String name, Duration wrongBy) throws IOException {
    Files.writeString(layout.clock(name), Long.toString(wrongBy.toMillis()));
  }

  /** The process's own disk; empty where none could be made. */
  Optional<SmallDisk> disk(String name) {
    return Optional.ofNullable(disks.get(name));
  }

  List<Link> links() {
    return network.links();
  }

  /** Nothing is broken any more: all run, with a right clock, a free disk and clear weather. */
  void heal() throws IOException, InterruptedException {
    network.clear();
    for (SmallDisk disk : disks.values()) {
      disk.free();
    }
    for (Proc proc : procs.values()) {
      proc.resume();
      proc.start();
      if (Role.services().contains(Role.of(proc.name()))) {
        skew(proc.name(), Duration.ZERO);
      }
    }
  }

  List<Device> devices() {
    return devices;
  }

  /** Where devices find the edge's instances. */
  List<URI> edges() {
    return Role.EDGE.names().stream()
        .map(
            name ->
                URI.create(
                    "http://%s:%d"
                        .formatted(network.address(Layout.DEVICES), layout.port(name, 0))))
        .toList();
  }

  /** The gateway's control API. */
  URI gatewayControl() {
    return URI.create("http://127.0.0.1:" + layout.port("gateway", 4));
  }

  /** Where another system reaches the gateway. */
  URI gateway() {
    return URI.create("http://127.0.0.1:" + layout.port("gateway", 0));
  }

  Path gatewayDir() {
    return layout.gateway();
  }

  /** Where operators ask. */
  List<URI> consoles() {
    return Role.CONSOLE.names().stream()
        .map(name -> URI.create("http://127.0.0.1:" + layout.port(name, 0)))
        .toList();
  }

  String operatorKey() {
    return OperatorKey.read(layout.keys()).orElseThrow();
  }

  /** The merchants' keys, with what they are. */
  Map<String, String> apiKeys() throws IOException {
    Map<String, String> keys = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(layout.gateway().resolve("merchants"))) {
      for (Path file : files.filter(it -> it.endsWith("api-key")).toList()) {
        keys.put(Files.readString(file).strip(), "a merchant's key");
      }
    }
    return keys;
  }

  /** For the proof, beside all wires. */
  String brokers() {
    return layout.brokersHere();
  }

  String mongo() {
    return layout.mongoHere();
  }

  Path databaseDir() {
    return layout.database();
  }

  /** Where copies of the database lie. */
  Path copies() throws IOException {
    return Files.createDirectories(dir.resolve("copies"));
  }

  /** Runs one of the product's commands for operators. Returns its exit code. */
  int operate(String command) throws IOException, InterruptedException {
    return run(commands.operator(command), command);
  }

  Path logs() {
    return dir.resolve("logs");
  }

  /** How often a process ended by itself, over all of them. */
  int endedByThemselves() {
    return procs.values().stream().mapToInt(Proc::endedByItself).sum();
  }

  @Override
  public void close() throws IOException {
    supervisor.close();
    health.close();
    killAll();
    network.close();
  }

  /** No process and no disk of the run outlives it. */
  private synchronized void killAll() {
    try {
      for (Proc proc : procs.values()) {
        proc.end();
      }
      for (SmallDisk disk : disks.values()) {
        disk.close();
      }
      disks.clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
