package dev.facepay.standalone.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.embedded.EmbeddedDatabase;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.due.DueRecords.DueRecord;
import dev.facepay.runtime.held.HeldRecords;
import dev.facepay.runtime.store.Database;
import dev.facepay.runtime.store.Stores;
import dev.facepay.standalone.Said;
import dev.facepay.testkit.Fixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Held records of a real database, and what a person sees of them. */
@Tag("real")
class HeldCommandTest {

  private static final String ID = "query/facepay.payment.unknown-0@17";

  private static Said held(EmbeddedDatabase database, String... more) {
    List<String> args = new ArrayList<>(List.of("held", "--mongo", database.uri()));
    args.addAll(List.of(more));
    return Said.by(Map.of(), args);
  }

  private static Document record() {
    return new Document("stage", "query")
        .append("kind", "bug")
        .append("reason", "it broke")
        .append("topic", "facepay.payment.unknown")
        .append("partition", 0)
        .append("offset", 17L)
        .append("timestamp", Fixtures.T0.toEpochMilli())
        .append("timestamp_type", "CreateTime");
  }

  @Test
  void a_list_says_so_if_no_record_is_held_and_shows_those_that_are() {
    try (EmbeddedDatabase database = EmbeddedDatabase.startInMemory()) {
      assertThat(held(database)).isEqualTo(new Said(0, "no record is held\n", ""));

      try (Stores stores = new Stores(Database.at(database.uri(), "facepay_query"))) {
        new DueRecords(stores.documents(HeldRecords.COLLECTION))
            .open(DueRecord.first(ID, Fixtures.T0, record()));
      }
      assertThat(held(database).out())
          .startsWith(ID + "\n")
          .contains("bug: it broke")
          .doesNotContain("no record");
      assertThat(held(database, "--let-go", ID, "--who", "li", "--why", "\u200B").err())
          .contains("--why must be 1 to 500 printable characters");
      assertThat(held(database).out()).startsWith(ID);
      assertThat(held(database, "--retry", "query/nothing-0@1"))
          .isEqualTo(new Said(1, "no such record is held: it is handled, or was let go\n", ""));
    }
  }
}
