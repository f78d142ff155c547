package dev.facepay.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.testkit.Await;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** What every kind of {@link Documents} must do. */
interface DocumentsContract {

  /** Ahead of every clock, so that no server expires anything by itself meanwhile. */
  Instant NOW = Instant.parse("2126-11-22T02:00:00Z");

  /** An empty collection, sorted by {@code due_at}. */
  Documents documents();

  @Test
  default void an_inserted_document_is_found_as_it_was() {
    Documents documents = documents();
    Document document =
        new Document("_id", "a")
            .append("ver", 1L)
            .append("text", "刷脸")
            .append("number", 7)
            .append("big", 1L << 40)
            .append("yes", true)
            .append("sub", new Document("list", List.of("x", new Document("y", 1))));

    assertThat(documents.insert(document)).isTrue();

    assertThat(documents.find("a")).contains(document);
    assertThat(documents.find("b")).isEmpty();
    assertThat(documents.count()).isEqualTo(1);
  }

  @Test
  default void the_first_insert_wins_and_stays_untouched() {
    Documents documents = documents();
    documents.insert(document("a", 1).append("who", "first"));

    assertThat(documents.insert(document("a", 1).append("who", "second"))).isFalse();
    assertThat(documents.insert(document("a", 9).append("who", "third"))).isFalse();

    assertThat(documents.find("a").orElseThrow().get("who")).isEqualTo("first");
  }

  @Test
  default void a_replacement_needs_the_version_that_is_there() {
    Documents documents = documents();
    documents.insert(document("a", 1));

    assertThat(documents.replace("a", 2, document("a", 3))).isFalse();
    assertThat(documents.replace("b", 1, document("b", 2))).isFalse();
    assertThat(documents.replace("a", 1, document("a", 2).append("state", "next"))).isTrue();
    assertThat(documents.replace("a", 1, document("a", 2).append("state", "stale"))).isFalse();

    assertThat(documents.find("a")).contains(document("a", 2).append("state", "next"));
  }

  @Test
  default void a_version_may_be_an_int_or_a_long() {
    Documents documents = documents();
    documents.insert(new Document("_id", "a").append("ver", 1));

    assertThat(documents.replace("a", 1L, new Document("_id", "a").append("ver", 2L))).isTrue();
    assertThat(documents.replace("a", 2, new Document("_id", "a").append("ver", 3))).isTrue();
  }

  @Test
  default void a_deletion_needs_the_version_that_is_there() {
    Documents documents = documents();
    documents.insert(document("a", 3));

    assertThat(documents.delete("a", 2)).isFalse();
    assertThat(documents.delete("b", 3)).isFalse();
    assertThat(documents.delete("a", 3)).isTrue();
    assertThat(documents.delete("a", 3)).isFalse();

    assertThat(documents.count()).isZero();
    assertThat(documents.insert(document("a", 1))).isTrue();
  }

  @Test
  default void what_can_never_be_right_is_refused() {
    Documents documents = documents();

    assertThatThrownBy(() -> documents.insert(new Document("ver", 1L)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> documents.insert(new Document("_id", "a")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> documents.replace("a", 2, document("a", 2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> documents.replace("a", 2, document("b", 3)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  default void what_goes_in_or_comes_out_is_a_copy() {
    Documents documents = documents();
    Document in = document("a", 1).append("sub", new Document("x", 1));
    documents.insert(in);
    in.get("sub", Document.class).put("x", 2);
    documents.find("a").orElseThrow().get("sub", Document.class).put("x", 3);

    assertThat(documents.find("a").orElseThrow().get("sub")).isEqualTo(new Document("x", 1));
  }

  @Test
  default void the_lowest_come_first_up_to_the_limit() {
    Documents documents = documents();
    for (long due : new long[] {50, 10, 40, 20, 30}) {
      documents.insert(document("d" + due, 1).append("due_at", due));
    }
    documents.insert(document("none", 1));

    assertThat(documents.findAtMost("due_at", 40, 10))
        .extracting(it -> it.getString("_id"))
        .containsExactly("d10", "d20", "d30", "d40");
    assertThat(documents.findAtMost("due_at", 40, 2))
        .extracting(it -> it.getString("_id"))
        .containsExactly("d10", "d20");
    assertThat(documents.findAtMost("due_at", 9, 2)).isEmpty();
  }

  @Test
  default void a_page_goes_on_behind_the_last_one_and_keeps_to_its_filter() {
    Documents documents = documents();
    for (String id : List.of("c", "a", "e", "b", "d")) {
      documents.insert(document(id, 1).append("shop", id.equals("b") ? "other" : "s1"));
    }

    assertThat(documents.page(Map.of(), "", 2))
        .extracting(it -> it.getString("_id"))
        .containsExactly("a", "b");
    assertThat(documents.page(Map.of("shop", "s1"), "a", 2))
        .extracting(it -> it.getString("_id"))
        .containsExactly("c", "d");
    assertThat(documents.page(Map.of("shop", "s1"), "d", 2))
        .extracting(it -> it.getString("_id"))
        .containsExactly("e");
    assertThat(documents.page(Map.of("shop", "none"), "", 2)).isEmpty();
  }

  @Test
  default void documents_without_a_number_are_counted() {
    Documents documents = documents();
    documents.insert(document("long", 1).append("due_at", 1L));
    documents.insert(document("int", 1).append("due_at", -1));
    documents.insert(document("text", 1).append("due_at", "soon"));
    documents.insert(document("null", 1).append("due_at", null));
    documents.insert(document("none", 1));

    assertThat(documents.countWithout("due_at")).isEqualTo(3);
  }

  @Test
  default void only_expired_documents_are_deleted() {
    Documents documents = documents();
    documents.insert(document("past", 1).append("expire_at", NOW.minusMillis(1)));
    documents.insert(document("future", 1).append("expire_at", NOW.plusMillis(1)));
    documents.insert(document("never", 1));

    assertThat(documents.deleteExpired(NOW)).isEqualTo(1);
    assertThat(documents.deleteExpired(NOW)).isZero();

    assertThat(documents.find("past")).isEmpty();
    assertThat(documents.find("future").orElseThrow().getDate("expire_at").toInstant())
        .isEqualTo(NOW.plusMillis(1));
    assertThat(documents.count()).isEqualTo(2);
  }

  @Test
  default void of_many_at_once_exactly_one_wins() throws Exception {
    Documents documents = documents();

    assertThat(wins(() -> documents.insert(document("a", 1)))).isEqualTo(1);
    assertThat(wins(() -> documents.replace("a", 1, document("a", 2)))).isEqualTo(1);
    assertThat(wins(() -> documents.delete("a", 2))).isEqualTo(1);
  }

  private static long wins(Callable<Boolean> attempt) throws Exception {
    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      long wins = 0;
      for (Future<Boolean> each :
          many.invokeAll(Stream.generate(() -> attempt).limit(8).toList())) {
        wins += each.get() ? 1 : 0;
      }
      return wins;
    }
  }

  static Document document(String id, long ver) {
    return new Document("_id", id).append("ver", ver);
  }

  @Test
  default void of_many_writers_at_once_one_a_document_wins_and_each_learns_its_own_outcome()
      throws Exception {
    Documents documents = documents();
    assertThat(winners(i -> documents.insert(document("d" + i % 50, 1)))).isEqualTo(50);
    assertThat(
            winners(
                i -> documents.replace("d" + i % 50, 1, document("d" + i % 50, 2).append("by", i))))
        .isEqualTo(50);
    assertThat(winners(i -> documents.insert(document("d" + i % 60, 9)))).isEqualTo(10);
    assertThat(documents.count()).isEqualTo(60);
  }

  private static long winners(IntPredicate write) throws Exception {
    LongAdder won = new LongAdder();
    try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        int writer = i;
        all.add(
            writers.submit(
                () -> {
                  if (lookUntilKnown(() -> write.test(writer))) {
                    won.increment();
                  }
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    return won.sum();
  }

  /** As every caller does: an outcome that can't be told is asked for again. */
  private static boolean lookUntilKnown(BooleanSupplier write) {
    return Await.until("an outcome that is known", write::getAsBoolean, outcome -> true);
  }
}
