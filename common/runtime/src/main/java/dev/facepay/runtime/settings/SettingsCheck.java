package dev.facepay.runtime.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.logging.Log;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Refuses to start with a setting that nobody reads: it was meant to change something. In the
 * environment there may be what others put there, so that is only said.
 */
final class SettingsCheck implements EnvironmentPostProcessor, Ordered {

  /** Several services of one process say it once. */
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private final Log log;

  SettingsCheck(DeferredLogFactory logs) {
    this.log = logs.getLog(SettingsCheck.class);
  }

  /** After all files are there. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    KnownSettings known = KnownSettings.onClassPath();
    Map<String, String> faults = new LinkedHashMap<>();
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> names) {
        boolean isEnvironment =
            source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        for (String name : List.of(names.getPropertyNames())) {
          if (isEnvironment) {
            warn(known, name);
          } else if (KnownSettings.isOurs(name) && !known.knows(name)) {
            faults.put(name, known.fault(name) + " (in " + source.getName() + ")");
          }
        }
      }
    }
    if (!faults.isEmpty()) {
      throw new UnknownSetting(String.join("; ", faults.values()));
    }
  }

  private void warn(KnownSettings known, String name) {
    if (name.startsWith("FACEPAY_") && !known.expects(name) && SAID.add(name)) {
      log.warn("environment variable " + known.fault(name));
    }
  }
}
