package dev.facepay.standalone.journey;

import static dev.facepay.standalone.journey.GatewayControl.step;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.standalone.data.OperatorKey;
import dev.facepay.standalone.start.Service;
import dev.facepay.testkit.Await;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people read agrees with the topics and the gateway's ledger; what they may do about it. */
@Order(4)
@ExtendWith(Stand.Provider.class)
@Tag("real")
class ReadSideJourney {

  private final Stand stand;

  ReadSideJourney(Stand stand) {
    this.stand = stand;
  }

  @AfterAll
  static void all_evidence_agrees(Stand stand) {
    new Collector(stand).judge();
  }

  @Journey
  void totals_of_topics_and_read_side_are_equal_and_so_is_the_ledger() {
    Sale paid = stand.sale();
    assertThat(paid.pay().state()).isEqualTo("SUCCEEDED");
    Sale refused = stand.sale().meets("micropay", step("ERROR", "code", "NOTENOUGH"));
    assertThat(refused.pay().state()).isEqualTo("FAILED");
    Sale lost = stand.sale().meets("micropay", step("REQUEST_LOST"));
    lost.begin();
    lost.endsAs("REVERSED");

    Await.until(
        "the read side says what the topics say",
        () -> Map.of("topics", topics(), "read", readSide()),
        sums -> sums.get("topics").equals(sums.get("read")));
    for (Sale sale : List.of(paid, refused, lost)) {
      JsonNode payment = get("/v1/payments/" + sale.paymentId());
      long heldFen = sale.ledger().path("held_fen").asLong();
      boolean succeeded = payment.path("state").asString().equals("succeeded");
      assertThat(heldFen).isEqualTo(succeeded ? payment.path("amount_fen").asLong() : 0);
      assertThat(get("/v1/search?q=" + sale.outTradeNo()).path("payments").path(0))
          .isEqualTo(payment);
    }
  }

  @Journey
  void a_resolution_that_the_gateway_contradicts_is_refused_and_a_retry_is_done_by_the_stage() {
    Sale stuck =
        stand
            .sale()
            .meets("micropay", step("ANSWER_LOST"))
            .meets("orderquery", step("ERROR", "code", "SYSTEMERROR", "for_s", 6))
            .meets("reverse", step("ERROR", "code", "SYSTEMERROR", "for_s", 120));
    stuck.begin();
    stuck.until("REVERSING");
    String payment = "/v1/payments/" + stuck.paymentId();
    Await.until(
        "the read side has it",
        () -> get(payment).path("state").asString(),
        state -> state.equals("reversing"));
    JsonNode refused =
        Await.until(
            "WeChat contradicts",
            () -> post(payment + "/resolve", "the shop says it is fine"),
            answer -> answer.path("code").asString("").equals("gateway_contradicts"));
    assertThat(refused.path("detail").asString()).contains("SUCCESS");
    assertThat(post(payment + "/retry", "look now").path("id").asString())
        .isEqualTo(stuck.paymentId());
    stuck.ledger("errors", order -> order.path("reverse_calls").asInt() >= 2);
    stand.gateway().advanceClock(Duration.ofMinutes(2));
    stuck.endsAs("REVERSED");
    JsonNode told =
        Await.until(
            "the end is in the read side",
            () -> get(payment),
            page -> page.path("state").asString().equals("reversed"));
    assertThat(
            told.path("timeline")
                .valueStream()
                .filter(e -> e.path("type").asString().equals("payment.act-requested"))
                .map(e -> e.path("details").path("who").asString()))
        .containsExactly("local");
  }

  /** By state: how many settled payments, and of how much. */
  private Map<String, List<Long>> topics() {
    Map<String, List<Long>> sums = new TreeMap<>();
    Set<String> counted = new HashSet<>();
    for (LoggedFact fact : stand.log().soFar()) {
      if (fact.settled() && counted.add(fact.paymentId())) {
        String state = fact.type().replaceAll("payment\\.(.*)\\.v1", "$1");
        sums.merge(
            state,
            List.of(1L, fact.amountFen()),
            (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1)));
      }
    }
    return sums;
  }

  private Map<String, List<Long>> readSide() {
    Map<String, List<Long>> sums = new HashMap<>();
    for (JsonNode row : get("/v1/totals?group_by=state").path("rows")) {
      String state = row.path("parts").path("state").asString();
      if (Set.of("succeeded", "failed", "reversed").contains(state)) {
        sums.put(state, List.of(row.path("payments").asLong(), row.path("amount_fen").asLong()));
      }
    }
    return sums;
  }

  private JsonNode get(String path) {
    return send(request(path).GET());
  }

  private JsonNode post(String path, String why) {
    String body = JsonMapper.shared().writeValueAsString(Map.of("why", why));
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    String key = OperatorKey.read(stand.system().dataDir().resolve("keys")).orElseThrow();
    return HttpRequest.newBuilder(stand.system().api(Service.CONSOLE).resolve(path))
        .header("Authorization", "Bearer " + key);
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      return JsonMapper.shared()
          .readTree(
              stand.http().send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8)).body());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
