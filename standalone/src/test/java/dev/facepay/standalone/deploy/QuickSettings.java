package dev.facepay.standalone.deploy;

import dev.facepay.standalone.start.SystemSettings;
import java.nio.file.Path;
import java.util.Map;

/** Short waits, so that what takes half a minute in a shop takes seconds. */
final class QuickSettings {

  private static final Map<String, String> QUICK =
      Map.ofEntries(
          Map.entry("facepay.query.first-when-paying", "1s"),
          Map.entry("facepay.query.every", "1s"),
          Map.entry("facepay.query.deadline", "4s"),
          Map.entry("facepay.reverse.earliest", "5s"),
          Map.entry("facepay.reverse.retry-first", "1s"),
          Map.entry("facepay.reverse.retry-max", "1s"),
          Map.entry("facepay.reverse.retry-slow", "1s"),
          Map.entry("facepay.reverse.code-life", "1s"),
          Map.entry("facepay.reverse.not-found-every", "1s"),
          Map.entry("facepay.reverse.never-reached-after", "2s"),
          Map.entry("facepay.report.fold.count-every", "1s"),
          Map.entry("facepay.due.poll-every", "250ms"),
          Map.entry("facepay.due.sweep-every", "1s"),
          Map.entry("facepay.gateway.read-timeout", "3s"),
          Map.entry("facepay.gateway.domain-rest", "1s"),
          Map.entry("logging.level.dev.facepay", "off"));

  private QuickSettings() {}

  static SystemSettings in(Path dir) {
    SystemSettings settings = SystemSettings.inside(dir);
    for (Map.Entry<String, String> setting : QUICK.entrySet()) {
      settings = settings.with(setting.getKey(), setting.getValue());
    }
    return settings;
  }
}
