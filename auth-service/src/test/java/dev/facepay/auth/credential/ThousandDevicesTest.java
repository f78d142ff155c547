package dev.facepay.auth.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.DeviceFact.CredentialIssued;
import dev.facepay.payment.DeviceRef;
import dev.facepay.runtime.store.MemoryDocuments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A chain opens its shops: what that costs at the gateway, counted there. */
class ThousandDevicesTest {

  private static final int DEVICES = 1_000;
  private static final int MINUTES_BETWEEN_ASKS = 6;

  private final CredentialStand stand =
      new CredentialStand(new MemoryDocuments(), new MemoryDocuments());
  private final List<DeviceRef> devices =
      IntStream.range(0, DEVICES)
          .mapToObj(i -> CredentialStand.device("D" + i, "S" + i / 4))
          .toList();
  private CredentialStand.Process process = stand.new Process();
  private int cached;
  private int called;

  private void everybodyAsks() throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (DeviceRef device : devices) {
        answers.add(executor.submit(() -> ((CredentialIssued) process.ask(device)).cached()));
      }
      for (Future<Boolean> answer : answers) {
        if (answer.get()) {
          cached++;
        } else {
          called++;
        }
      }
    }
  }

  private void pass(Duration time) {
    for (long s = 0; s < time.toSeconds(); s += 10) {
      stand.clock.advance(Duration.ofSeconds(10));
      // As often as its poll would in 10 s; a batch is 200.
      for (int i = 0; i < 10; i++) {
        process.worker.runOnce();
      }
    }
  }

  @Test
  void an_hour_costs_one_call_a_device_and_one_renewal_and_nobody_waits_twice() throws Exception {
    everybodyAsks();
    assertThat(stand.gateway.calls).hasValue(DEVICES);
    for (int ask = 2; ask <= 10; ask++) {
      pass(Duration.ofMinutes(MINUTES_BETWEEN_ASKS));
      everybodyAsks();
    }
    pass(Duration.ofMinutes(MINUTES_BETWEEN_ASKS));

    assertThat(called).as("waited for a call").isEqualTo(DEVICES);
    assertThat(cached).as("served at once").isEqualTo(9 * DEVICES);
    assertThat(stand.gateway.calls).as("calls and renewals").hasValue(2 * DEVICES);
    assertThat(stand.gateway.callsOf.values()).allMatch(calls -> calls.get() == 2);
    assertThat(process.count("facepay.auth.ran.out")).isZero();

    process = stand.new Process();
    everybodyAsks();
    assertThat(stand.gateway.calls).as("after a restart").hasValue(2 * DEVICES);
    assertThat(called).isEqualTo(DEVICES);
  }
}
