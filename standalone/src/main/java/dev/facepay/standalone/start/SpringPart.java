package dev.facepay.standalone.start;

import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import java.net.BindException;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A service in a Spring context of its own, with its own configuration file: no context is another
 * one's parent, so nothing of one leaks into the next.
 */
final class SpringPart implements Part {

  private final Service service;
  private final Class<?> application;
  private final Supplier<List<String>> arguments;
  private @Nullable ConfigurableApplicationContext context;

  SpringPart(Service service, Class<?> application, Supplier<List<String>> arguments) {
    this.service = service;
    this.application = application;
    this.arguments = arguments;
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
