package dev.facepay.edge.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.FailureReason;
import dev.facepay.payment.RejectReason;
import dev.facepay.payment.ReverseReason;
import dev.facepay.payment.ReversedHow;
import dev.facepay.payment.UnknownReason;
import dev.facepay.payment.WireName;
import dev.facepay.testkit.Fixtures;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What the device does next: one table over everything that a payment can stand at. */
class GuidanceTest {

  private static Guidance guidance(PaymentStatus status, boolean attention, boolean overdue) {
    PaymentSnapshot snapshot =
        new PaymentSnapshot(
            Fixtures.payment(),
            status,
            2,
            Fixtures.T0,
            attention ? Set.of(AttentionReason.REVERSE_SLOW) : Set.of(),
            false);
    return Guidance.of(snapshot, overdue);
  }

  private static Guidance.NextAction action(PaymentStatus status) {
    return guidance(status, false, false).nextAction();
  }

  private static <E extends Enum<E> & WireName> Map<String, Guidance.NextAction> table(
      E[] reasons, Function<E, PaymentStatus> status) {
    Map<String, Guidance.NextAction> table = new TreeMap<>();
    Arrays.stream(reasons).forEach(r -> table.put(r.wire(), action(status.apply(r))));
    return table;
  }

  @Test
  void a_failed_payment_is_shown_by_its_reason() {
    assertThat(table(FailureReason.values(), PaymentStatus.NotPaid::new))
        .containsOnly(
            Map.entry("not_sent", Guidance.NextAction.SHOW_RESULT),
            Map.entry("too_late", Guidance.NextAction.SHOW_RESULT),
            Map.entry("order_number_used", Guidance.NextAction.CALL_STAFF),
            Map.entry("invalid_request", Guidance.NextAction.CALL_STAFF),
            Map.entry("merchant_setup", Guidance.NextAction.CALL_STAFF),
            Map.entry("code_expired", Guidance.NextAction.ASK_OTHER_METHOD),
            Map.entry("code_invalid", Guidance.NextAction.ASK_OTHER_METHOD),
            Map.entry("not_enough", Guidance.NextAction.ASK_OTHER_METHOD),
            Map.entry("card_not_supported", Guidance.NextAction.ASK_OTHER_METHOD),
            Map.entry("buyer_mismatch", Guidance.NextAction.ASK_OTHER_METHOD),
            Map.entry("order_closed", Guidance.NextAction.SHOW_RESULT),
            Map.entry("order_reversed", Guidance.NextAction.SHOW_RESULT),
            Map.entry("trade_refused", Guidance.NextAction.ASK_OTHER_METHOD),
            Map.entry("risk", Guidance.NextAction.ASK_OTHER_METHOD),
            Map.entry("closed_at_gateway", Guidance.NextAction.SHOW_RESULT),
            Map.entry("revoked_at_gateway", Guidance.NextAction.SHOW_RESULT),
            Map.entry("refunded_at_gateway", Guidance.NextAction.SHOW_RESULT));
  }

  @Test
  void only_a_password_is_the_buyer_s_to_give() {
    Map<String, Guidance.NextAction> table =
        table(UnknownReason.values(), PaymentStatus.Waiting::new);

    assertThat(table).containsEntry("user_paying", Guidance.NextAction.ASK_PASSWORD);
    table.remove("user_paying");
    assertThat(table.values()).containsOnly(Guidance.NextAction.WAIT);
    assertThat(table).hasSize(UnknownReason.values().length - 1);
  }

  @Test
  void the_rest_of_the_table() {
    assertThat(action(new PaymentStatus.Processing(Fixtures.T0)))
        .isEqualTo(Guidance.NextAction.WAIT);
    assertThat(action(new PaymentStatus.Paid("42"))).isEqualTo(Guidance.NextAction.SHOW_RESULT);
    assertThat(table(ReverseReason.values(), PaymentStatus.Reversing::new).values())
        .containsOnly(Guidance.NextAction.WAIT_REVERSAL);
    assertThat(table(ReversedHow.values(), PaymentStatus.Reversed::new).values())
        .containsOnly(Guidance.NextAction.SHOW_RESULT);
    assertThat(action(new PaymentStatus.Refused(RejectReason.OTHER_CONTENT, Fixtures.T0)))
        .isEqualTo(Guidance.NextAction.CALL_STAFF);
  }

  @Test
  void staff_come_when_a_person_must_look_or_the_time_is_over_unless_it_is_final() {
    for (PaymentStatus open :
        new PaymentStatus[] {
          new PaymentStatus.Processing(Fixtures.T0),
          new PaymentStatus.Waiting(UnknownReason.USER_PAYING)
        }) {
      assertThat(guidance(open, true, false).nextAction())
          .isEqualTo(Guidance.NextAction.CALL_STAFF);
      assertThat(guidance(open, false, true).nextAction())
          .isEqualTo(Guidance.NextAction.CALL_STAFF);
    }
    PaymentStatus reversing = new PaymentStatus.Reversing(ReverseReason.DEADLINE);
    assertThat(guidance(reversing, true, false).nextAction())
        .isEqualTo(Guidance.NextAction.CALL_STAFF);
    assertThat(guidance(new PaymentStatus.Paid("42"), true, false).nextAction())
        .isEqualTo(Guidance.NextAction.SHOW_RESULT);
  }

  @Test
  void every_text_is_there_in_both_languages_and_fits_a_screen() {
    for (FailureReason reason : FailureReason.values()) {
      Guidance guidance = guidance(new PaymentStatus.NotPaid(reason), false, false);
      assertThat(guidance.zh()).isNotBlank().hasSizeLessThan(25);
      assertThat(guidance.en()).isNotBlank().hasSizeLessThan(60);
    }
  }
}
