package dev.facepay.standalone.setup;

import dev.facepay.runtime.fill.FillSettings;
import dev.facepay.standalone.client.MetricsClient;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;

/** How full disks and memory are, and until when. */
final class StorageChecks {

  private static final String MAKE_ROOM = "make room: when it is full, new payments are refused";
  private static final String MAKE_ROOM_NOW = "make room now: new payments are refused until then";

  private StorageChecks() {}

  /** As a running system's services tell it. */
  static List<Finding> running(Collection<URI> management) throws InterruptedException {
    try (MetricsClient metrics = new MetricsClient(management)) {
      return of(metrics.read());
    } catch (IOException e) {
      // Which service does not answer is a finding already.
      return List.of(Finding.note("storage", "not told by all services", ""));
    }
  }

  static List<Finding> of(MetricsClient.Pages pages) {
    List<Finding> findings = new ArrayList<>();
    add(findings, pages, "disk under Kafka", "kafka");
    add(findings, pages, "disk under MongoDB", "mongodb");
    add(findings, pages, "memory in use", "heap");
    return findings;
  }

  private static void add(
      List<Finding> findings, MetricsClient.Pages pages, String what, String store) {
    String label = "store=\"" + store + "\"";
    OptionalDouble ratio = pages.numbers("facepay_storage_used_ratio", label).max();
    double level = pages.numbers("facepay_storage_level", label).max().orElse(0);
    OptionalDouble fullAt = pages.numbers("facepay_storage_full_timestamp_seconds", label).min();
    if (ratio.isPresent()) {
      String until = fullAt.isEmpty() || level >= 2 ? "" : until(fullAt.getAsDouble());
      findings.add(finding(what, ratio.getAsDouble(), level, until));
    }
  }

  /** Of a disk that nobody watches yet. */
  static Finding disk(long usable, long total) {
    FillSettings settings = FillSettings.defaults();
    double used = total <= 0 ? 0 : 1 - (double) usable / total;
    int level = used >= settings.fullAt() ? 2 : used >= settings.fillingAt() ? 1 : 0;
    return finding("disk", used, level, ", " + (usable >> 20) + " MB free");
  }

  private static Finding finding(String what, double ratio, double level, String more) {
    String found = (int) (100 * ratio) + " %" + more;
    return level < 1
        ? Finding.good(what, found)
        : Finding.bad(what, found, level < 2 ? MAKE_ROOM : MAKE_ROOM_NOW);
  }

  private static String until(double seconds) {
    return ", full on %s at the rate of the last day"
        .formatted(
            Instant.ofEpochSecond((long) seconds).atZone(ZoneId.systemDefault()).toLocalDate());
  }
}
