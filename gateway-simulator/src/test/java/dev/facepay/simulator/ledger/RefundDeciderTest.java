package dev.facepay.simulator.ledger;

import static dev.facepay.simulator.ledger.Orders.KEY;
import static dev.facepay.simulator.ledger.Orders.T0;
import static dev.facepay.simulator.ledger.Orders.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefundDeciderTest {
  private static final Instant LATER = T0.plusSeconds(60);

  private static Call.Refund refund(String number, long fen) {
    return new Call.Refund(KEY.mchId(), null, null, KEY.outTradeNo(), number, 100, fen, null);
  }

  private static Decision decide(Order order, Call.Refund call) {
    return RefundDecider.decide(at(order, Step.ORDINARY, LATER), call);
  }

  private static Order after(Order order, Decision decision) {
    Order next = order;
    for (Move move : decision.moves()) {
      next = Order.apply(next, move);
    }
    return next;
  }

  /** Paid with a transaction number as long as WeChat's. */
  private static Order paid() {
    Order opened = Orders.userPaying();
    return Order.apply(opened, Move.charged(T0, KEY, 100, "4200000000202603010000000001"));
  }

  private static Map<String, String> query(Order order, String number, int offset, Instant now) {
    Call.Refunds call =
        new Call.Refunds(
            KEY.mchId(),
            null,
            null,
            number,
            null,
            number == null ? KEY.outTradeNo() : null,
            offset);
    return QueryDecider.decide(at(order, Step.ORDINARY, now), call).reply().fields();
  }

  @Test
  void parts_go_back_up_to_what_was_paid_and_not_a_fen_more() {
    Order order = paid();
    Decision first = decide(order, refund("R1", 60));
    assertThat(first.reply().fields())
        .containsEntry("out_refund_no", "R1")
        .containsEntry("refund_fee", "60")
        .containsEntry("total_fee", "100");
    order = after(order, first);
    assertThat(decide(order, refund("R2", 41)).reply().errCode()).isEqualTo("INVALID_REQUEST");
    order = after(order, decide(order, refund("R2", 40)));
    assertThat(order.heldFen()).isZero();
    assertThat(order.state().tradeState()).isEqualTo("REFUND");
    assertThat(decide(order, refund("R3", 1)).moves()).isEmpty();
  }

  @Test
  void the_same_number_is_one_refund_and_another_amount_under_it_is_told() {
    Order order = after(paid(), decide(paid(), refund("R1", 60)));
    Decision again = decide(order, refund("R1", 60));
    assertThat(again.moves()).isEmpty();
    assertThat(again.reply().fields().get("refund_id"))
        .isEqualTo(order.refunds().getFirst().refundId());
    assertThat(decide(order, refund("R1", 40)).reply().errCode()).isEqualTo("REFUND_FEE_MISMATCH");
  }

  @Test
  void what_is_not_paid_or_too_old_is_refused() {
    assertThat(RefundDecider.decide(at(null, Step.ORDINARY, LATER), refund("R1", 1)).reply())
        .extracting(Reply::errCode)
        .isEqualTo("ORDERNOTEXIST");
    for (Order order : List.of(Orders.hidden(), Orders.userPaying(), Orders.refused())) {
      assertThat(decide(order, refund("R1", 1)).reply().errCode()).isEqualTo("ORDERNOTEXIST");
    }
    for (Order order : List.of(Orders.closed(), Orders.revoked(), Orders.reversed())) {
      assertThat(decide(order, refund("R1", 1)).reply().errCode()).isEqualTo("INVALID_REQUEST");
    }
    Instant nextYear = T0.plus(Duration.ofDays(366));
    assertThat(RefundDecider.decide(at(paid(), Step.ORDINARY, nextYear), refund("R1", 1)).reply())
        .extracting(Reply::errCode)
        .isEqualTo("TRADE_OVERDUE");
  }

  @Test
  void fifty_refunds_are_told_ten_at_a_time_and_no_more_are_taken() {
    Order order = paid();
    for (int n = 0; n < 50; n++) {
      order = after(order, decide(order, refund("R" + n, 1)));
    }
    assertThat(decide(order, refund("R50", 1)).reply().errCode()).isEqualTo("INVALID_REQUEST");
    assertThat(query(order, null, 40, LATER))
        .containsEntry("refund_count", "10")
        .containsEntry("total_refund_count", "50")
        .containsEntry("out_refund_no_0", "R40");
    assertThat(query(order, "R7", 0, LATER))
        .containsEntry("refund_count", "1")
        .containsEntry("out_refund_no_0", "R7");
  }

  @Test
  void an_unclear_answer_may_hide_a_refund() {
    Step step = Step.of(Behaviour.REFUND_UNCLEAR);
    Decision decision = RefundDecider.decide(at(paid(), step, LATER), refund("R1", 60));
    assertThat(decision.reply().errCode()).isEqualTo("SYSTEMERROR");
    assertThat(after(paid(), decision).heldFen()).isEqualTo(40);
    Decision refused =
        RefundDecider.decide(at(paid(), Step.error("NOTENOUGH"), LATER), refund("R1", 60));
    assertThat(refused.moves()).isEmpty();
  }

  @Test
  void a_refund_is_on_its_way_until_it_comes_to_its_end() {
    for (Behaviour behaviour :
        List.of(Behaviour.ORDINARY, Behaviour.REFUND_CHANGED, Behaviour.REFUND_CLOSED)) {
      Step step = Step.of(behaviour).withAfter(Duration.ofMinutes(2));
      Order order = after(paid(), RefundDecider.decide(at(paid(), step, LATER), refund("R1", 60)));
      assertThat(query(order, "R1", 0, LATER)).containsEntry("refund_status_0", "PROCESSING");
      String end = behaviour == Behaviour.REFUND_CHANGED ? "CHANGE" : "REFUNDCLOSE";
      assertThat(query(order, "R1", 0, LATER.plusSeconds(120)))
          .containsEntry("refund_status_0", behaviour == Behaviour.ORDINARY ? "SUCCESS" : end);
      assertThat(order.heldFen()).isEqualTo(behaviour == Behaviour.REFUND_CLOSED ? 100 : 40);
    }
  }
}
