package dev.facepay.pay;

import static dev.facepay.testkit.Fixtures.requested;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.runtime.fact.FactPublisher.FactNotPublished;
import dev.facepay.runtime.store.Documents;
import dev.facepay.runtime.store.MemoryDocuments;
import dev.facepay.runtime.store.StoreUnavailable;
import dev.facepay.testkit.Fixtures;
import dev.facepay.wechat.Micropay;
import dev.facepay.wechat.WechatPay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer in hand is worth when the database or the broker is away. */
class PayOutageTest extends PayStand {

  @Test
  void an_answer_that_could_not_be_published_is_published_at_the_next_delivery() throws Exception {
    brokerAway = true;
    assertThatThrownBy(() -> handler.handle(requested())).isInstanceOf(FactNotPublished.class);
    brokerAway = false;
    handler.handle(requested());
    assertThat(asked).hasSize(1);
    assertThat(last()).isInstanceOf(Succeeded.class);
  }

  /** Loses answers of the database, with or without the write behind them. */
  private static final class Stumbling implements Documents {
    private final MemoryDocuments documents = new MemoryDocuments();
    private int lostInserts;
    private int lostReplaces;
    private boolean done;

    @Override
    public boolean insert(Document document) {
      if (lostInserts-- > 0) {
        if (done) {
          documents.insert(document);
        }
        throw new StoreUnavailable("an election");
      }
      return documents.insert(document);
    }

    @Override
    public boolean replace(String id, long ver, Document next) {
      if (lostReplaces-- > 0) {
        if (done) {
          documents.replace(id, ver, next);
        }
        throw new StoreUnavailable("an election");
      }
      return documents.replace(id, ver, next);
    }

    @Override
    public Optional<Document> find(String id) {
      return documents.find(id);
    }

    @Override
    public boolean delete(String id, long ver) {
      return documents.delete(id, ver);
    }

    @Override
    public List<Document> findAtMost(String field, long atMost, int limit) {
      return documents.findAtMost(field, atMost, limit);
    }

    @Override
    public List<Document> page(Map<String, String> equal, String after, int limit) {
      return documents.page(equal, after, limit);
    }

    @Override
    public long count() {
      return documents.count();
    }

    @Override
    public long countWithout(String field) {
      return documents.countWithout(field);
    }

    @Override
    public long deleteExpired(Instant now) {
      return documents.deleteExpired(now);
    }
  }

  private final Stumbling stumbling = new Stumbling();

  private PayHandler onStumbling() {
    WechatPay paid =
        new WechatPay() {
          @Override
          public Micropay.Outcome pay(Requested request, String authCode, String payerIp) {
            asked.add(request.payment().id().toString());
            return PAID;
          }

          @Override
          public Duration callMax() {
            return CALL_MAX;
          }
        };
    return new PayHandler(
        new Attempts(stumbling, new MemoryDocuments(), Fixtures.KEPT),
        paid,
        new Opener(),
        this::publish,
        time,
        PaySettings.defaults());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void an_answer_in_hand_outlives_a_database_that_stumbles(boolean done) throws Exception {
    stumbling.done = done;
    stumbling.lostReplaces = 40;
    onStumbling().handle(requested());
    assertThat(last()).as("ten seconds of election").isInstanceOf(Succeeded.class);
    assertThat(asked).hasSize(1);
    assertThat(published).hasSize(1);
  }

  @Test
  void an_insert_that_timed_out_and_is_there_is_its_own() throws Exception {
    stumbling.done = true;
    stumbling.lostInserts = 1;
    onStumbling().handle(requested());
    assertThat(asked).hasSize(1);
    assertThat(last()).isInstanceOf(Succeeded.class);
    assertThat(clock.instant()).as("nobody waited for a lease").isEqualTo(Fixtures.T0);
  }

  @Test
  void an_insert_that_is_not_there_is_an_outage_and_nothing_is_asked() {
    stumbling.lostInserts = 1;
    assertThatThrownBy(() -> onStumbling().handle(requested()))
        .isInstanceOf(StoreUnavailable.class);
    assertThat(asked).isEmpty();
  }
}
