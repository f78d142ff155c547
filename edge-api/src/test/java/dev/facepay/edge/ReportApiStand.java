package dev.facepay.edge;

import dev.facepay.edge.EdgeStand.Answer;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.OutTradeNo;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.StoreId;
import dev.facepay.payment.TradeRef;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;

/** Trade reports at the edge, with report-service played over the log. */
abstract class ReportApiStand {

  static EdgeStand edge;
  static final String CODE = "134567890123456789";
  static final AtomicInteger NUMBERS = new AtomicInteger();

  @BeforeAll
  static void start() {
    edge = new EdgeStand();
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @BeforeEach
  void the_broker_is_up_and_nothing_is_open() throws Exception {
    edge.log.broker(MemoryLog.Broker.UP);
    for (JsonNode job : open("").path("reports")) {
      tell(job.path("id").asString(), EdgeStand.KEY, word(job.path("try").asInt(), "confirmed"));
    }
  }

  static TradeRef trade() {
    return trade("R" + NUMBERS.incrementAndGet());
  }

  static TradeRef trade(String number) {
    return new TradeRef(
        new PaymentId(new MerchantId("1900000109"), new OutTradeNo(number)),
        null,
        new StoreId("S017"),
        new DeviceId("D03"));
  }

  static JsonNode open(String prefer) {
    var request = edge.to("/v1/devices/me/reports");
    return EdgeStand.send((prefer.isEmpty() ? request : request.header("Prefer", prefer)).build())
        .json();
  }

  static Answer tell(String id, String key, String json) {
    return EdgeStand.send(
        edge.to("/v1/devices/me/reports/" + id, key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  static String word(int tryNo, String outcome) {
    return "{\"try\": %d, \"outcome\": \"%s\"}".formatted(tryNo, outcome);
  }

  static Answer trade(String key, String json) {
    return EdgeStand.send(
        edge.to("/v1/trades", key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }
}
