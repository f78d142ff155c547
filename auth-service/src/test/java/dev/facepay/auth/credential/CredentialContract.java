package dev.facepay.auth.credential;

import static dev.facepay.auth.credential.CredentialStand.device;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.CredentialRefusal;
import dev.facepay.payment.DeviceFact.CredentialAsked;
import dev.facepay.payment.DeviceFact.CredentialIssued;
import dev.facepay.payment.DeviceFact.CredentialRefused;
import dev.facepay.payment.DeviceFact.CredentialSettled;
import dev.facepay.payment.DeviceRef;
import dev.facepay.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What devices can rely on, whatever the database is. */
interface CredentialContract {

  DeviceRef D1 = device("D1");

  CredentialStand stand();

  private static boolean cached(CredentialSettled answer) {
    return ((CredentialIssued) answer).cached();
  }

  @Test
  default void the_first_ask_calls_and_later_ones_do_not() throws Exception {
    CredentialStand stand = stand();
    CredentialStand.Process one = stand.new Process();

    CredentialSettled first = one.ask(D1);
    CredentialSettled second = one.ask(D1);

    assertThat(cached(first)).isFalse();
    assertThat(cached(second)).isTrue();
    assertThat(CredentialStand.open(first))
        .isEqualTo("authinfo 1")
        .isEqualTo(CredentialStand.open(second));
    assertThat(((CredentialIssued) second).expiresAt())
        .isEqualTo(stand.time.instant().plus(Duration.ofHours(1)));
    assertThat(stand.gateway.rawdata).containsExactly("rawdata of D1");
    assertThat(one.count("facepay.auth.asked", "outcome", "cached")).isEqualTo(1);
  }

  @Test
  default void a_restart_costs_no_call() throws Exception {
    CredentialStand stand = stand();
    stand.new Process().ask(D1);
    stand.clock.advance(Duration.ofMinutes(20));

    CredentialSettled answer = stand.new Process().ask(D1);

    assertThat(cached(answer)).isTrue();
    assertThat(stand.gateway.calls).hasValue(1);
  }

  @Test
  default void a_hundred_at_once_share_one_call() throws Exception {
    CredentialStand stand = stand();
    CredentialStand.Process one = stand.new Process();
    CountDownLatch answer = new CountDownLatch(1);
    stand.gateway.during = () -> await(answer);
    List<CredentialSettled> answers =
        atOnce(100, () -> one.ask(D1), () -> stand.gateway.calls.get() == 1, answer);

    assertThat(stand.gateway.calls).hasValue(1);
    assertThat(answers).allMatch(it -> CredentialStand.open(it).equals("authinfo 1"));
    assertThat(answers.stream().filter(it -> !cached(it))).hasSize(1);
  }

  @Test
  default void another_process_waits_for_the_call_that_is_under_way() throws Exception {
    CredentialStand stand = stand();
    CredentialStand.Process one = stand.new Process();
    CredentialStand.Process two = stand.new Process();
    CountDownLatch answer = new CountDownLatch(1);
    stand.gateway.during = () -> await(answer);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<CredentialSettled> first = executor.submit(() -> one.ask(D1));
      until(() -> stand.gateway.calls.get() == 1);
      Future<CredentialSettled> second = executor.submit(() -> two.ask(D1));
      stand.clock.awaitSleepers(1);
      answer.countDown();
      assertThat(cached(first.get())).isFalse();
      stand.clock.advance(stand.settings.lookAgain());
      assertThat(cached(second.get())).isTrue();
    }
    assertThat(stand.gateway.calls).hasValue(1);
  }

  @Test
  default void a_call_whose_process_died_is_made_again_when_its_lease_has_lapsed()
      throws Exception {
    CredentialStand stand = stand();
    stand.gateway.during =
        () -> {
          throw new IllegalStateException("died");
        };
    CredentialStand.Process one = stand.new Process();
    CredentialAsked asked = stand.asked(D1, "rawdata", null);
    try {
      one.handler.handle(asked);
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("died");
    }
    stand.gateway.during = () -> {};
    stand.clock.advance(Duration.ofSeconds(16));

    stand.new Process().handler.handle(asked);

    assertThat(CredentialStand.open(stand.answerTo(asked.request()))).isEqualTo("authinfo 2");
  }

  @Test
  default void store_appid_or_attach_changed_is_another_credential() throws Exception {
    CredentialStand stand = stand();
    CredentialStand.Process one = stand.new Process();
    one.ask(D1);

    assertThat(cached(one.ask(device("D1", "S018")))).isFalse();
    assertThat(cached(one.ask(device("D1", "S018")))).isTrue();
    stand.gateway.appId = "wx2";
    assertThat(cached(one.ask(device("D1", "S018")))).isFalse();
    assertThat(cached(one.ask(device("D1", "S018"), "rawdata", "{\"a\":1}"))).isFalse();
    assertThat(stand.gateway.calls).hasValue(4);
  }

  @Test
  default void a_gateway_that_is_silent_is_called_again_while_the_device_waits() throws Exception {
    CredentialStand stand = stand();
    CredentialStand.Process one = stand.new Process();
    stand.gateway.instead = CredentialStand.Gateway.silence();
    CredentialAsked asked = stand.asked(D1, "rawdata", null);
    stand.timePasses = true;

    one.handler.handle(asked);

    assertThat(stand.gateway.calls).as("every 500 ms for 10 s").hasValue(20);
    assertThat(stand.answerTo(asked.request()))
        .isInstanceOfSatisfying(
            CredentialRefused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(CredentialRefusal.GATEWAY_UNAVAILABLE);
              assertThat(refused.retryable()).isTrue();
              assertThat(refused.gatewayText()).isEqualTo("timed out");
            });
  }

  @Test
  default void a_refusal_is_told_at_once_with_the_gateways_reason() throws Exception {
    CredentialStand stand = stand();
    CredentialStand.Process one = stand.new Process();
    stand.gateway.instead = CredentialStand.Gateway.no();

    CredentialSettled answer = one.ask(D1);

    assertThat(stand.gateway.calls).hasValue(1);
    assertThat(answer)
        .isInstanceOfSatisfying(
            CredentialRefused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(CredentialRefusal.GATEWAY_REFUSED);
              assertThat(refused.gatewayCode()).isEqualTo("PARAM_ERROR");
              assertThat(refused.retryable()).isFalse();
            });
    stand.gateway.instead = null;
    assertThat(cached(one.ask(D1))).isFalse();
  }

  @Test
  default void a_device_in_use_is_renewed_ahead_and_never_waits() throws Exception {
    CredentialStand stand = stand();
    CredentialStand.Process one = stand.new Process();
    one.ask(D1);
    for (int minute = 1; minute <= 180; minute++) {
      stand.clock.advance(Duration.ofMinutes(1));
      one.worker.runOnce();
      if (minute % 20 == 0) {
        assertThat(cached(one.ask(D1))).as("minute %d", minute).isTrue();
      }
    }
    assertThat(stand.gateway.calls.get()).isBetween(4, 5);
    assertThat(one.count("facepay.auth.ran.out")).isZero();
  }

  @Test
  default void a_heartbeat_keeps_a_credential_alive_and_silence_lets_it_end() throws Exception {
    CredentialStand stand = stand();
    CredentialStand.Process one = stand.new Process();
    one.ask(D1);
    one.ask(device("D2"));
    for (int minute = 1; minute <= 300; minute++) {
      stand.clock.advance(Duration.ofMinutes(1));
      one.worker.runOnce();
      one.beat(D1);
    }
    assertThat(cached(one.ask(D1))).isTrue();
    assertThat(cached(one.ask(device("D2")))).isFalse();
    assertThat(stand.gateway.callsOf.get(device("D2").key()).get()).isBetween(3, 4);
  }

  @Test
  default void while_renewing_fails_the_old_credential_serves_to_its_end() throws Exception {
    CredentialStand stand = stand();
    CredentialStand.Process one = stand.new Process();
    one.ask(D1);
    stand.gateway.instead = CredentialStand.Gateway.no();
    stand.clock.advance(Duration.ofMinutes(56));
    one.worker.runOnce();
    assertThat(stand.gateway.calls).hasValue(2);
    assertThat(CredentialStand.open(one.ask(D1))).isEqualTo("authinfo 1");

    stand.clock.advance(Duration.ofSeconds(210));
    assertThat(CredentialStand.open(one.ask(D1))).as("30 s left, no other").isEqualTo("authinfo 1");

    stand.clock.advance(Duration.ofSeconds(30));
    assertThat(one.ask(D1)).isInstanceOf(CredentialRefused.class);
  }

  @Test
  default void rawdata_that_is_refused_is_not_tried_again_until_the_device_brings_other()
      throws Exception {
    CredentialStand stand = stand();
    CredentialStand.Process one = stand.new Process();
    one.ask(D1, "old", null);
    stand.gateway.instead = CredentialStand.Gateway.no();
    stand.clock.advance(Duration.ofMinutes(51));
    for (int i = 0; i < 5; i++) {
      one.worker.runOnce();
      one.beat(D1);
      stand.clock.advance(Duration.ofSeconds(61));
    }
    assertThat(stand.gateway.calls).as("the first, and one renewal").hasValue(2);

    stand.gateway.instead = null;
    assertThat(cached(one.ask(D1, "new", null))).as("the old one is still good").isTrue();
    one.worker.runOnce();
    assertThat(stand.gateway.rawdata).containsExactly("old", "old", "new");
    assertThat(CredentialStand.open(one.ask(D1))).isEqualTo("authinfo 3");
  }

  @Test
  default void no_secret_is_in_the_database_in_the_clear() throws Exception {
    CredentialStand stand = stand();
    stand.new Process().ask(D1, "planted-rawdata", null);
    assertThat(stand.credentialDocument(D1)).doesNotContain("planted-rawdata", "authinfo 1");
    assertThat(stand.published.toString()).doesNotContain("planted-rawdata", "authinfo 1");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void until(Callable<Boolean> condition) throws Exception {
    Await.until("what was awaited", condition, holds -> holds);
  }

  private static List<CredentialSettled> atOnce(
      int count, Callable<CredentialSettled> ask, Callable<Boolean> begun, CountDownLatch thenOpen)
      throws Exception {
    List<CredentialSettled> answers = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<CredentialSettled>> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        all.add(executor.submit(ask));
      }
      until(begun);
      thenOpen.countDown();
      for (Future<CredentialSettled> one : all) {
        answers.add(one.get());
      }
    }
    return answers;
  }
}
