package dev.facepay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.edge.EdgeStand.Answer;
import dev.facepay.payment.PaymentFact.CancelRequested;
import dev.facepay.payment.PaymentFact.RequestRejected;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.RejectReason;
import dev.facepay.payment.UnknownReason;
import dev.facepay.runtime.seal.Sealer.Purpose;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The API as a device meets it. */
@Tag("real")
class PaymentApiTest {

  private static final EdgeStand EDGE = new EdgeStand();

  @AfterAll
  static void stop() {
    EDGE.close();
  }

  @BeforeEach
  void other_stages_are_silent() {
    EDGE.log.play(fact -> List.of());
    EDGE.log.broker(MemoryLog.Broker.UP);
  }

  private List<Requested> requested(String orderNo) {
    return EDGE.log.facts(Requested.class).stream()
        .filter(fact -> fact.payment().orderNo().value().equals(orderNo))
        .toList();
  }

  @Test
  void a_payment_that_is_paid_at_once_is_told_in_the_same_answer() {
    EDGE.log.play(Stages.onRequest(Stages::paid));

    Answer answer = EDGE.pay(EdgeStand.order("paid-1"));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo("/v1/payments/1900000109:paid-1");
    assertThat(answer.header("ETag")).isEqualTo("\"2\"");
    assertThat(answer.header("Preference-Applied")).isEqualTo("wait=20");
    assertThat(answer.text("state")).isEqualTo("SUCCEEDED");
    assertThat(answer.json().path("paid").booleanValue()).isTrue();
    assertThat(answer.json().path("final").booleanValue()).isTrue();
    assertThat(answer.text("next_action")).isEqualTo("SHOW_RESULT");
    assertThat(answer.text("transaction_id")).isEqualTo("4200000001");
    assertThat(answer.json().path("total_fee").longValue()).isEqualTo(1280);
  }

  @Test
  void the_fact_names_store_and_device_of_the_key_and_has_the_code_sealed() throws Exception {
    EDGE.pay(EdgeStand.order("sealed-1", ", \"goods_tag\": \"A\""), 0);

    Requested fact = requested("sealed-1").getFirst();
    assertThat(fact.payment().device()).hasToString("D03");
    assertThat(fact.payment().store()).hasToString("S017");
    assertThat(fact.payment().id()).hasToString("1900000109:sealed-1");
    assertThat(fact.goodsTag()).isEqualTo("A");
    assertThat(fact.authCode().text()).doesNotContain("134567890123456789");
    assertThat(EdgeStand.sealer().open(Purpose.AUTH_CODE, "1900000109:sealed-1", fact.authCode()))
        .isEqualTo("134567890123456789");
  }

  @Test
  void without_an_answer_in_time_the_payment_is_accepted_and_can_be_asked_for() {
    Answer answer = EDGE.pay(EdgeStand.order("slow-1"), 0);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    assertThat(answer.text("state")).isEqualTo("PROCESSING");
    assertThat(answer.text("next_action")).isEqualTo("WAIT");
    assertThat(answer.json().path("paid").isNull()).isTrue();
    assertThat(answer.text("deadline_at")).endsWith("Z");

    Answer state = EDGE.get("1900000109:slow-1");
    assertThat(state.status()).isEqualTo(200);
    assertThat(state.header("ETag")).isEqualTo("\"1\"");
    assertThat(state.text("state")).isEqualTo("PROCESSING");
  }

  @Test
  void a_password_is_asked_for_at_once() {
    EDGE.log.play(Stages.onRequest(p -> Stages.unknown(p, UnknownReason.USER_PAYING)));

    Answer answer = EDGE.pay(EdgeStand.order("password-1"));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.text("state")).isEqualTo("WAITING");
    assertThat(answer.text("next_action")).isEqualTo("ASK_PASSWORD");
    assertThat(answer.json().path("message").path("zh").asString()).contains("密码");
  }

  @Test
  void not_paid_is_told_before_the_reversal_is_done_and_stays() {
    EDGE.log.play(Stages.onRequest(Stages::reverseNeeded));

    Answer answer = EDGE.pay(EdgeStand.order("reverse-1"));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.text("state")).isEqualTo("REVERSING");
    assertThat(answer.json().path("paid").booleanValue(true)).isFalse();
    assertThat(answer.text("next_action")).isEqualTo("WAIT_REVERSAL");

    EDGE.log.say(Stages.reversed(requested("reverse-1").getFirst().payment()));
    assertThat(EDGE.get("1900000109:reverse-1").text("state")).isEqualTo("REVERSED");
  }

  @Test
  void the_same_request_again_is_the_same_payment() {
    EDGE.pay(EdgeStand.order("repeat-1"), 0);
    EDGE.log.say(Stages.paid(requested("repeat-1").getFirst().payment()));

    Answer again = EDGE.pay(EdgeStand.order("repeat-1"));

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text("state")).isEqualTo("SUCCEEDED");
    assertThat(requested("repeat-1")).hasSize(1);
  }

  @Test
  void another_content_under_a_known_number_is_refused_and_touches_nothing() {
    EDGE.pay(EdgeStand.order("other-1"), 0);

    Answer other = EDGE.pay(EdgeStand.order("other-1").replace("1280", "1281"));

    assertThat(other.status()).isEqualTo(409);
    assertThat(other.header("Content-Type")).startsWith("application/problem+json");
    assertThat(other.text("code")).isEqualTo("order_number_reused");
    assertThat(other.json().path("retryable").booleanValue(true)).isFalse();
    assertThat(other.text("what_to_do")).isNotEmpty();
    assertThat(requested("other-1")).hasSize(1);
  }

  @Test
  void a_second_attempt_waits_for_the_end_of_the_first() {
    EDGE.pay(EdgeStand.order("second-1"), 0);
    String second = EdgeStand.order("second-1", ", \"attempt\": 2").replace("1345678", "1345679");

    Answer open = EDGE.pay(second);
    assertThat(open.status()).isEqualTo(409);
    assertThat(open.text("code")).isEqualTo("attempt_open");
    assertThat(open.json().path("retryable").booleanValue()).isTrue();

    EDGE.log.say(Stages.notEnough(requested("second-1").getFirst().payment()));
    EDGE.log.play(Stages.onRequest(Stages::paid));
    Answer paid = EDGE.pay(second);
    assertThat(paid.status()).isEqualTo(201);
    assertThat(paid.text("out_trade_no")).isEqualTo("second-1-2");

    Answer third = EDGE.pay(EdgeStand.order("second-1", ", \"attempt\": 3"));
    assertThat(third.status()).isEqualTo(409);
    assertThat(third.text("code")).isEqualTo("order_already_paid");
  }

  @Test
  void what_the_pay_stage_rejects_is_refused_and_may_be_asked_again() {
    EDGE.log.play(Stages.onRequest(p -> Stages.rejected(p, RejectReason.PREVIOUS_ATTEMPT_MISSING)));
    String second = EdgeStand.order("rejected-1", ", \"attempt\": 2");

    Answer missing = EDGE.pay(second);
    assertThat(missing.status()).isEqualTo(409);
    assertThat(missing.text("code")).isEqualTo("previous_attempt_missing");
    assertThat(EDGE.get("1900000109:rejected-1-2").status()).isEqualTo(409);

    EDGE.log.play(Stages.onRequest(Stages::paid));
    assertThat(EDGE.pay(second).text("state")).isEqualTo("SUCCEEDED");
    assertThat(EDGE.log.facts(RequestRejected.class)).isNotEmpty();
  }

  @Test
  void a_cancel_is_published_once_and_a_payment_that_completed_wins() {
    EDGE.pay(EdgeStand.order("cancel-1"), 0);

    assertThat(EDGE.cancel("1900000109:cancel-1").status()).isEqualTo(202);
    assertThat(EDGE.cancel("1900000109:cancel-1").status()).isEqualTo(202);
    assertThat(EDGE.log.facts(CancelRequested.class)).hasSize(1);

    EDGE.log.say(Stages.paid(requested("cancel-1").getFirst().payment()));
    Answer late = EDGE.cancel("1900000109:cancel-1");
    assertThat(late.status()).isEqualTo(200);
    assertThat(late.text("state")).isEqualTo("SUCCEEDED");
  }

  @Test
  void other_stores_and_merchants_do_not_see_a_payment_but_the_store_s_other_device_does() {
    EDGE.pay(EdgeStand.order("mine-1"), 0);
    String path = "/v1/payments/1900000109:mine-1";

    assertThat(EdgeStand.send(EDGE.to(path, EdgeStand.OTHER_DEVICE_KEY).build()).status())
        .isEqualTo(200);
    for (String key : List.of(EdgeStand.OTHER_STORE_KEY, EdgeStand.OTHER_MERCHANT_KEY)) {
      Answer answer = EdgeStand.send(EDGE.to(path, key).build());
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.text("code")).isEqualTo("payment_not_known");
    }
  }

  @Test
  void a_device_sees_its_own_of_the_last_while_the_newest_first() {
    EDGE.log.play(Stages.onRequest(Stages::paid));
    EDGE.pay(EdgeStand.order("recent-1"));
    EDGE.log.play(fact -> List.of());
    EDGE.pay(EdgeStand.order("recent-2"), 0);

    Answer mine = EdgeStand.send(EDGE.to("/v1/payments?limit=2").build());
    assertThat(mine.status()).isEqualTo(200);
    assertThat(mine.json().path("payments").findValuesAsString("order_no"))
        .containsExactly("recent-2", "recent-1");
    assertThat(mine.json().path("payments").findValuesAsString("state"))
        .containsExactly("PROCESSING", "SUCCEEDED");
    assertThat(mine.json().path("is_more").booleanValue()).isTrue();

    Answer others = EdgeStand.send(EDGE.to("/v1/payments", EdgeStand.OTHER_DEVICE_KEY).build());
    assertThat(others.json().path("payments").findValuesAsString("order_no"))
        .doesNotContain("recent-1", "recent-2");
    assertThat(EdgeStand.send(EDGE.to("/v1/payments?limit=101").build()).status()).isEqualTo(400);
  }

  @Test
  void an_order_number_with_every_allowed_character_can_be_asked_for_by_its_link() {
    Answer accepted = EDGE.pay(EdgeStand.order("a_b-c|d*e"), 0);

    Answer state = EdgeStand.send(EDGE.to(accepted.header("Location")).build());

    assertThat(state.text("order_no")).isEqualTo("a_b-c|d*e");
  }
}
