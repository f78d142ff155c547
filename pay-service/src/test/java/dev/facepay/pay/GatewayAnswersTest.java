package dev.facepay.pay;

import static dev.facepay.testkit.Fixtures.T0;
import static dev.facepay.testkit.Fixtures.requested;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.FailureReason;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.Failed;
import dev.facepay.payment.PaymentFact.Unknown;
import dev.facepay.wechat.Cause;
import dev.facepay.wechat.Code;
import dev.facepay.wechat.GatewayCode;
import dev.facepay.wechat.Micropay;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GatewayAnswersTest {

  private static final Instant NOW = T0.plusSeconds(1);

  private static PaymentFact fact(Micropay.Outcome outcome) {
    return GatewayAnswers.fact(requested(), outcome, NOW);
  }

  /** The definite failures of spec section 5, in its order. */
  @ParameterizedTest
  @CsvSource({
    "PARAM_ERROR,INVALID_REQUEST",
    "NOAUTH,MERCHANT_SETUP",
    "AUTHCODEEXPIRE,CODE_EXPIRED",
    "NOTENOUGH,NOT_ENOUGH",
    "NOTSUPORTCARD,CARD_NOT_SUPPORTED",
    "ORDERCLOSED,ORDER_CLOSED",
    "ORDERREVERSED,ORDER_REVERSED",
    "AUTH_CODE_ERROR,CODE_INVALID",
    "AUTH_CODE_INVALID,NOT_WECHAT_CODE",
    "XML_FORMAT_ERROR,INVALID_REQUEST",
    "REQUIRE_POST_METHOD,INVALID_REQUEST",
    "SIGNERROR,MERCHANT_SETUP",
    "LACK_PARAMS,INVALID_REQUEST",
    "NOT_UTF8,INVALID_REQUEST",
    "BUYER_MISMATCH,BUYER_MISMATCH",
    "APPID_NOT_EXIST,MERCHANT_SETUP",
    "MCHID_NOT_EXIST,MERCHANT_SETUP",
    "APPID_MCHID_NOT_MATCH,MERCHANT_SETUP",
    "INVALID_REQUEST,INVALID_REQUEST",
    "TRADE_ERROR,TRADE_REFUSED"
  })
  void a_definite_failure_has_a_reason_for_the_till(GatewayCode code, FailureReason reason) {
    assertThat(fact(new Micropay.Refused(code, "text")))
        .isInstanceOfSatisfying(
            Failed.class,
            f -> {
              assertThat(f.reason()).isEqualTo(reason);
              assertThat(f.gatewayCode()).isEqualTo(code.text());
            });
  }

  @ParameterizedTest
  @EnumSource(Cause.class)
  void whatever_proves_nothing_is_unknown_and_counts_from_the_end_of_the_call(Cause cause) {
    assertThat(fact(new Micropay.Unknown(cause, Code.NONE, "")))
        .isInstanceOfSatisfying(Unknown.class, u -> assertThat(u.sentAt()).isEqualTo(NOW));
  }

  @Test
  void what_never_left_has_failed() {
    for (Code.Obstacle why : Code.Obstacle.values()) {
      assertThat(fact(new Micropay.NotSent(why, ""))).isInstanceOf(Failed.class);
    }
  }

  @Test
  void an_order_that_ends_too_soon_by_now_is_too_late_and_no_fault_of_the_request() {
    assertThat(fact(new Micropay.NotSent(Code.Obstacle.EXPIRES_TOO_SOON, "")))
        .isInstanceOfSatisfying(
            Failed.class, f -> assertThat(f.reason()).isEqualTo(FailureReason.TOO_LATE));
  }
}
