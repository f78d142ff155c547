package dev.facepay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.edge.EdgeStand.Answer;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.RefundAsker;
import dev.facepay.payment.RefundFact.RefundChanged;
import dev.facepay.payment.RefundFact.RefundFailed;
import dev.facepay.payment.RefundFact.RefundRequested;
import dev.facepay.payment.RefundFact.RefundSucceeded;
import dev.facepay.payment.RefundFailure;
import dev.facepay.payment.RefundRef;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Refunds as a till meets them. */
@Tag("real")
class RefundApiTest {

  private static final EdgeStand EDGE = new EdgeStand("--facepay.refund.till-max-fen=2000");

  @AfterAll
  static void stop() {
    EDGE.close();
  }

  @BeforeEach
  void other_stages_are_silent() {
    EDGE.log.play(fact -> List.of());
    EDGE.log.broker(MemoryLog.Broker.UP);
    EDGE.log.full(false);
  }

  private static void paid(String orderNo) {
    EDGE.log.play(Stages.onRequest(Stages::paid));
    assertThat(EDGE.pay(EdgeStand.order(orderNo)).status()).isEqualTo(201);
    EDGE.log.play(fact -> List.of());
  }

  private static Answer refund(EdgeStand edge, String key, String order, String json, int wait) {
    return EdgeStand.send(
        edge.to("/v1/payments/1900000109:" + order + "/refunds", key)
            .header("Content-Type", "application/json")
            .header("Prefer", "wait=" + wait)
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  private static Answer refund(String order, String json) {
    return refund(EDGE, EdgeStand.KEY, order, json, 0);
  }

  private static String wish(String number, long fen) {
    return "{\"refund_no\": \"%s\", \"amount_fen\": %d, \"reason\": \"cold noodles\"}"
        .formatted(number, fen);
  }

  private static List<RefundRequested> requested(String order) {
    return EDGE.log.facts(RefundRequested.class).stream()
        .filter(fact -> fact.refund().orderNo().value().equals(order))
        .toList();
  }

  private static RefundSucceeded succeeded(RefundRef refund) {
    Instant at = refund.requestedAt().plusSeconds(1);
    return new RefundSucceeded(refund, "5000000001", null, null, null, null, at, at);
  }

  private static List<Fact> giveBack(Fact fact) {
    return fact instanceof RefundRequested asked ? List.of(succeeded(asked.refund())) : List.of();
  }

  private static Answer look(String order, String number, String... seen) {
    var request =
        EDGE.to("/v1/payments/1900000109:" + order + "/refunds/" + number)
            .header("Prefer", "wait=0");
    if (seen.length > 0) {
      request.header("If-None-Match", seen[0]);
    }
    return EdgeStand.send(request.build());
  }

  @Test
  void a_refund_that_comes_at_once_is_told_in_the_same_answer() {
    paid("back-1");
    EDGE.log.play(RefundApiTest::giveBack);

    Answer answer = refund(EDGE, EdgeStand.KEY, "back-1", wish("R1", 1280), 20);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo("/v1/payments/1900000109:back-1/refunds/R1");
    assertThat(answer.header("ETag")).isEqualTo("\"3\"");
    assertThat(answer.header("Preference-Applied")).isEqualTo("wait=20");
    assertThat(answer.text("state")).isEqualTo("SUCCEEDED");
    assertThat(answer.json().path("refunded").booleanValue()).isTrue();
    assertThat(answer.json().path("final").booleanValue()).isTrue();
    assertThat(answer.text("refund_id")).isEqualTo("5000000001");
    assertThat(answer.text("out_refund_no")).isEqualTo("back-1@R1");
    RefundRequested fact = requested("back-1").getFirst();
    assertThat(fact.askedBy()).isEqualTo(RefundAsker.TILL);
    assertThat(fact.who()).isEqualTo("D03");
    assertThat(fact.why()).isEqualTo("cold noodles");
    assertThat(fact.refund().store()).hasToString("S017");
    assertThat(fact.refund().amount().fen()).isEqualTo(1280);
  }

  @Test
  void without_an_answer_in_time_it_is_accepted_and_can_be_asked_for_until_it_is_final() {
    paid("slow-1");
    Answer answer = refund("slow-1", wish("R1", 300));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    assertThat(answer.text("state")).isEqualTo("PROCESSING");
    assertThat(answer.json().path("refunded").isNull()).isTrue();
    assertThat(look("slow-1", "R1", "\"1\"").status()).isEqualTo(304);

    RefundRef refund = requested("slow-1").getFirst().refund();
    EDGE.log.say(new RefundChanged(refund, "5000000001", null, refund.requestedAt()));
    Answer changed = look("slow-1", "R1", "\"1\"");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.text("state")).isEqualTo("CHANGED");
    assertThat(changed.text("next_action")).isEqualTo("CALL_STAFF");

    EDGE.log.say(succeeded(refund));
    assertThat(look("slow-1", "R1", "W/\"2\"").text("state")).isEqualTo("SUCCEEDED");
  }

  @Test
  void the_same_request_again_is_the_same_refund_and_another_content_is_refused() {
    paid("repeat-1");
    refund("repeat-1", wish("R1", 300));
    Answer open = refund("repeat-1", wish("R1", 300));
    EDGE.log.say(succeeded(requested("repeat-1").getFirst().refund()));
    Answer again = refund("repeat-1", wish("R1", 300));
    Answer other = refund("repeat-1", wish("R1", 301));
    Answer otherReason = refund("repeat-1", wish("R1", 300).replace("cold", "salty"));

    assertThat(open.status()).isEqualTo(202);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text("state")).isEqualTo("SUCCEEDED");
    for (Answer refused : List.of(other, otherReason)) {
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.text("code")).isEqualTo("refund_number_reused");
    }
    assertThat(requested("repeat-1")).hasSize(1);
  }

  @Test
  void parts_are_refunds_of_their_own_and_are_listed_in_their_order() {
    paid("parts-1");
    refund("parts-1", wish("R2", 300));
    refund("parts-1", wish("R1", 400));

    Answer all = EdgeStand.send(EDGE.to("/v1/payments/1900000109:parts-1/refunds").build());

    assertThat(all.status()).isEqualTo(200);
    assertThat(all.json().path("refunds"))
        .extracting(it -> it.path("refund_no").asString() + " " + it.path("amount_fen"))
        .containsExactly("R2 300", "R1 400");
  }

  @Test
  void refund_service_has_the_last_word_on_a_number_that_another_instance_took_first() {
    paid("race-1");
    EDGE.log.play(
        fact ->
            fact instanceof RefundRequested asked
                ? List.of(
                    new RefundFailed(
                        asked.refund(),
                        RefundFailure.OTHER_CONTENT,
                        "",
                        "",
                        asked.refund().requestedAt()))
                : List.of());

    Answer answer = refund(EDGE, EdgeStand.KEY, "race-1", wish("R1", 300), 20);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.text("code")).isEqualTo("refund_number_reused");
    assertThat(look("race-1", "R1").status()).isEqualTo(409);
  }

  @Test
  void what_failed_is_told_with_its_reason() {
    paid("failed-1");
    refund("failed-1", wish("R1", 1300));
    RefundRef refund = requested("failed-1").getFirst().refund();
    EDGE.log.say(
        new RefundFailed(refund, RefundFailure.MORE_THAN_PAID, "", "", refund.requestedAt()));

    Answer answer = refund("failed-1", wish("R1", 1300));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("state")).isEqualTo("FAILED");
    assertThat(answer.text("reason")).isEqualTo("more_than_paid");
    assertThat(answer.json().path("refunded").booleanValue(true)).isFalse();
    assertThat(answer.json().path("message").path("zh").asString()).contains("超过");
  }

  @Test
  void only_what_is_paid_goes_back() {
    EDGE.pay(EdgeStand.order("open-1"), 0);

    Answer answer = refund("open-1", wish("R1", 300));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.text("code")).isEqualTo("payment_not_paid");
    assertThat(requested("open-1")).isEmpty();
  }

  @Test
  void other_stores_and_merchants_neither_see_nor_refund_it_but_the_store_s_other_device_does() {
    paid("mine-1");
    refund("mine-1", wish("R1", 300));
    String path = "/v1/payments/1900000109:mine-1/refunds";

    assertThat(EdgeStand.send(EDGE.to(path + "/R1", EdgeStand.OTHER_DEVICE_KEY).build()).status())
        .isEqualTo(200);
    for (String key : List.of(EdgeStand.OTHER_STORE_KEY, EdgeStand.OTHER_MERCHANT_KEY)) {
      for (String what : List.of(path, path + "/R1")) {
        Answer answer = EdgeStand.send(EDGE.to(what, key).build());
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("code")).isEqualTo("payment_not_known");
      }
      assertThat(refund(EDGE, key, "mine-1", wish("R2", 300), 0).status()).isEqualTo(404);
    }
    assertThat(requested("mine-1")).hasSize(1);
  }

  @Test
  void a_payment_that_is_older_than_this_memory_is_for_refund_service_to_know() {
    String old = "20251122S017D030000000000042-2";

    assertThat(refund(old, wish("R1", 300)).status()).isEqualTo(202);
    assertThat(requested("20251122S017D030000000000042")).hasSize(1);
    assertThat(refund("20251122S017D030000000000042x", wish("R1", 300)).status()).isEqualTo(404);
    assertThat(look("never-1", "R1").text("code")).isEqualTo("refund_not_known");
    assertThat(EdgeStand.send(EDGE.to("/v1/payments/1900000109:never-1/refunds").build()).status())
        .isEqualTo(404);
  }

  @Test
  void more_than_a_till_may_is_refused_and_so_is_all_where_tills_may_not() {
    paid("limit-1");

    Answer above = refund("limit-1", wish("R1", 2001));

    assertThat(above.status()).isEqualTo(403);
    assertThat(above.text("code")).isEqualTo("refund_above_limit");
    try (EdgeStand off = new EdgeStand(EDGE.log, "--facepay.edge.refunds.tills=false")) {
      Answer refused = refund(off, EdgeStand.KEY, "limit-1", wish("R1", 1), 0);
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.text("code")).isEqualTo("refunds_off");
    }
    assertThat(requested("limit-1")).isEmpty();
  }

  @Test
  void without_a_broker_nothing_is_asked_for_and_a_lost_acknowledgement_is_found() {
    paid("down-1");
    EDGE.log.broker(MemoryLog.Broker.DOWN);
    assertThat(refund("down-1", wish("R1", 300)).text("code")).isEqualTo("log_unavailable");
    EDGE.log.broker(MemoryLog.Broker.DEAF);
    assertThat(refund("down-1", wish("R1", 300)).status()).isEqualTo(202);
    EDGE.log.broker(MemoryLog.Broker.UP);
    EDGE.log.full(true);

    assertThat(refund("down-1", wish("R1", 300)).status()).isEqualTo(202);
    assertThat(refund("down-1", wish("R2", 300)).text("code")).isEqualTo("storage_full");
    assertThat(requested("down-1")).hasSize(1);
  }

  @Test
  void all_faults_are_told_at_once() {
    Answer answer = refund("faults-1", "{\"refund_no\": \"R 1\", \"amount_fen\": 0, \"x\": 1}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("errors"))
        .extracting(it -> it.path("field").asString())
        .containsExactlyInAnyOrder("refund_no", "amount_fen", "reason", "x");
  }

  @Test
  void an_instance_that_begins_anew_finds_refunds_in_the_log() {
    paid("again-1");
    refund("again-1", wish("R1", 300));
    EDGE.log.say(succeeded(requested("again-1").getFirst().refund()));

    try (EdgeStand fresh = new EdgeStand(EDGE.log)) {
      Answer answer = refund(fresh, EdgeStand.KEY, "again-1", wish("R1", 300), 0);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text("state")).isEqualTo("SUCCEEDED");
    }
    assertThat(EDGE.log.facts(Requested.class)).isNotEmpty();
    assertThat(requested("again-1")).hasSize(1);
  }
}
