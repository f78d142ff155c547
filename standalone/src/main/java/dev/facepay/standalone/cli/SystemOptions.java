package dev.facepay.standalone.cli;

import dev.facepay.standalone.setup.SystemSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the commands that start a system. */
final class SystemOptions {

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Everything durable lies here (default: ${DEFAULT-DATA-DIR}).")
  private @Nullable Path dataDir;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "Use this Kafka instead of the broker inside.")
  private @Nullable String kafka;

  @Option(
      names = "--mongo",
      paramLabel = "URI",
      description = "Use this MongoDB instead of the database inside.")
  private @Nullable String mongo;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting for every service, like facepay.query.deadline=20s; repeatable.")
  private Map<String, String> overrides = new LinkedHashMap<>();

  SystemSettings settings(
      Path defaultDataDir, int port, List<URI> gateways, @Nullable Path merchants) {
    return new SystemSettings(
        dataDir == null ? defaultDataDir : dataDir,
        port,
        kafka,
        mongo,
        gateways,
        merchants,
        overrides);
  }

  boolean hasDataDir() {
    return dataDir != null;
  }
}
