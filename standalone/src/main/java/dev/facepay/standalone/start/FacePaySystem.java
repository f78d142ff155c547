package dev.facepay.standalone.start;

import dev.facepay.runtime.seal.KeyRing;
import dev.facepay.standalone.client.HttpApi.Management;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.data.DataDirectory;
import dev.facepay.standalone.data.DemoDevices;
import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.standalone.data.OperatorKey;
import dev.facepay.standalone.data.RunningSystem;
import dev.facepay.standalone.start.Parts.Part;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/**
 * The whole system in this JVM, on a data directory that survives {@code kill -9}.
 *
 * <p>Each service has a Spring context of its own and can be stopped and started by name while the
 * others go on; it keeps its ports.
 */
public final class FacePaySystem implements AutoCloseable {

  /** Joining a group takes about a second; a loaded machine some more. */
  private static final Duration HEALTHY_WITHIN = Duration.ofSeconds(60);

  private final DataDirectory data;
  private final Wiring wiring;
  private final SystemSettings settings;
  private final Map<Service, Part> parts;
  private List<DemoDevice> devices = List.of();

  private FacePaySystem(SystemSettings settings, DataDirectory data, Ports ports) {
    this.settings = settings;
    this.data = data;
    this.wiring = new Wiring(settings, data, ports);
    this.parts = Parts.of(settings, data, wiring, ports);
  }

  /** Is told what has come up, in the order in which it did; called by one thread at a time. */
  @FunctionalInterface
  interface StartListener {

    StartListener SILENT = (service, took, where) -> {};

    /**
     * @param where how to reach it, or what stands there instead
     */
    void up(Service service, Duration took, String where);
  }

  /**
   * Returns when every part serves (some 10 s on two cores).
   *
   * @param locked is run when the data directory is this process's, before anything logs
   * @throws CannotRun if something is in the way; nothing is left running then
   */
  static FacePaySystem start(SystemSettings settings, Runnable locked, StartListener listener) {
    Preconditions.check(settings);
    DataDirectory data = DataDirectory.open(settings.dataDir());
    try {
      locked.run();
      FacePaySystem system = new FacePaySystem(settings, data, Ports.from(settings.port()));
      system.startAll(listener);
      return system;
    } catch (RuntimeException e) {
      data.close();
      throw e;
    }
  }

  public static FacePaySystem start(SystemSettings settings) {
    return start(settings, () -> {}, StartListener.SILENT);
  }

  /** Starts what was stopped, on the same ports and data; returns when it serves. */
  public void start(Service service) {
    part(service).start();
  }

  /** Lets the service finish what it has in hand (bounded by its drain time), then stops it. */
  public void stop(Service service) {
    part(service).stop();
  }

  public void restart(Service service) {
    stop(service);
    start(service);
  }

  public boolean running(Service service) {
    Part part = parts.get(service);
    return part != null && part.running();
  }

  /** The parts that run in this JVM; those outside are not among them. */
  public Set<Service> inside() {
    return EnumSet.copyOf(parts.keySet());
  }

  /** Where devices send their payments. */
  public URI edge() {
    return wiring.http(Service.EDGE);
  }

  /** The simulator's scripts and ledger; empty with a gateway outside. */
  public Optional<URI> simulatorControl() {
    return settings.simulated() ? Optional.of(wiring.http(Service.SIMULATOR)) : Optional.empty();
  }

  /** What operators reach of a service. */
  public URI api(Service service) {
    return wiring.http(service);
  }

  /** Health and metrics of a service, below {@code /actuator}. */
  public URI management(Service service) {
    return wiring.management(service);
  }

  public String bootstrapServers() {
    return wiring.bootstrapServers();
  }

  public String mongoUri() {
    return wiring.mongoUri();
  }

  public Path merchantsDir() {
    return wiring.merchantsDir();
  }

  /** Devices to try with; none if somebody else wrote the edge's keys file. */
  public List<DemoDevice> devices() {
    return devices;
  }

  /** How the commands beside it reach this system. */
  public RunningSystem running() {
    Map<String, URI> http = new LinkedHashMap<>();
    Map<String, URI> apis = new LinkedHashMap<>();
    inside().stream()
        .filter(Service::speaksHttp)
        .forEach(
            service -> {
              http.put(service.label(), wiring.management(service));
              apis.put(service.label(), wiring.http(service));
            });
    return new RunningSystem(
        ProcessHandle.current().pid(),
        edge(),
        http,
        apis,
        simulatorControl().orElse(null),
        bootstrapServers(),
        Preconditions.withoutPassword(mongoUri()));
  }

  public Path dataDir() {
    return data.root();
  }

  /**
   * Stops everything in order: the edge takes nothing new, then the stages finish, then the rest.
   */
  @Override
  public void close() {
    try {
      stopQuietly(Service.EDGE);
      Parts.inParallel(EnumSet.range(Service.AUTH, Service.CONSOLE), this::stopQuietly);
      Parts.inParallel(
          EnumSet.of(Service.SIMULATOR, Service.DATABASE, Service.BROKER), this::stopQuietly);
    } finally {
      RunningSystem.remove(data.root());
      data.close();
    }
  }

  /**
   * All side by side: a context is built while the broker still recovers, and what it then starts
   * waits for broker and database ({@link Backend.First}). Only the files are needed before.
   */
  private void startAll(StartListener listener) {
    StartListener orderly = oneAtATime(listener);
    FutureTask<?> files = new FutureTask<>(Executors.callable(() -> makeFiles(orderly)));
    try {
      Parts.inParallel(
          EnumSet.allOf(Service.class),
          service -> {
            if (service == Service.SIMULATOR) {
              files.run();
            }
            if (service.speaksHttp()) {
              Parts.done(files);
            }
            if (service != Service.SIMULATOR) {
              timed(service, orderly);
            }
          });
      running().write(data.root());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** The simulator's, then keys and devices of the merchants that it has made. */
  private void makeFiles(StartListener listener) {
    timed(Service.SIMULATOR, listener);
    KeyRing.createIfMissing(data.keys());
    OperatorKey.makeIfMissing(data.keys());
    devices = DemoDevices.readOrMake(data.keys(), wiring.merchantsDir());
  }

  /**
   * A service that has started is not yet one that takes part: its consumers must have found the
   * broker. Its health says so.
   */
  private void awaitHealth(Service service) {
    try {
      if (!Parts.awaitAnswer(wiring.management(service), Management::health, HEALTHY_WITHIN)) {
        throw new CannotRun(
            ExitCode.UNREACHABLE,
            "%s is not healthy after %d s".formatted(service.label(), HEALTHY_WITHIN.toSeconds()),
            "the log says why");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting", e);
    }
  }

  private void timed(Service service, StartListener listener) {
    long began = System.nanoTime();
    Part part = parts.get(service);
    if (part != null) {
      part.start();
      if (service.speaksHttp()) {
        awaitHealth(service);
      }
    }
    listener.up(service, Duration.ofNanos(System.nanoTime() - began), where(service));
  }

  private String where(Service service) {
    return switch (service) {
      case BROKER -> outside(service) + wiring.bootstrapServers();
      case DATABASE -> outside(service) + Preconditions.withoutPassword(wiring.mongoUri());
      case SIMULATOR ->
          settings.simulated()
              ? wiring.http(service).toString()
              : "outside, " + settings.gateways().getFirst();
      case AUTH, PAY, QUERY, REVERSE, REFUND, RECONCILE, REPORT, CONSOLE, EDGE ->
          wiring.http(service).toString();
    };
  }

  private String outside(Service service) {
    return parts.containsKey(service) ? "" : "outside, ";
  }

  private static StartListener oneAtATime(StartListener listener) {
    Object turn = new Object();
    return (service, took, where) -> {
      synchronized (turn) {
        listener.up(service, took, where);
      }
    };
  }

  private void stopQuietly(Service service) {
    Part part = parts.get(service);
    if (part != null) {
      try {
        part.stop();
      } catch (RuntimeException e) {
        System.getLogger(FacePaySystem.class.getName())
            .log(System.Logger.Level.WARNING, service.label() + " did not stop in order", e);
      }
    }
  }

  private Part part(Service service) {
    Part part = parts.get(service);
    if (part == null) {
      throw new IllegalStateException(service.label() + " runs outside this JVM");
    }
    return part;
  }
}
