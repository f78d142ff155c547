package dev.facepay.runtime.settings;

import java.util.List;
import org.springframework.boot.context.properties.bind.Binder;

/** A record of settings as it is when nothing is configured: by its own {@code @DefaultValue}s. */
public final class Defaults {

  private Defaults() {}

  public static <T> T of(Class<T> settings) {
    return new Binder(List.of()).bindOrCreate("facepay", settings);
  }
}
