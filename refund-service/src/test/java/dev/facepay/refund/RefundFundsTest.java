package dev.facepay.refund;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.AttentionResolved;
import dev.facepay.payment.RefundFact.RefundFailed;
import dev.facepay.payment.RefundFact.RefundSucceeded;
import dev.facepay.payment.RefundFailure;
import dev.facepay.payment.RefundNo;
import dev.facepay.wechat.GatewayCode;
import dev.facepay.wechat.Refund;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** From which account money goes back, and what went back without us. */
class RefundFundsTest extends RefundStage {

  @Test
  void short_unsettled_money_is_asked_for_from_the_balance_and_it_stays_so() throws Exception {
    paid();
    wechat.scripted.add(new Refund.OtherAccount("交易未结算资金不足"));
    wechat.scripted.add(LOST);
    handler.handle(request("R1", 500));
    run(Duration.ofMinutes(5));
    assertThat(wechat.fromBalance).containsExactly(false, true, true);
    assertThat(wechat.calls.get(1)).isAfterOrEqualTo(wechat.calls.get(0).plus(settings.apart()));
    assertThat(said(RefundSucceeded.class)).hasSize(1);
    assertThat(said(AttentionNeeded.class)).isEmpty();
  }

  @Test
  void a_balance_that_is_short_too_waits_as_before() throws Exception {
    paid();
    wechat.scripted.add(new Refund.OtherAccount("交易未结算资金不足"));
    wechat.scripted.add(new Refund.NotNow(GatewayCode.NOTENOUGH, "基本账户余额不足"));
    handler.handle(request("R1", 500));
    run(Duration.ofMinutes(13));
    assertThat(wechat.fromBalance).containsExactly(false, true, true);
    assertThat(said(RefundSucceeded.class)).hasSize(1);
  }

  @Test
  void what_others_gave_back_is_told_and_counts_against_what_is_left() throws Exception {
    paid();
    wechat.byOthers.put("50300009002026112800000041771", 1000L);
    handler.handle(request("R1", 280));
    run(Duration.ofMinutes(3));
    assertThat(said(RefundSucceeded.class)).hasSize(1);
    assertThat(said(AttentionNeeded.class))
        .singleElement()
        .satisfies(it -> assertThat(it.reason()).isEqualTo(AttentionReason.REFUND_SEEN));

    handler.handle(request("R2", 1));
    run(Duration.ofMinutes(3));
    assertThat(whyFailed()).isEqualTo(RefundFailure.MORE_THAN_PAID);
    assertThat(wechat.calls).as("what can't be is not asked for").hasSize(1);
    assertThat(said(AttentionNeeded.class)).as("told once").hasSize(1);
    assertThat(said(AttentionResolved.class)).as("it ended with the refund").hasSize(1);
  }

  @Test
  void more_than_others_have_left_is_refused_before_any_call() throws Exception {
    paid();
    wechat.byOthers.put("H503", 1000L);
    handler.handle(request("R1", 281));
    run(Duration.ofMinutes(1));
    assertThat(whyFailed()).isEqualTo(RefundFailure.MORE_THAN_PAID);
    assertThat(said(RefundFailed.class).getLast().gatewayText()).startsWith("280 fen are left");
    assertThat(wechat.calls).isEmpty();
    handler.handle(request("R2", 280));
    run(Duration.ofMinutes(3));
    assertThat(said(RefundSucceeded.class)).hasSize(1);
  }

  @Test
  void where_wechat_does_not_say_what_went_back_the_refund_goes_on() throws Exception {
    paid();
    wechat.silent = true;
    handler.handle(request("R1", 1280));
    run(Duration.ofMinutes(2));
    assertThat(said(RefundSucceeded.class)).hasSize(1);
  }

  @Test
  void what_is_known_of_it_comes_back_from_the_documents() throws Exception {
    paid();
    wechat.byOthers.put("H503", 1000L);
    wechat.scripted.add(new Refund.OtherAccount("交易未结算资金不足"));
    handler.handle(request("R1", 280));
    run(Duration.ofSeconds(10));
    Refunds kept = store.find(PAYMENT.id()).orElseThrow();
    assertThat(kept.othersFen()).isEqualTo(1000);
    assertThat(kept.leftFen()).isZero();
    assertThat(kept.find(new RefundNo("R1")).orElseThrow().fromBalance()).isTrue();
  }
}
