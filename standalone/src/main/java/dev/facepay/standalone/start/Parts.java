package dev.facepay.standalone.start;

import dev.facepay.auth.AuthApplication;
import dev.facepay.console.ConsoleApplication;
import dev.facepay.edge.EdgeApplication;
import dev.facepay.embedded.EmbeddedBroker;
import dev.facepay.embedded.EmbeddedDatabase;
import dev.facepay.pay.PayApplication;
import dev.facepay.query.QueryApplication;
import dev.facepay.reconcile.ReconcileApplication;
import dev.facepay.refund.RefundApplication;
import dev.facepay.report.ReportApplication;
import dev.facepay.reverse.ReverseApplication;
import dev.facepay.simulator.SimulatorApplication;
import dev.facepay.standalone.client.HttpApi;
import dev.facepay.standalone.client.HttpApi.Management;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.data.DataDirectory;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** The topology: what runs inside this JVM, and as what. */
final class Parts {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private Parts() {}

  /** Something of the system that starts, stops and starts again. */
  interface Part {

    /** Returns when it serves; starting what runs does nothing. */
    void start();

    /** Finishes what is in hand, then stops; stopping what is stopped does nothing. */
    void stop();

    boolean running();
  }

  /** Those inside; what the settings say is outside is left out. */
  static Map<Service, Part> of(
      SystemSettings settings, DataDirectory data, Wiring wiring, Ports ports) {
    Map<Service, Backend> backends = new EnumMap<>(Service.class);
    if (settings.kafka() == null) {
      backends.put(
          Service.BROKER,
          new Backend(
              () ->
                  EmbeddedBroker.start(
                      data.broker(), ports.broker(), settings.durabilityInside())));
    }
    if (settings.mongoUri() == null) {
      backends.put(
          Service.DATABASE,
          new Backend(
              () ->
                  EmbeddedDatabase.start(
                      data.database(), ports.database(), settings.durabilityInside())));
    }
    Map<Service, Part> parts = new EnumMap<>(backends);
    if (settings.simulated()) {
      spring(parts, wiring, Service.SIMULATOR, List.of());
    }
    List<Backend> all = List.copyOf(backends.values());
    Service.stages().forEach(service -> spring(parts, wiring, service, all));
    return parts;
  }

  private static void spring(
      Map<Service, Part> parts, Wiring wiring, Service service, List<Backend> backends) {
    Spring part =
        new Spring(service, application(service), () -> wiring.arguments(service), backends);
    boolean readsFirst = service == Service.EDGE;
    parts.put(service, readsFirst ? new Serving(part, wiring.management(service)) : part);
  }

  private static Class<?> application(Service service) {
    return switch (service) {
      case SIMULATOR -> SimulatorApplication.class;
      case AUTH -> AuthApplication.class;
      case PAY -> PayApplication.class;
      case QUERY -> QueryApplication.class;
      case REVERSE -> ReverseApplication.class;
      case REFUND -> RefundApplication.class;
      case RECONCILE -> ReconcileApplication.class;
      case REPORT -> ReportApplication.class;
      case CONSOLE -> ConsoleApplication.class;
      case EDGE -> EdgeApplication.class;
      case BROKER, DATABASE ->
          throw new IllegalArgumentException(service.label() + " is no Spring application");
    };
  }

  /** Runs them side by side, whatever happens; then throws the first fault, if there was one. */
  static void inParallel(Set<Service> services, Consumer<Service> work) {
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("part-", 0).factory())) {
      services.forEach(service -> running.add(threads.submit(() -> work.accept(service))));
    }
    running.forEach(Parts::done);
  }

  /** Waits until it is done; throws what it has thrown. */
  static void done(Future<?> work) {
    try {
      work.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting or stopping", e);
    }
  }

  /** Asks until the answer is a success, or the time is over; returns whether it was one. */
  static boolean awaitAnswer(
      URI management, Function<Management, JsonNode> question, Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    try (HttpApi<Management> service = Management.at(management, PATIENCE)) {
      while (true) {
        try {
          service.call(question);
          return true;
        } catch (IOException e) {
          if (System.nanoTime() > deadline) {
            return false;
          }
          Thread.sleep(LOOK_AGAIN);
        }
      }
    }
  }

  /**
   * A service in a Spring context of its own, with its own configuration file: no context is
   * another one's parent, so nothing of one leaks into the next.
   */
  private static final class Spring implements Part {

    private final Service service;
    private final Class<?> application;
    private final Supplier<List<String>> arguments;
    private final List<Backend> backends;
    private @Nullable ConfigurableApplicationContext context;

    Spring(
        Service service,
        Class<?> application,
        Supplier<List<String>> arguments,
        List<Backend> backends) {
      this.service = service;
      this.application = application;
      this.arguments = arguments;
      this.backends = backends;
    }

    @Override
    public synchronized void start() {
      if (running()) {
        return;
      }
      try {
        context =
            new SpringApplicationBuilder(application)
                .main(application)
                .bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(false)
                .initializers(
                    starting ->
                        starting
                            .getBeanFactory()
                            .registerSingleton("backendsFirst", new Backend.First(backends)))
                .run(arguments.get().toArray(String[]::new));
      } catch (RuntimeException e) {
        throw explain(e);
      }
    }

    @Override
    public synchronized void stop() {
      if (context != null) {
        context.close();
        context = null;
      }
    }

    @Override
    public synchronized boolean running() {
      return context != null && context.isActive();
    }

    private CannotRun explain(RuntimeException error) {
      Throwable root = error;
      while (root.getCause() != null) {
        if (root instanceof CannotRun known) {
          return known;
        }
        root = root.getCause();
      }
      String why = Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
      String firstLine = why.lines().findFirst().orElse("");
      ExitCode code = root instanceof BindException ? ExitCode.PORT_BUSY : ExitCode.CONFIGURATION;
      return new CannotRun(
          code,
          service.label() + " did not start: " + firstLine,
          "the log says more, or run again with --debug",
          error);
    }
  }

  /**
   * A part that runs a while before it serves: the edge first reads the last while of the log, and
   * refuses devices until then. A start returns when it says that it is ready, or when waiting any
   * longer helps nobody (broker down): then devices are told to come again, and its health says
   * why.
   */
  private record Serving(Part part, URI management) implements Part {

    private static final Duration READY_WITHIN = Duration.ofSeconds(20);

    @Override
    public void start() {
      part.start();
      try {
        awaitAnswer(management, Management::readiness, READY_WITHIN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void stop() {
      part.stop();
    }

    @Override
    public boolean running() {
      return part.running();
    }
  }
}
