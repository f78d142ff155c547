package dev.facepay.standalone.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.standalone.client.Codes;
import dev.facepay.standalone.client.EdgeClient;
import dev.facepay.standalone.client.EdgeClient.PaymentOrder;
import dev.facepay.standalone.client.EdgeClient.PaymentSeen;
import dev.facepay.standalone.client.SimulatorClient;
import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.standalone.payments.FactLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything in this JVM, with a real broker and real HTTP. */
@Tag("all")
class FacePaySystemTest {

  @TempDir Path dir;

  @Test
  void the_first_payment_is_paid_and_a_service_can_go_and_come_back() throws Exception {
    SystemSettings settings = SystemSettings.inside(dir).with("logging.level.dev.facepay", "warn");
    try (FacePaySystem system = FacePaySystem.start(settings);
        EdgeClient edge = new EdgeClient(system.edge());
        SimulatorClient simulator = new SimulatorClient(system.simulatorControl().orElseThrow())) {
      assertThat(system.inside()).isEqualTo(EnumSet.allOf(Service.class));
      DemoDevice device = system.devices().getFirst();

      PaymentSeen first = edge.pay(device.key(), order("BOOT1"), Duration.ofSeconds(20));
      assertThat(first.state()).isEqualTo("SUCCEEDED");

      system.stop(Service.PAY);
      PaymentSeen waiting = edge.pay(device.key(), order("BOOT2"), Duration.ofSeconds(1));
      assertThat(waiting.known()).isFalse();
      system.start(Service.PAY);
      PaymentSeen second = edge.follow(device.key(), waiting, Duration.ofSeconds(20));
      assertThat(second.state()).isEqualTo("SUCCEEDED");

      assertThat(simulator.orders("BOOT").values())
          .hasSize(2)
          .allSatisfy(order -> assertThat(order.heldFen()).isEqualTo(1280))
          .allSatisfy(order -> assertThat(order.payCalls()).isEqualTo(1));
      String key = device.merchant() + ":BOOT1";
      assertThat(
              new FactLog(FacePayKafka.at(system.bootstrapServers(), "test", "")).of(Set.of(key)))
          .extracting(fact -> fact.type().wire())
          .containsExactly("payment.requested.v1", "payment.succeeded.v1");
    }
  }

  private static PaymentOrder order(String number) {
    return new PaymentOrder(number, 1, Codes.paymentCode(new Random()), 1280, "Noodles", "face");
  }
}
