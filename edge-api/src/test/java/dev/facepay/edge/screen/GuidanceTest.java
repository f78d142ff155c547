package dev.facepay.edge.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.edge.desk.PaymentView;
import dev.facepay.edge.desk.Standing;
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

  private static Guidance guidance(Standing standing, boolean attention, boolean overdue) {
    PaymentView view =
        new PaymentView(
            Fixtures.payment(),
            standing,
            2,
            Fixtures.T0,
            attention ? Set.of(AttentionReason.REVERSE_SLOW) : Set.of(),
            false);
    return Guidance.of(view, overdue);
  }

  private static NextAction action(Standing standing) {
    return guidance(standing, false, false).nextAction();
  }

  private static <E extends Enum<E> & WireName> Map<String, NextAction> table(
      E[] reasons, Function<E, Standing> standing) {
    Map<String, NextAction> table = new TreeMap<>();
    Arrays.stream(reasons).forEach(r -> table.put(r.wire(), action(standing.apply(r))));
    return table;
  }

  @Test
  void a_failed_payment_is_shown_by_its_reason() {
    assertThat(table(FailureReason.values(), Standing.NotPaid::new))
        .containsOnly(
            Map.entry("not_sent", NextAction.SHOW_RESULT),
            Map.entry("too_late", NextAction.SHOW_RESULT),
            Map.entry("order_number_used", NextAction.CALL_STAFF),
            Map.entry("invalid_request", NextAction.CALL_STAFF),
            Map.entry("merchant_setup", NextAction.CALL_STAFF),
            Map.entry("code_expired", NextAction.ASK_OTHER_METHOD),
            Map.entry("code_invalid", NextAction.ASK_OTHER_METHOD),
            Map.entry("not_enough", NextAction.ASK_OTHER_METHOD),
            Map.entry("card_not_supported", NextAction.ASK_OTHER_METHOD),
            Map.entry("buyer_mismatch", NextAction.ASK_OTHER_METHOD),
            Map.entry("order_closed", NextAction.SHOW_RESULT),
            Map.entry("order_reversed", NextAction.SHOW_RESULT),
            Map.entry("trade_refused", NextAction.ASK_OTHER_METHOD),
            Map.entry("risk", NextAction.ASK_OTHER_METHOD),
            Map.entry("closed_at_gateway", NextAction.SHOW_RESULT),
            Map.entry("revoked_at_gateway", NextAction.SHOW_RESULT),
            Map.entry("refunded_at_gateway", NextAction.SHOW_RESULT));
  }

  @Test
  void only_a_password_is_the_buyer_s_to_give() {
    Map<String, NextAction> table = table(UnknownReason.values(), Standing.Waiting::new);

    assertThat(table).containsEntry("user_paying", NextAction.ASK_PASSWORD);
    table.remove("user_paying");
    assertThat(table.values()).containsOnly(NextAction.WAIT);
    assertThat(table).hasSize(UnknownReason.values().length - 1);
  }

  @Test
  void the_rest_of_the_table() {
    assertThat(action(new Standing.Processing(Fixtures.T0))).isEqualTo(NextAction.WAIT);
    assertThat(action(new Standing.Paid("42"))).isEqualTo(NextAction.SHOW_RESULT);
    assertThat(table(ReverseReason.values(), Standing.Reversing::new).values())
        .containsOnly(NextAction.WAIT_REVERSAL);
    assertThat(table(ReversedHow.values(), Standing.Reversed::new).values())
        .containsOnly(NextAction.SHOW_RESULT);
    assertThat(action(new Standing.Refused(RejectReason.OTHER_CONTENT, Fixtures.T0)))
        .isEqualTo(NextAction.CALL_STAFF);
  }

  @Test
  void staff_come_when_a_person_must_look_or_the_time_is_over_unless_it_is_final() {
    for (Standing open :
        new Standing[] {
          new Standing.Processing(Fixtures.T0), new Standing.Waiting(UnknownReason.USER_PAYING)
        }) {
      assertThat(guidance(open, true, false).nextAction()).isEqualTo(NextAction.CALL_STAFF);
      assertThat(guidance(open, false, true).nextAction()).isEqualTo(NextAction.CALL_STAFF);
    }
    Standing reversing = new Standing.Reversing(ReverseReason.DEADLINE);
    assertThat(guidance(reversing, true, false).nextAction()).isEqualTo(NextAction.CALL_STAFF);
    assertThat(guidance(new Standing.Paid("42"), true, false).nextAction())
        .isEqualTo(NextAction.SHOW_RESULT);
  }

  @Test
  void every_text_is_there_in_both_languages_and_fits_a_screen() {
    for (FailureReason reason : FailureReason.values()) {
      Guidance guidance = guidance(new Standing.NotPaid(reason), false, false);
      assertThat(guidance.zh()).isNotBlank().hasSizeLessThan(25);
      assertThat(guidance.en()).isNotBlank().hasSizeLessThan(60);
    }
  }
}
