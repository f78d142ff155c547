package dev.facepay.console.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.facepay.console.documents.RawBytes;
import dev.facepay.payment.Fact;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.Topics;
import dev.facepay.runtime.store.Database;
import dev.facepay.runtime.store.Stores;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A rebuild takes nothing away: stopped at any step, on a log that is shorter, or on another. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("real")
class RebuildTest extends ProjectionStand {

  /** Payments, refunds and trades have four each; bills, their differences and alarms one. */
  private static final int COLLECTIONS = 15;

  private static final int LOG_CHANGED = Order.DEFAULT + 1;

  private Map<String, String> live = Map.of();

  @BeforeEach
  void all_is_folded() {
    untilFolded(fold());
    live = RawBytes.of(database.uri(), "live");
  }

  @Test
  void stopped_while_it_folds_it_leaves_the_read_side_as_it_was() throws Exception {
    for (int stopAt : new int[] {1, facts.size(), 2 * facts.size()}) {
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  new Rebuild(kafka, stores)
                      .run(
                          read -> {
                            if (read >= stopAt) {
                              throw new IllegalStateException("stopped");
                            }
                          }));
      assertThat(changed(live)).isEmpty();
      assertThat(stores.names("beside")).as("nothing is left").isEmpty();
    }
    new Rebuild(kafka, stores).run(read -> {});
    assertThat(changed(live)).isEmpty();
  }

  @Test
  void killed_before_its_word_it_leaves_the_read_side_as_it_was_and_the_next_one_clears_up()
      throws Exception {
    half(rebuilds.claim(kafka.topicPrefix()));
    untilFolded(fold());
    assertThat(changed(live)).isEmpty();

    assertThat(new Rebuild(kafka, stores).run(read -> {}).payments()).isEqualTo(PAYMENTS);
    assertThat(changed(live)).isEmpty();
    assertThat(stores.names("beside")).isEmpty();
  }

  @Test
  void killed_behind_its_word_whoever_comes_next_puts_it_in_place_and_folds_on_from_its_end()
      throws Exception {
    for (int inPlace : new int[] {0, 2, 4, 7, 12}) {
      String beside = rebuilds.claim(kafka.topicPrefix());
      half(beside);
      rebuilds.done(beside, Map.of());
      putInPlace(rebuilds, beside, inPlace);

      untilAllIsThere(fold(), "after %d of its collections".formatted(inPlace));
      assertThat(stores.names("beside")).isEmpty();
    }
  }

  @Test
  void what_the_services_fold_meanwhile_they_fold_again_behind_its_end() throws Exception {
    Projector running = fold();
    String beside = rebuilds.claim(kafka.topicPrefix());
    half(beside);
    rebuilds.done(beside, Map.of());
    rebuilds.inPlace(kafka.topicPrefix());
    untilAllIsThere(running, "again");
  }

  @Test
  void what_is_folded_between_two_of_its_steps_is_in_the_sums_when_it_is_folded_again()
      throws Exception {
    foldedBetweenSteps(0, COLLECTIONS / 2, COLLECTIONS);
  }

  @Test
  @Tag("all")
  void and_so_it_is_between_any_two() throws Exception {
    foldedBetweenSteps(IntStream.rangeClosed(0, COLLECTIONS).toArray());
  }

  private void foldedBetweenSteps(int... steps) throws Exception {
    List<Fact> before = facts.subList(0, facts.size() / 2);
    List<Fact> behind = facts.subList(facts.size() / 2, facts.size());
    for (int inPlace : steps) {
      String name = "places%d-of-%d".formatted(inPlace, steps.length);
      try (Stores own = new Stores(Database.at(database.uri(), name))) {
        Rebuilds changing = new Rebuilds(own);
        Projection shown = Projection.in(own);
        own.awaitIndexes(Duration.ofSeconds(15));
        shown.fold(before);
        changing.inPlace(kafka.topicPrefix());
        String beside = changing.claim(kafka.topicPrefix());
        beside(own, beside, before);
        assertThat(changing.steps(beside)).hasSize(COLLECTIONS);
        changing.done(beside, Map.of());
        putInPlace(changing, beside, inPlace);
        shown.fold(behind);
        changing.inPlace(kafka.topicPrefix());
        shown.forget();
        shown.fold(behind);
      }
      assertThat(RawBytes.of(database.uri(), name))
          .as("after %d of its steps", inPlace)
          .isEqualTo(live);
    }
  }

  @Test
  void a_group_that_goes_on_elsewhere_begins_at_the_rebuilds_end_not_at_its_own() throws Exception {
    String beside = rebuilds.claim(kafka.topicPrefix());
    beside(beside, facts);
    rebuilds.done(beside, ends());
    double before = meters.counter("facepay.report.folded").count();
    Projector fold = fold();
    try {
      await("the group stands behind the rebuild", this::allCommittedBehindARebuild);
    } finally {
      fold.stop();
    }
    assertThat(meters.counter("facepay.report.folded").count()).isEqualTo(before);
    assertThat(changed(live)).isEmpty();
  }

  @Test
  void where_a_move_of_the_log_has_set_the_group_nothing_is_passed_over() throws Exception {
    new Rebuild(kafka, stores).run(read -> {});
    Map<TopicPartition, OffsetAndMetadata> zero = new HashMap<>();
    ends().keySet().forEach(at -> zero.put(at, new OffsetAndMetadata(0)));
    admin.alterConsumerGroupOffsets(group(), zero).all().get();
    double before = meters.counter("facepay.report.folded").count();

    untilFolded(fold());
    assertThat(meters.counter("facepay.report.folded").count() - before)
        .isGreaterThanOrEqualTo(2.0 * facts.size());
    assertThat(changed(live)).isEmpty();
  }

  @Test
  @Order(LOG_CHANGED)
  void payments_that_are_older_than_the_log_are_kept_with_their_timelines() throws Exception {
    Map<TopicPartition, RecordsToDelete> first = new HashMap<>();
    ends().forEach((at, end) -> first.put(at, RecordsToDelete.beforeOffset(end * 2 / 3)));
    admin.deleteRecords(first).all().get();

    Rebuild.Result result = new Rebuild(kafka, stores).run(read -> {});
    assertThat(result.facts()).isLessThan(facts.size() * 2L);
    assertThat(result.kept()).isPositive();
    assertThat(result.payments()).isEqualTo(PAYMENTS);
    assertThat(changed(live)).isEmpty();
  }

  @Test
  void what_this_release_cannot_read_is_kept_as_it_is() throws Exception {
    Document strange =
        new Document("_id", "1900000109:STRANGE").append("ver", 1L).append("newer", "yes");
    stores.bulk("payments", Map.of()).put(List.of(strange));
    assertThat(new Rebuild(kafka, stores).run(read -> {}).payments()).isEqualTo(PAYMENTS + 1);
    assertThat(RawBytes.of(database.uri(), "live", "payments")).containsKey("1900000109:STRANGE");
  }

  @Test
  void a_log_without_the_topics_is_refused() {
    FacePayKafka other = FacePayKafka.at(kafka.bootstrapServers(), "other", "nobodys.");
    assertRefused(other, "these topics are not there");
  }

  @Test
  void a_log_of_another_prefix_is_refused_though_its_topics_are_there() throws Exception {
    FacePayKafka other =
        FacePayKafka.at(kafka.bootstrapServers(), "other", "others-" + kafka.topicPrefix());
    new Topics(other).make();
    assertRefused(other, "the topics are empty");
    publish(other, facts);
    assertRefused(other, "this read side is of topics that begin with");
  }

  @Test
  void of_two_rebuilds_the_later_one_counts() throws Exception {
    String first = rebuilds.claim(kafka.topicPrefix());
    half(first);
    String second = rebuilds.claim(kafka.topicPrefix());
    assertThatExceptionOfType(Rebuild.Refused.class)
        .isThrownBy(() -> rebuilds.done(first, Map.of()));
    rebuilds.abandon(first);
    beside(second, facts);
    rebuilds.done(second, ends());
    rebuilds.inPlace(kafka.topicPrefix());
    assertThat(RawBytes.of(database.uri(), "live", "payments")).hasSize(PAYMENTS);
  }

  @Test
  void a_read_side_that_is_empty_is_built_from_the_log() throws Exception {
    try (Stores fresh = new Stores(Database.at(database.uri(), "fresh"))) {
      assertThat(new Rebuild(kafka, fresh).run(read -> {}).payments()).isEqualTo(PAYMENTS);
    }
    assertThat(RawBytes.of(database.uri(), "fresh")).isEqualTo(live);
  }

  private void assertRefused(FacePayKafka other, String why) {
    assertThatExceptionOfType(Rebuild.Refused.class)
        .isThrownBy(() -> new Rebuild(other, stores).run(read -> {}))
        .withMessageContaining(why);
    assertThat(changed(live)).isEmpty();
  }

  /** Folds beside what a rebuild had when it was killed. */
  private void half(String beside) throws InterruptedException {
    beside(beside, facts.subList(0, facts.size() / 2));
  }

  private void beside(String beside, List<Fact> some) throws InterruptedException {
    beside(stores, beside, some);
  }

  private static void beside(Stores in, String beside, List<Fact> some)
      throws InterruptedException {
    Projection.Anew anew = Projection.in(in, beside).anew();
    in.awaitIndexes(Duration.ofSeconds(15));
    anew.fold(some);
    anew.count();
  }

  private static void putInPlace(Rebuilds rebuilds, String beside, int steps) {
    rebuilds.steps(beside).stream().limit(steps).forEach(name -> rebuilds.putInPlace(beside, name));
  }

  private void untilAllIsThere(Projector fold, String what) {
    try {
      await(what, () -> RawBytes.of(database.uri(), "live").equals(live));
    } finally {
      fold.stop();
    }
  }

  private boolean allCommittedBehindARebuild() {
    try {
      return admin
          .listConsumerGroupOffsets(group())
          .partitionsToOffsetAndMetadata()
          .get()
          .values()
          .stream()
          .allMatch(committed -> committed.metadata().equals("1"));
    } catch (Exception e) {
      return false;
    }
  }

  private Map<TopicPartition, Long> ends() throws Exception {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (Topic topic : Projector.topics()) {
      for (int p = 0; p < kafka.topics().partitions(); p++) {
        wanted.put(new TopicPartition(kafka.name(topic), p), OffsetSpec.latest());
      }
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin.listOffsets(wanted).all().get().forEach((at, end) -> ends.put(at, end.offset()));
    return ends;
  }
}
