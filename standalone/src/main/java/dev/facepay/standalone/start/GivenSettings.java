package dev.facepay.standalone.start;

import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.settings.KnownSettings;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.convert.ConverterNotFoundException;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

/**
 * Settings as the services would find them, for commands that do a service's work or look before a
 * start.
 *
 * @param named by {@code --set}; they win
 */
public record GivenSettings(Map<String, String> named, Map<String, String> environment) {

  public GivenSettings {
    named = Map.copyOf(named);
    environment = Map.copyOf(environment);
  }

  /**
   * @throws CannotRun if one of them is unknown or out of bounds
   */
  public FacePayKafka kafka(String servers, String clientId) {
    List<String> unknown = KnownSettings.faults(named.keySet());
    if (!unknown.isEmpty()) {
      throw wrong(unknown.getFirst());
    }
    Map<String, Object> ours = new HashMap<>(named);
    ours.put("facepay.kafka.bootstrap-servers", servers);
    ours.put("facepay.kafka.client-id", clientId);
    try {
      return binder(sources(ours)).bindOrCreate("facepay.kafka", FacePayKafka.class);
    } catch (BindException e) {
      throw wrong(reason(e));
    }
  }

  private static CannotRun wrong(String why) {
    return new CannotRun(ExitCode.CONFIGURATION, why, "correct --set or the environment");
  }

  /**
   * @throws CannotRun naming the first that a start would stumble over
   */
  public void check() {
    faults().stream()
        .findFirst()
        .ifPresent(
            fault -> {
              throw wrong(fault);
            });
  }

  /** What a start with them would stumble over, in a line each. */
  public Set<String> faults() {
    Set<String> faults = new LinkedHashSet<>(KnownSettings.faults(named.keySet()));
    List<KnownSettings.Bound> records = KnownSettings.onClassPath().bound();
    for (Service service : Service.values()) {
      ClassPathResource file = new ClassPathResource(service.label() + ".yml");
      if (file.exists()) {
        MutablePropertySources sources = sources(new HashMap<>(named));
        read(file).forEach(sources::addLast);
        Binder binder = binder(sources);
        records.forEach(record -> fault(binder, record).forEach(faults::add));
      }
    }
    return faults;
  }

  private static List<String> fault(Binder binder, KnownSettings.Bound record) {
    try {
      binder.bindOrCreate(record.prefix(), record.type());
      return List.of();
    } catch (BindException e) {
      // What the service's own file does not have, this service does not need.
      return root(e) instanceof NullPointerException ? List.of() : List.of(reason(e));
    }
  }

  private static List<org.springframework.core.env.PropertySource<?>> read(ClassPathResource file) {
    try {
      return new ArrayList<>(new YamlPropertySourceLoader().load(file.getPath(), file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MutablePropertySources sources(Map<String, Object> first) {
    MutablePropertySources sources = new MutablePropertySources();
    sources.addLast(new MapPropertySource("named", first));
    sources.addLast(
        new SystemEnvironmentPropertySource(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new HashMap<>(environment)));
    return sources;
  }

  private static Binder binder(MutablePropertySources sources) {
    return new Binder(
        ConfigurationPropertySources.from(sources),
        new PropertySourcesPlaceholdersResolver(sources));
  }

  /**
   * What our own records throw names its setting, or says what it must be; else the binder knows
   * which value it could not read, and Java's words for that help nobody.
   */
  private static String reason(BindException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String text = Objects.requireNonNullElse(cause.getMessage(), "");
      if (text.startsWith("facepay.")) {
        return text;
      }
      if (cause instanceof ConversionFailedException failed) {
        return "%s: '%s' is not %s"
            .formatted(e.getName(), failed.getValue(), wanted(failed.getTargetType().getType()));
      }
      if (cause instanceof ConverterNotFoundException) {
        return e.getName() + " is not of its kind";
      }
    }
    String text = Objects.requireNonNullElse(root(e).getMessage(), "is not of its kind");
    return e.getName() + ": " + text.lines().findFirst().orElse("");
  }

  private static String wanted(Class<?> type) {
    Class<?> whole = ClassUtils.resolvePrimitiveIfNecessary(type);
    if (whole == Duration.class) {
      return "a length of time, like 500ms, 20s or 10m";
    }
    if (whole == Boolean.class) {
      return "true or false";
    }
    if (whole == Double.class || whole == Float.class) {
      return "a number";
    }
    if (Number.class.isAssignableFrom(whole)) {
      return "a whole number of that size";
    }
    if (whole.isEnum()) {
      return "one of "
          + Arrays.stream(Objects.requireNonNull(whole.getEnumConstants()))
              .map(one -> one.toString().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
    }
    return whole == DataSize.class ? "a size, like 10MB" : "of its kind";
  }

  private static Throwable root(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
