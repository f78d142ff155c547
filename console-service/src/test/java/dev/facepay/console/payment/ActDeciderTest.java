package dev.facepay.console.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.console.payment.ActAnswer.Refused;
import dev.facepay.console.payment.ActAnswer.Taken;
import dev.facepay.console.payment.ActAnswer.Why;
import dev.facepay.console.payment.ActDecider.ActRequest;
import dev.facepay.payment.Act;
import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.ActRequested;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.AttentionResolved;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.Stage;
import dev.facepay.payment.UnknownReason;
import dev.facepay.testkit.Fixtures;
import dev.facepay.wechat.Cause;
import dev.facepay.wechat.Code;
import dev.facepay.wechat.OrderQuery;
import dev.facepay.wechat.OrderQuery.TradeState;
import dev.facepay.wechat.Unclear;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ActDeciderTest {

  private static final PaymentRef REF = Fixtures.payment();
  private static final ActRequest RESOLVE =
      new ActRequest(Act.RESOLVE, "alice", "refunded by hand", Fixtures.T0.plusSeconds(900));
  private static final ActRequest RETRY =
      new ActRequest(Act.RETRY, "alice", "certificate is mended", Fixtures.T0.plusSeconds(900));

  private static final PaymentHistory REVERSING =
      history(Fixtures.requested(), Fixtures.reverseNeeded());

  @ParameterizedTest
  @CsvSource({
    "SUCCESS, CONTRADICTED",
    "REFUND, ",
    "NOTPAY, CONTRADICTED",
    "CLOSED, ",
    "REVOKED, ",
    "USERPAYING, CONTRADICTED",
    "PAYERROR, CONTRADICTED"
  })
  void an_open_payment_is_resolved_only_if_wechat_says_that_no_money_stays(
      TradeState state, Why refusal) {
    ActAnswer answer = ActDecider.afterAsking(REVERSING, RESOLVE, says(state));
    if (refusal != null) {
      assertThat(answer)
          .isInstanceOfSatisfying(
              Refused.class,
              refused -> {
                assertThat(refused.why()).isEqualTo(refusal);
                assertThat(refused.detail()).contains(state.name());
              });
    } else {
      assertThat(answer)
          .isEqualTo(
              new Taken(
                  java.util.List.of(
                      new ActRequested(
                          REF,
                          Act.RESOLVE,
                          "alice",
                          "refunded by hand",
                          "WeChat says " + state,
                          RESOLVE.at()))));
    }
  }

  @Test
  void no_proof_is_no_leave() {
    assertThat(why(ActDecider.afterAsking(REVERSING, RESOLVE, new OrderQuery.NotFound())))
        .isEqualTo(Why.UNCLEAR);
    assertThat(
            why(
                ActDecider.afterAsking(
                    REVERSING, RESOLVE, new Unclear(Cause.NO_ANSWER, Code.NONE, ""))))
        .isEqualTo(Why.UNCLEAR);
  }

  @Test
  void what_a_stage_settles_by_itself_is_left_to_it() {
    assertThat(why(early(history(Fixtures.requested()), RESOLVE))).isEqualTo(Why.OWNED_BY_STAGE);
    assertThat(why(early(history(Fixtures.unknown(UnknownReason.NO_ANSWER)), RESOLVE)))
        .isEqualTo(Why.OWNED_BY_STAGE);
    for (ActRequest request : new ActRequest[] {RESOLVE, RETRY}) {
      assertThat(why(early(history(Fixtures.paid(REF, Stage.PAY)), request)))
          .isEqualTo(Why.ALREADY_SETTLED);
    }
  }

  @Test
  void a_retry_is_taken_for_every_payment_that_is_not_final() {
    for (PaymentHistory open :
        new PaymentHistory[] {
          history(Fixtures.requested()),
          history(Fixtures.requested(), Fixtures.unknown(UnknownReason.NO_ANSWER)),
          REVERSING
        }) {
      assertThat(early(open, RETRY))
          .isInstanceOfSatisfying(
              Taken.class,
              taken -> assertThat(taken.facts()).singleElement().isInstanceOf(ActRequested.class));
    }
  }

  @Test
  void a_retry_needs_no_evidence() {
    assertThat(early(REVERSING, RETRY))
        .isInstanceOfSatisfying(
            Taken.class,
            taken -> assertThat(taken.facts()).singleElement().isInstanceOf(ActRequested.class));
    assertThat(ActDecider.beforeAsking(REVERSING, RESOLVE)).as("ask WeChat").isEmpty();
  }

  @Test
  void what_needs_attention_on_a_settled_payment_is_put_to_rest_and_the_payment_untouched() {
    PaymentHistory refunded =
        history(
            Fixtures.failed(REF, Stage.QUERY),
            new AttentionNeeded(
                REF, Stage.QUERY, AttentionReason.REFUND_SEEN, "REFUND", "", Fixtures.T0));
    assertThat(ActDecider.beforeAsking(refunded, RESOLVE)).isEmpty();
    assertThat(ActDecider.afterAsking(refunded, RESOLVE, says(TradeState.REFUND)))
        .isEqualTo(
            new Taken(
                java.util.List.of(
                    new AttentionResolved(
                        REF,
                        Stage.PERSON,
                        AttentionReason.REFUND_SEEN,
                        "alice: refunded by hand; WeChat says REFUND",
                        RESOLVE.at()))));
    assertThat(why(early(refunded, RETRY))).isEqualTo(Why.ALREADY_SETTLED);
  }

  @ParameterizedTest
  @EnumSource(
      value = TradeState.class,
      names = {"SUCCESS", "USERPAYING"})
  void money_that_is_there_contradicts_what_is_settled_as_not_paid(TradeState state) {
    PaymentHistory failed = history(Fixtures.failed(REF, Stage.QUERY));
    assertThat(why(ActDecider.afterAsking(failed, RESOLVE, says(state))))
        .isEqualTo(Why.CONTRADICTED);
  }

  private static ActAnswer early(PaymentHistory history, ActRequest request) {
    return ActDecider.beforeAsking(history, request).orElseThrow();
  }

  private static Why why(ActAnswer answer) {
    return ((Refused) answer).why();
  }

  private static OrderQuery.Outcome says(TradeState state) {
    return new OrderQuery.State(state, null, null, null, "");
  }

  private static PaymentHistory history(PaymentFact... facts) {
    Optional<PaymentHistory> history = Optional.empty();
    for (PaymentFact fact : facts) {
      history = Optional.of(HistoryDecider.fold(history, fact));
    }
    return history.orElseThrow();
  }
}
