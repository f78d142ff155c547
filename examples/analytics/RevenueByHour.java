import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.*;
import java.time.temporal.ChronoUnit;
import java.util.*;
import org.apache.kafka.clients.consumer.*;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.json.JsonMapper;

/** Revenue per store and hour, from the log alone: {@code RevenueByHour.java localhost:9092}. */
class RevenueByHour {

  public static void main(String[] args) {
    var json = new JsonMapper();
    var text = new StringDeserializer();
    var seen = new HashSet<String>();
    var fen = new TreeMap<String, Long>();
    Map<String, Object> settings = Map.of("bootstrap.servers", args[0]);
    try (var log = new KafkaConsumer<>(settings, text, text)) {
      var parts = new ArrayList<TopicPartition>();
      log.partitionsFor("facepay.payment.settled")
          .forEach(part -> parts.add(new TopicPartition(part.topic(), part.partition())));
      log.assign(parts);
      log.seekToBeginning(parts);
      var ends = log.endOffsets(parts);
      while (parts.stream().anyMatch(part -> log.position(part) < ends.get(part))) {
        for (var fact : log.poll(Duration.ofSeconds(1))) {
          // Only this type is revenue; the same id is the same fact again.
          if (!header(fact, "ce_type").equals("payment.succeeded.v1")
              || !seen.add(header(fact, "ce_id"))) {
            continue;
          }
          var value = json.readTree(fact.value());
          // The hour of the sale, not of the fact: one that comes late still counts where it
          // belongs.
          var hour =
              Instant.parse(value.get("requested_at").asString())
                  .atOffset(ZoneOffset.ofHours(8))
                  .truncatedTo(ChronoUnit.HOURS);
          var row = value.get("merchant_id").asString() + "\t" + value.get("store_id").asString();
          fen.merge(row + "\t" + hour, value.get("amount_fen").asLong(), Long::sum);
        }
      }
    }
    fen.forEach((row, sum) -> System.out.println(row + "\t" + sum));
  }

  private static String header(ConsumerRecord<?, ?> fact, String name) {
    return new String(fact.headers().lastHeader(name).value(), UTF_8);
  }
}
