package dev.facepay.console.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import com.mongodb.client.model.IndexOptions;
import dev.facepay.console.payment.Histories;
import dev.facepay.console.payment.PaymentFilter;
import dev.facepay.console.payment.PaymentReader;
import dev.facepay.console.payment.PaymentStore;
import dev.facepay.console.payment.PaymentView;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.Stage;
import dev.facepay.payment.UnknownReason;
import dev.facepay.runtime.store.Database;
import dev.facepay.runtime.store.Stores;
import dev.facepay.testkit.Fixtures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real")
class PaymentStoreTest extends PaymentStoreStand {

  @Test
  void what_is_read_back_is_the_story_that_was_written() {
    for (int seed = 0; seed < 50; seed++) {
      List<PaymentFact> history = Histories.of(new Random(seed), "R" + seed);
      histories.fold(history);
      assertThat(histories.fold(history)).as("nothing to change").isZero();
    }
    assertThat(histories.count()).isEqualTo(50);
  }

  @Test
  void two_writers_at_once_with_every_fact_twice_leave_the_bytes_that_one_leaves() {
    List<PaymentFact> all = histories(200);
    histories.fold(all);
    Map<String, String> alone = RawBytes.of(database.uri(), name);

    String other = name + "b";
    try (Stores otherStores = new Stores(Database.at(database.uri(), other))) {
      PaymentStore shared = PaymentStore.in(otherStores);
      awaitIndexes(otherStores);
      CompletableFuture<?>[] writers = new CompletableFuture<?>[3];
      for (int writer = 0; writer < writers.length; writer++) {
        Random random = new Random(writer);
        writers[writer] =
            CompletableFuture.runAsync(
                () -> {
                  List<PaymentFact> mixed = new ArrayList<>(all);
                  Collections.shuffle(mixed, random);
                  for (int at = 0; at < mixed.size(); at += 37) {
                    shared.fold(mixed.subList(at, Math.min(at + 37, mixed.size())));
                  }
                });
      }
      CompletableFuture.allOf(writers).join();
    }
    assertThat(RawBytes.of(database.uri(), other)).isEqualTo(alone);
  }

  @Test
  void any_number_finds_a_payment() {
    histories.fold(List.of(Fixtures.requested(), Fixtures.paid(Fixtures.payment(), Stage.PAY)));
    histories.fold(List.of(Fixtures.requested(Fixtures.payment("20261122S017D03000042", 2))));
    assertThat(reader.search("20261122S017D03000042")).hasSize(2);
    assertThat(reader.search("20261122S017D03000042-2")).hasSize(1);
    assertThat(reader.search("1900000109:20261122S017D03000042-2")).hasSize(1);
    assertThat(reader.search("4200000000202611220000000001")).hasSize(1);
    assertThat(reader.search("1900000110:20261122S017D03000042")).isEmpty();
    assertThat(reader.search("nothing")).isEmpty();
    PaymentView paid = reader.find("1900000109:20261122S017D03000042").orElseThrow();
    assertThat(paid.state()).isEqualTo("succeeded");
    assertThat(paid.tookMs()).isEqualTo(2000);
    assertThat(paid.timeline()).hasSize(2);
  }

  @Test
  void a_list_goes_on_where_it_ended_though_rows_come_in_meanwhile() {
    for (int i = 0; i < 25; i++) {
      histories.fold(List.of(Fixtures.requested(Fixtures.payment("L%03d".formatted(i), 1))));
    }
    List<String> seen = new ArrayList<>();
    Cursor after = null;
    do {
      PaymentReader.Part part = reader.list(listing(null, true, after));
      part.payments().forEach(page -> seen.add(page.orderNo()));
      after = part.next() == null ? null : Cursor.valueOf(part.next().text());
      histories.fold(List.of(Fixtures.requested(Fixtures.payment("A" + seen.size(), 1))));
    } while (after != null);
    assertThat(seen.stream().filter(no -> no.startsWith("L"))).hasSize(25).doesNotHaveDuplicates();
  }

  @Test
  void a_list_is_by_state_and_by_what_needs_attention() {
    histories.fold(List.of(Fixtures.requested(), Fixtures.unknown(UnknownReason.NO_ANSWER)));
    histories.fold(List.of(Fixtures.paid(Fixtures.payment("P1", 1), Stage.PAY)));
    assertThat(reader.list(listing("unknown", false, null)).payments()).hasSize(1);
    assertThat(reader.list(listing("failed", false, null)).payments()).isEmpty();
  }

  @Test
  void an_index_that_only_an_older_service_used_goes() {
    List<String> names = new ArrayList<>();
    try (var client = MongoClients.create(database.uri());
        Stores again = new Stores(Database.at(database.uri(), name))) {
      var collection = client.getDatabase(name).getCollection("payments");
      collection.createIndex(new Document("day", 1), new IndexOptions().name("sums"));
      PaymentStore.in(again);
      awaitIndexes(again);
      collection.listIndexes().forEach(index -> names.add(index.getString("name")));
    }
    assertThat(names).contains("guard", "counting", "newest").doesNotContain("sums");
  }

  private static PaymentFilter listing(
      @org.jspecify.annotations.Nullable String state,
      boolean oldestFirst,
      @org.jspecify.annotations.Nullable Cursor after) {
    return new PaymentFilter(
        null,
        null,
        null,
        state,
        null,
        null,
        null,
        PaymentFilter.Detail.NONE,
        false,
        false,
        oldestFirst,
        7,
        after);
  }
}
