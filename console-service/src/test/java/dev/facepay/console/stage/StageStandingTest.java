package dev.facepay.console.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.console.stage.StageStanding.Group;
import dev.facepay.console.stage.StageStanding.Member;
import dev.facepay.console.stage.StageStanding.State;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StageStandingTest {

  private static final TopicPartition FIRST = new TopicPartition("facepay.payment.requested", 0);
  private static final TopicPartition SECOND = new TopicPartition("facepay.payment.requested", 1);
  private static final List<Member> ONE = List.of(new Member("facepay-pay", "10.0.0.7", 2));

  private static StageStanding standing(
      Map<TopicPartition, Long> committed, Map<TopicPartition, Long> begins, long ends) {
    return StageStanding.of(
        new Group("pay", GroupState.STABLE, ONE, Set.of(FIRST, SECOND), committed),
        begins,
        Map.of(FIRST, ends, SECOND, ends));
  }

  private static Map<TopicPartition, Long> both(long offset) {
    return Map.of(FIRST, offset, SECOND, offset);
  }

  @Test
  void what_is_not_finished_lags_and_waits_where_it_goes_on() {
    StageStanding it = standing(Map.of(FIRST, 7L, SECOND, 10L), both(0), 10);
    assertThat(it.lag()).isEqualTo(3);
    assertThat(it.waiting()).isEqualTo(Map.of(FIRST, 7L));
    assertThat(it.topics()).containsExactly("facepay.payment.requested");
  }

  @Test
  void a_partition_without_a_commit_waits_from_its_beginning() {
    StageStanding it = standing(Map.of(FIRST, 10L), both(4), 10);
    assertThat(it.lag()).isEqualTo(6);
    assertThat(it.waiting()).isEqualTo(Map.of(SECOND, 4L));
  }

  @Test
  void records_that_the_log_no_longer_has_do_not_wait() {
    assertThat(standing(both(2), both(8), 10).lag()).isEqualTo(4);
    assertThat(standing(both(12), both(0), 10).lag()).as("a log that was moved").isZero();
  }

  @ParameterizedTest
  @EnumSource(GroupState.class)
  void it_works_only_with_somebody_in_it(GroupState state) {
    assertThat(State.of(state, false)).isNotEqualTo(State.WORKING);
    assertThat(State.of(state, true) == State.WORKING)
        .isEqualTo(state == GroupState.STABLE || state == GroupState.UNKNOWN);
  }
}
