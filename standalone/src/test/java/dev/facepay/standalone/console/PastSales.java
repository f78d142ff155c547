package dev.facepay.standalone.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Two hours of sales, and the same a week ago, so that a picture of the day shows a day: facts put
 * into the log of a test. WeChat knows nothing of them.
 */
final class PastSales {

  private static final int MINUTES = 118;

  private final Random random = new Random(7);
  private final List<DemoDevice> tills;
  private int made;

  private PastSales(List<DemoDevice> tills) {
    this.tills = tills;
  }

  static void tell(Shop shop) {
    PastSales sales = new PastSales(shop.tills());
    Map<String, Object> settings = Map.of("bootstrap.servers", shop.bootstrapServers());
    Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    try (KafkaProducer<String, String> log =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      for (Instant day : List.of(now, now.minus(Duration.ofDays(7)))) {
        for (int minute = MINUTES; minute > 0; minute--) {
          Instant from = day.minus(Duration.ofMinutes(minute));
          double rush = 2.5 + 2 * Math.sin(minute / 20.0);
          for (int n = 0; n < rush + sales.random.nextInt(3); n++) {
            log.send(sales.one(from.plusMillis(sales.random.nextInt(59_000))));
          }
        }
      }
    }
  }

  private ProducerRecord<String, String> one(Instant asked) {
    boolean paid = random.nextInt(40) > 0;
    String type = paid ? "payment.succeeded.v1" : "payment.failed.v1";
    DemoDevice till = tills.get(random.nextInt(6));
    String order = "20261122%s%s%06d".formatted(till.store(), till.id(), 10_000 + made++);
    String payment = till.merchant() + ":" + order;
    Instant answered = asked.plusMillis(300 + random.nextInt(900));
    String end =
        paid
            ? "\"transaction_id\":\"42%026d\",\"paid_at\":\"%s\"".formatted(made, answered)
            : "\"reason\":\"not_enough\",\"gateway_code\":\"NOTENOUGH\",\"gateway_text\":\"-\"";
    String value =
        """
        {"payment_id":"%s","merchant_id":"%s","order_no":"%s","attempt":1,"out_trade_no":"%s",\
        "store_id":"%s","device_id":"%s","amount_fen":%d,"currency":"CNY","channel":"face",\
        "requested_at":"%s","fingerprint":"kWq3m0vYb8T1","version":2,"occurred_at":"%s",\
        "by":"pay",%s}\
        """
            .formatted(
                payment,
                till.merchant(),
                order,
                order,
                till.store(),
                till.id(),
                700 + random.nextInt(2400),
                asked,
                answered,
                end);
    ProducerRecord<String, String> fact =
        new ProducerRecord<>("facepay.payment.settled", payment, value);
    Map.of(
            "ce_specversion",
            "1.0",
            "ce_id",
            payment + "/" + type + "/2",
            "ce_source",
            "/facepay/pay",
            "ce_type",
            type,
            "ce_subject",
            payment,
            "ce_time",
            answered.toString(),
            "content-type",
            "application/json",
            "traceparent",
            "00-%032x-%016x-01".formatted(made, made))
        .forEach((name, text) -> fact.headers().add(name, text.getBytes(UTF_8)));
    return fact;
  }
}
