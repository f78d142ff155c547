package dev.facepay.standalone.demo;

import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.standalone.data.OperatorKey;
import dev.facepay.standalone.data.RunningSystem;
import dev.facepay.standalone.start.Service;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a system can be looked at. What is null or empty is out of reach, and then not looked at.
 *
 * @param simulator the gateway's ledger, which judges
 * @param log how it is read
 * @param report the read side
 * @param auth the device registry
 * @param operatorKey for these two
 * @param metrics where the services tell theirs
 */
record SystemAddresses(
    URI edge,
    URI simulator,
    @Nullable FacePayKafka log,
    @Nullable URI report,
    @Nullable URI auth,
    @Nullable String operatorKey,
    Collection<URI> metrics) {

  SystemAddresses {
    metrics = List.copyOf(metrics);
  }

  /** Everything of a system in one process whose broker asks nobody who they are. */
  static SystemAddresses of(RunningSystem running, URI simulator, Path dataDir) {
    return of(
        running,
        simulator,
        dataDir,
        FacePayKafka.at(running.bootstrapServers(), "facepay-demo", ""));
  }

  /**
   * Everything of a system in one process.
   *
   * @param dataDir has the operator's key, if it was made there
   */
  static SystemAddresses of(RunningSystem running, URI simulator, Path dataDir, FacePayKafka log) {
    return new SystemAddresses(
        running.edge(),
        simulator,
        log,
        running.apis().get(Service.CONSOLE.label()),
        running.apis().get(Service.AUTH.label()),
        OperatorKey.read(dataDir.resolve("keys")).orElse(null),
        running.http().values());
  }

  /** Whether devices can be enrolled. */
  boolean canEnrol() {
    return auth != null && operatorKey != null;
  }

  URI registry() {
    return Objects.requireNonNull(auth, "asked for only if it is there");
  }

  String operator() {
    return Objects.requireNonNull(operatorKey, "asked for only if it is there");
  }
}
