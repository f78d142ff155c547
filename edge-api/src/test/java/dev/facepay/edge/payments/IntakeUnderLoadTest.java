package dev.facepay.edge.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.Stage;
import dev.facepay.runtime.settings.Defaults;
import dev.facepay.testkit.Fixtures;
import dev.facepay.testkit.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bound and what it bounds, second by second: a queue that is worked off at a certain rate. */
class IntakeUnderLoadTest {

  private static final int SETTLING_SECONDS = 15;

  private final TestTime time = new TestTime();
  private final Intake intake =
      new Intake(Defaults.of(IntakeSettings.class), Defaults.of(PaymentSettings.class), time);
  private final Random random = new Random(1);
  private final PriorityQueue<Answer> onTheWay = new PriorityQueue<>();
  private Instant freeAt = time.instant();
  private double capacity;
  private long gatewayMs;
  private int numbers;

  private record Answer(Instant at, Instant asked, PaymentFact fact, long gatewayMs)
      implements Comparable<Answer> {

    @Override
    public int compareTo(Answer other) {
      return at.compareTo(other.at);
    }
  }

  /** What came of some seconds. */
  private record Seen(double offered, double answered, double refused, long slowestMs) {}

  private Seen run(double perSecond, int seconds) {
    int offered = 0;
    int answered = 0;
    int refused = 0;
    long slowest = 0;
    for (int ms = 0; ms < seconds * 1_000; ms++) {
      time.advance(Duration.ofMillis(1));
      while (!onTheWay.isEmpty() && !onTheWay.peek().at().isAfter(time.instant())) {
        Answer answer = onTheWay.remove();
        intake.heard(answer.fact(), Duration.ofMillis(answer.gatewayMs()));
        slowest = Math.max(slowest, Duration.between(answer.asked(), time.instant()).toMillis());
        answered++;
      }
      for (double due = perSecond / 1_000; due > 0; due--) {
        if (random.nextDouble() < due) {
          offered++;
          refused += ask() ? 0 : 1;
        }
      }
    }
    return new Seen(
        (double) offered / seconds,
        (double) answered / seconds,
        (double) refused / Math.max(1, offered),
        slowest);
  }

  private boolean ask() {
    PaymentFact paid = Fixtures.paid(Fixtures.payment("order-" + numbers++, 1), Stage.PAY);
    if (intake.enter(paid.payment().id(), "merchant").isPresent()) {
      return false;
    }
    Instant now = time.instant();
    freeAt = (freeAt.isBefore(now) ? now : freeAt).plusNanos((long) (1e9 / capacity));
    onTheWay.add(new Answer(freeAt.plusMillis(gatewayMs), now, paid, gatewayMs));
    return true;
  }

  @ParameterizedTest(name = "{0}/s can be given, {1} times that is asked for, WeChat takes {2} ms")
  @CsvSource({
    "300, 0.8, 50", "300, 1.25, 50", "300, 2, 50", "300, 5, 50",
    "1000, 1.25, 50", "1000, 2, 50", "1000, 2, 1000", "100, 2, 50",
  })
  void what_can_be_given_is_given_and_soon(double can, double times, long wechatMs) {
    capacity = can;
    gatewayMs = wechatMs;
    run(can * times, SETTLING_SECONDS);
    Seen seen = run(can * times, 20);

    double most = Math.min(can, seen.offered());
    assertThat(seen.answered()).isGreaterThan(0.95 * most);
    assertThat(seen.refused()).isBetween(0.0, Math.max(0, 1 - 0.9 / times));
    // What the least bound holds at this pace, or what the wait and twice WeChat's time hold.
    double longest = Math.max(200 / can, 1 + 2 * wechatMs / 1_000.0);
    assertThat(seen.slowestMs()).isLessThan((long) (1_300 * longest) + wechatMs);
  }

  @Test
  void below_what_can_be_given_nobody_is_refused() {
    capacity = 300;
    gatewayMs = 50;
    assertThat(run(200, 30).refused()).isZero();
  }

  @Test
  void when_half_of_the_stages_go_answers_are_soon_again() {
    capacity = 600;
    gatewayMs = 50;
    run(900, SETTLING_SECONDS);
    capacity = 200;
    run(900, 2 * SETTLING_SECONDS);
    Seen seen = run(900, 10);

    assertThat(seen.answered()).isGreaterThan(190);
    assertThat(seen.slowestMs()).isLessThan(1_500);
  }

  @Test
  void a_stage_that_becomes_slow_at_once_is_not_given_more_than_it_had() {
    capacity = 900;
    gatewayMs = 50;
    run(800, SETTLING_SECONDS);
    capacity = 200;
    Seen seen = run(1_200, 9);

    // Less than a device waits: what is answered later is an answer for nobody.
    assertThat(seen.slowestMs()).isLessThan(4_900);
  }

  @Test
  void a_wechat_that_slows_down_shuts_nobody_out_for_long() {
    capacity = 2_000;
    gatewayMs = 50;
    assertThat(run(300, 5).refused()).isZero();
    gatewayMs = 3_000;
    run(300, SETTLING_SECONDS);
    Seen seen = run(300, 10);

    assertThat(seen.refused()).isZero();
    assertThat(seen.answered()).isGreaterThan(285);
  }

  @Test
  void after_a_stop_of_all_answers_it_goes_on_as_before() {
    capacity = 300;
    gatewayMs = 50;
    run(600, SETTLING_SECONDS);
    freeAt = time.instant().plusSeconds(20);
    Seen stopped = run(600, 20);
    run(600, SETTLING_SECONDS);
    Seen seen = run(600, 10);

    assertThat(stopped.refused()).isGreaterThan(0.8);
    assertThat(seen.answered()).isGreaterThan(285);
    assertThat(seen.slowestMs()).isLessThan(1_500);
  }
}
