package dev.facepay.runtime.seal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When each keyset of this service was written, which a rotation does: keys have no end by
 * themselves, so somebody has to see that they grow old.
 */
public final class KeysetAges implements MeterBinder {

  private static final String ENDING = ".keyset.json";

  private final @Nullable Path dir;

  /**
   * @param dir where the keysets are; null, or one that is not there: a service without keys
   */
  public KeysetAges(@Nullable Path dir) {
    this.dir = dir;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Path file : files()) {
      String name = file.getFileName().toString();
      Gauge.builder("facepay.keyset.changed.timestamp.seconds", file, KeysetAges::changed)
          .description("When the keyset was last written, Unix time")
          .tag("keyset", name.substring(0, name.length() - ENDING.length()))
          .strongReference(true)
          .register(registry);
    }
  }

  private List<Path> files() {
    if (dir == null || !Files.isDirectory(dir)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(dir)) {
      return all.filter(file -> file.getFileName().toString().endsWith(ENDING)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double changed(Path file) {
    try {
      return (double) Files.getLastModifiedTime(file).toInstant().getEpochSecond();
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}
