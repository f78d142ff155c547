package dev.facepay.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.standalone.client.EdgeClient.PaymentOrder;
import dev.facepay.standalone.client.SimulatorClient.LedgerOrder;
import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.standalone.demo.Plan.Purchase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Money where it must not be is a fault; an order that honestly ends unpaid is told apart. */
class VerdictTest {

  private static final DemoDevice DEVICE = new DemoDevice("T01", "S1", "1900000109", null, "dk_x");
  private static final long FEN = 1280;

  @Test
  void paid_and_kept_is_well_and_as_meant() {
    Verdict verdict = verdict(told("SUCCEEDED"), FEN);
    assertThat(verdict.allWell()).isTrue();
    assertThat(verdict.asMeant()).isTrue();
    assertThat(verdict.line()).startsWith("1 orders: 1 paid, 0 refused, 0 reversed;");
  }

  @Test
  void what_ends_unpaid_instead_and_keeps_nothing_is_well_but_not_as_meant() {
    for (String end : List.of("FAILED", "REVERSED")) {
      Verdict verdict = verdict(told(end), 0);
      assertThat(verdict.allWell()).isTrue();
      assertThat(verdict.otherwise())
          .singleElement()
          .asString()
          .contains("ended as " + end + " after: paid at once", "(Not paid)");
    }
  }

  @Test
  void an_order_that_the_gateway_never_heard_of_is_no_fault_if_the_buyer_was_told_so() {
    Verdict verdict = Verdict.of(List.of(told("FAILED")), Map.of());
    assertThat(verdict.allWell()).isTrue();
    assertThat(verdict.asMeant()).isFalse();
  }

  @Test
  void kept_money_of_an_unpaid_order_is_a_fault_and_so_are_goods_without_money() {
    assertThat(verdict(told("REVERSED"), FEN).allWell()).isFalse();
    assertThat(verdict(told("SUCCEEDED"), 0).allWell()).isFalse();
    assertThat(verdict(told("SUCCEEDED"), FEN - 1).allWell()).isFalse();
  }

  @Test
  void what_is_open_is_a_fault() {
    assertThat(verdict(told("PROCESSING"), 0).allWell()).isFalse();
  }

  private static Verdict verdict(DeviceResult told, long heldFen) {
    LedgerOrder order =
        new LedgerOrder("1900000109", "DEMO1", "SUCCESS", FEN, heldFen, 1, 0, 0, List.of());
    return Verdict.of(List.of(told), Map.of(order.id(), order));
  }

  private static DeviceResult told(String state) {
    boolean isFinal = !state.equals("PROCESSING");
    Purchase purchase =
        new Purchase(
            Scenario.PAID, new PaymentOrder("DEMO1", 1, "130000000000000000", FEN, "Tea", "face"));
    Duration took = isFinal ? Duration.ofSeconds(1) : null;
    return new DeviceResult(purchase, DEVICE, state, isFinal, took, took, "Not paid", null);
  }
}
