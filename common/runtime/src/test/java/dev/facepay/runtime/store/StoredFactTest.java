package dev.facepay.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.Stage;
import dev.facepay.payment.UnknownReason;
import dev.facepay.runtime.store.FirstFacts.StoredFact;
import dev.facepay.testkit.Fixtures;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class StoredFactTest {

  @Test
  void a_fact_comes_back_as_it_went_in() {
    for (PaymentFact fact :
        List.of(
            Fixtures.requested(),
            Fixtures.unknown(UnknownReason.values()[0]),
            Fixtures.reverseNeeded(),
            Fixtures.paid(Fixtures.payment(), Stage.QUERY),
            Fixtures.failed(Fixtures.payment(), Stage.PAY),
            Fixtures.reversed(Fixtures.payment()))) {
      Document stored = StoredFact.write(fact);
      MemoryDocuments documents = new MemoryDocuments();
      documents.insert(DocumentsContract.document("a", 1).append("fact", stored));

      Document read = documents.find("a").orElseThrow().get("fact", Document.class);
      assertThat(StoredFact.read(read)).isEqualTo(fact);
    }
  }

  @Test
  void what_is_no_fact_is_refused() {
    assertThatThrownBy(() -> StoredFact.read(new Document("type", "payment.requested.v1")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                StoredFact.read(
                    new Document("type", "payment.sold.v1").append("fields", new Document())))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
