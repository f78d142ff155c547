package dev.facepay.standalone.setup;

import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.Topics;
import dev.facepay.standalone.start.GivenSettings;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;

/** Whether the services would take what is set, and whether the topics are what it says. */
final class SettingsChecks {

  private SettingsChecks() {}

  static List<Finding> all(GivenSettings given) {
    Set<String> faults = given.faults();
    return faults.isEmpty()
        ? List.of(Finding.good("settings", "known and within their bounds"))
        : faults.stream()
            .map(fault -> Finding.bad("settings", fault, "correct it: no service starts with it"))
            .toList();
  }

  static Finding topics(FacePayKafka kafka) throws InterruptedException {
    try {
      Topics topics = new Topics(kafka);
      topics.compare();
      List<String> differences = topics.differences();
      return differences.isEmpty()
          ? Finding.good("topics", "as the settings say")
          : Finding.bad(
              "topics",
              differences.getFirst()
                  + (differences.size() > 1
                      ? ", and %d more".formatted(differences.size() - 1)
                      : ""),
              "alter them: facts may be gone before their time, or stand in other lines");
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      return Finding.note("topics", "not told by " + kafka.bootstrapServers(), "");
    }
  }
}
