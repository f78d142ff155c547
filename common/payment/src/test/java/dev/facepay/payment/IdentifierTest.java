package dev.facepay.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierTest {

  @Test
  void the_first_attempt_is_named_as_the_order_and_later_ones_are_numbered() {
    OrderNo order = new OrderNo("x".repeat(28));
    assertThat(OutTradeNo.of(order, 1).value()).isEqualTo(order.value());
    assertThat(OutTradeNo.of(order, 999).value()).isEqualTo(order.value() + "-999").hasSize(32);
    assertThatIllegalArgumentException().isThrownBy(() -> OutTradeNo.of(order, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> OutTradeNo.of(order, 1000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "29-characters-29-characters-2", "a b", "订单", "a@b", "a/b", "a:b"})
  void an_order_number_outside_wechats_set_is_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new OrderNo(text));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Money.FEN_MAX + 1, Long.MIN_VALUE})
  void an_amount_that_cannot_be_charged_is_refused(long fen) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Money(fen));
  }

  @Test
  void money_prints_in_yuan() {
    assertThat(new Money(5)).hasToString("0.05");
    assertThat(new Money(1280)).hasToString("12.80");
  }

  @Test
  void a_payment_id_is_read_as_it_is_written() {
    PaymentId id = PaymentId.parse("1900000109:A1-2");
    assertThat(PaymentId.parse(id.toString())).isEqualTo(id);
    assertThatIllegalArgumentException().isThrownBy(() -> PaymentId.parse("A1-2"));
  }

  @Test
  void a_reference_whose_number_is_another_attempts_is_refused() {
    PaymentRef ref = FactFieldsTest.ref(2, null);
    assertThat(ref.previousAttempt()).hasToString("1900000109:A1");
    assertThat(ref.orderKey()).isEqualTo("1900000109:A1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new PaymentRef(
                    ref.id(),
                    ref.orderNo(),
                    3,
                    null,
                    ref.store(),
                    ref.device(),
                    ref.amount(),
                    ref.channel(),
                    ref.requestedAt(),
                    "f"));
  }
}
