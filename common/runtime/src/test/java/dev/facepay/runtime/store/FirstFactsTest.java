package dev.facepay.runtime.store;

import static dev.facepay.testkit.Fixtures.T0;
import static dev.facepay.testkit.Fixtures.payment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.CancelRequested;
import dev.facepay.runtime.store.FirstFacts.StoredFact;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class FirstFactsTest {

  private static final PaymentFact FIRST = new CancelRequested(payment(), T0);
  private static final PaymentFact OTHER = new CancelRequested(payment(), T0.plusSeconds(1));

  private final MemoryDocuments documents = new MemoryDocuments();
  private final FirstFacts<PaymentFact> facts =
      new FirstFacts<>(
          documents,
          Function.identity(),
          fact -> new Document("fact", StoredFact.write(fact)),
          found -> StoredFact.readPayment(found.get("fact", Document.class)));

  @Test
  void the_first_that_is_decided_is_what_everybody_is_told() {
    assertThat(facts.decide(FIRST)).isEqualTo(FIRST);
    assertThat(facts.decide(OTHER)).isEqualTo(FIRST);
    assertThat(facts.find(payment().id().toString())).contains(FIRST);
  }

  @Test
  void what_the_log_says_counts_and_is_written_once() {
    facts.decide(FIRST);
    assertThat(facts.logged(OTHER)).isTrue();
    assertThat(facts.logged(OTHER)).isFalse();
    assertThat(facts.find(payment().id().toString())).contains(OTHER);
  }

  @Test
  void a_change_that_was_overtaken_is_decided_anew() {
    facts.decide(FIRST);
    String id = payment().id().toString();
    boolean written =
        documents.change(
            id,
            found -> {
              Document next = new Document(found.orElseThrow());
              if (next.getInteger("n") == null) {
                documents.replace(id, 1, new Document(next).append("n", 1).append("ver", 2L));
              }
              return Optional.of(next.append("n", next.getInteger("n", 0) + 1));
            });
    assertThat(written).isTrue();
    assertThat(documents.find(id).orElseThrow())
        .containsEntry("n", 2)
        .containsEntry(Documents.VER, 3L);
  }
}
