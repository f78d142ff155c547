package dev.facepay.edge.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.RequestRejected;
import dev.facepay.payment.RejectReason;
import dev.facepay.payment.Stage;
import dev.facepay.payment.UnknownReason;
import dev.facepay.testkit.Fixtures;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is news to a device that has seen something already. */
class PaymentViewTest {

  private static final Duration WITHIN = Duration.ofSeconds(45);
  private static final PaymentFact WAITING = Fixtures.unknown(UnknownReason.NO_ANSWER);

  private static PaymentView at(Duration age, PaymentFact... facts) {
    PaymentSnapshot snapshot = null;
    for (PaymentFact fact : facts) {
      snapshot = PaymentSnapshot.fold(snapshot, fact);
    }
    return PaymentView.of(Objects.requireNonNull(snapshot), WITHIN, Fixtures.T0.plus(age));
  }

  private static PaymentView of(PaymentFact... facts) {
    return at(Duration.ofSeconds(1), facts);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "3.attention", "4", "2.overdue"})
  void an_older_state_is_no_news(String seen) {
    assertThat(of(Fixtures.requested()).isNewsTo(seen)).isFalse();
    assertThat(of(WAITING).isNewsTo(seen)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "7", "9999", "3.attention", "4.overdue", "1", ""})
  void an_end_is_news_to_whoever_has_another_tag(String seen) {
    PaymentView paid = of(Fixtures.paid(Fixtures.payment(), Stage.PAY));
    assertThat(paid.tag()).isEqualTo("2");
    assertThat(paid.isNewsTo(seen)).isTrue();
    assertThat(paid.isNewsTo("2")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"99999999999999999999", "10000", "3x", "3.", "3.overdue.attention", "-1"})
  void what_is_no_tag_of_ours_is_none(String seen) {
    assertThat(of(WAITING).isNewsTo(seen)).isTrue();
  }

  @Test
  void neither_is_a_refusal_after_a_payment_was_seen_to_go_on() {
    assertThat(refused().isNewsTo("2")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1.overdue"})
  void a_refusal_is_after_a_payment_was_seen_to_be_processed(String seen) {
    assertThat(of(Fixtures.requested()).tag()).isEqualTo("1");
    assertThat(refused().isNewsTo(seen)).isTrue();
  }

  private static PaymentView refused() {
    return of(
        Fixtures.requested(),
        new RequestRejected(Fixtures.payment(), RejectReason.PREVIOUS_ATTEMPT_OPEN, Fixtures.T0));
  }

  @Test
  void a_newer_state_and_a_new_mark_are() {
    assertThat(of(Fixtures.requested()).isNewsTo("")).isTrue();
    assertThat(of(Fixtures.requested()).isNewsTo("something else")).isTrue();
    assertThat(of(Fixtures.paid(Fixtures.payment(), Stage.QUERY)).isNewsTo("2.overdue")).isTrue();
    assertThat(at(WITHIN, WAITING).isNewsTo("2")).isTrue();
    AttentionNeeded needed =
        new AttentionNeeded(
            Fixtures.payment(), Stage.REVERSE, AttentionReason.REVERSE_SLOW, "", "", Fixtures.T0);
    assertThat(of(Fixtures.reverseNeeded(), needed).isNewsTo("3")).isTrue();
    assertThat(of(Fixtures.reverseNeeded()).isNewsTo("3.attention")).isTrue();
  }
}
