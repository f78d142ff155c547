package dev.facepay.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuotaTest {

  /** Time that passes only when somebody waits. */
  private static final class HandClock implements TimeMeter {
    private long nanos;

    @Override
    public long currentTimeNanos() {
      return nanos;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }

  private final HandClock clock = new HandClock();

  @Test
  void payments_can_not_use_the_share_kept_for_follow_ups() throws Exception {
    Quota quota = quota(10, 0.3, Duration.ofMillis(1));
    assertThat(taken(quota, "m", true)).isEqualTo(7);
    assertThat(taken(quota, "m", false)).isEqualTo(3);
  }

  @Test
  void follow_ups_can_use_everything() throws Exception {
    Quota quota = quota(10, 0.3, Duration.ofMillis(1));
    assertThat(taken(quota, "m", false)).isEqualTo(10);
    assertThat(quota.take("m", true)).isFalse();
    clock.nanos += Duration.ofMillis(500).toNanos();
    assertThat(quota.take("m", true)).isTrue();
  }

  @Test
  void a_payment_turned_away_gives_its_place_back() throws Exception {
    Quota quota = quota(10, 0.3, Duration.ofMillis(1));
    assertThat(taken(quota, "m", false)).isEqualTo(10);
    for (int i = 0; i < 50; i++) {
      assertThat(quota.take("m", true)).isFalse();
    }
    clock.nanos += Duration.ofSeconds(1).toNanos();
    assertThat(taken(quota, "m", true)).isEqualTo(7);
  }

  @Test
  void merchants_do_not_share() throws Exception {
    Quota quota = quota(10, 0.3, Duration.ofMillis(1));
    assertThat(taken(quota, "a", true)).isEqualTo(7);
    assertThat(taken(quota, "b", true)).isEqualTo(7);
  }

  @Test
  void a_call_waits_its_turn_but_not_beyond_the_setting() throws Exception {
    Quota quota = quota(10, 0.3, Duration.ofSeconds(1));
    for (int i = 0; i < 7; i++) {
      assertThat(quota.take("m", true)).isTrue();
    }
    assertThat(clock.nanos).isZero();
    assertThat(quota.take("m", true)).isTrue();
    assertThat(Duration.ofNanos(clock.nanos))
        .isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
  }

  @Test
  void over_a_long_time_payments_leave_the_share_free() throws Exception {
    Quota quota = quota(100, 0.25, Duration.ofMillis(1));
    int payments = 0;
    int followUps = 0;
    for (int tick = 0; tick < 1_000; tick++) {
      clock.nanos += Duration.ofMillis(10).toNanos();
      for (int i = 0; i < 5; i++) {
        payments += quota.take("m", true) ? 1 : 0;
        followUps += quota.take("m", false) ? 1 : 0;
      }
    }
    assertThat(payments + followUps).isLessThanOrEqualTo(1_100 + 10);
    assertThat(followUps).isGreaterThanOrEqualTo(250);
    assertThat(payments).isLessThanOrEqualTo(750 + 75);
  }

  private Quota quota(int perSecond, double share, Duration waitMax) {
    return new Quota(perSecond, share, waitMax, clock, nanos -> clock.nanos += nanos);
  }

  /** How many places there are right now. */
  private static int taken(Quota quota, String mchId, boolean first) throws InterruptedException {
    int taken = 0;
    while (quota.take(mchId, first)) {
      taken++;
    }
    return taken;
  }
}
