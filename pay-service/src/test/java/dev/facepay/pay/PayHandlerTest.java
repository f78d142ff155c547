package dev.facepay.pay;

import static dev.facepay.testkit.Fixtures.failed;
import static dev.facepay.testkit.Fixtures.payment;
import static dev.facepay.testkit.Fixtures.requested;
import static dev.facepay.testkit.Fixtures.reversed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.pay.Attempt.Answered;
import dev.facepay.pay.Attempt.Asking;
import dev.facepay.pay.Attempt.Closed;
import dev.facepay.payment.Act;
import dev.facepay.payment.Fact;
import dev.facepay.payment.FailureReason;
import dev.facepay.payment.PaidDetails;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.ActRequested;
import dev.facepay.payment.PaymentFact.Failed;
import dev.facepay.payment.PaymentFact.Outcome;
import dev.facepay.payment.PaymentFact.RequestRejected;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentFact.Unknown;
import dev.facepay.payment.RejectReason;
import dev.facepay.payment.Sealed;
import dev.facepay.payment.Stage;
import dev.facepay.payment.UnknownReason;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FactPublisher.FactNotPublished;
import dev.facepay.runtime.seal.Sealer;
import dev.facepay.runtime.store.Documents;
import dev.facepay.runtime.store.MemoryDocuments;
import dev.facepay.runtime.store.StoreUnavailable;
import dev.facepay.testkit.Fixtures;
import dev.facepay.testkit.TestTime;
import dev.facepay.wechat.Cause;
import dev.facepay.wechat.Code;
import dev.facepay.wechat.GatewayCode;
import dev.facepay.wechat.Micropay;
import dev.facepay.wechat.WechatPay;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayHandlerTest {

  private static final Duration CALL_MAX = Duration.ofSeconds(10);
  private static final Micropay.Outcome PAID =
      new Micropay.Paid("4200", Fixtures.T0, 1280, PaidDetails.NONE, Micropay.Buyer.UNKNOWN);

  private final TestTime clock = new TestTime();
  private final MemoryDocuments documents = new MemoryDocuments();
  private final Attempts attempts = new Attempts(documents, new MemoryDocuments());
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<PaymentFact> published = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private Micropay.Outcome reply = PAID;
  private Runnable duringTheCall = () -> {};
  private boolean brokerAway;

  /** Sleeping moves the clock: nothing else happens here meanwhile. */
  private final Timekeeper time =
      Timekeeper.of(clock, due -> clock.advance(Duration.between(clock.instant(), due)));

  private final PayHandler handler =
      new PayHandler(
          attempts, new Gateway(), new Opener(), this::publish, time, PaySettings.defaults());

  private final class Gateway implements WechatPay {
    @Override
    public Micropay.Outcome pay(Requested request, String authCode, String payerIp) {
      assertThat(attempts.find(request.payment().id()).orElseThrow().attempt())
          .as("written down before any byte goes out")
          .isInstanceOf(Asking.class);
      asked.add(request.payment().id() + " " + authCode);
      duringTheCall.run();
      return reply;
    }

    @Override
    public Duration callMax() {
      return CALL_MAX;
    }
  }

  static final class Opener implements Sealer {
    @Override
    public Sealed seal(Purpose purpose, String boundTo, String clear) {
      return new Sealed(clear);
    }

    @Override
    public String open(Purpose purpose, String boundTo, Sealed sealed) throws CannotOpen {
      if (sealed.text().equals("foreign")) {
        throw new CannotOpen("another ring's", new IllegalStateException());
      }
      return "code for " + boundTo;
    }
  }

  private void publish(Fact fact) {
    if (brokerAway) {
      throw new FactNotPublished("no broker", new IllegalStateException());
    }
    published.add((PaymentFact) fact);
  }

  private PaymentFact last() {
    return published.getLast();
  }

  @Test
  void paid_at_once_is_written_down_and_published() throws Exception {
    handler.handle(requested());
    assertThat(asked).containsExactly(payment().id() + " code for " + payment().id());
    assertThat(published)
        .singleElement()
        .isInstanceOfSatisfying(Succeeded.class, s -> assertThat(s.by()).isEqualTo(Stage.PAY));
    assertThat(attempts.find(payment().id()).orElseThrow().attempt())
        .isEqualTo(new Answered(payment().fingerprint(), (Outcome) last()));
  }

  @Test
  void a_second_delivery_says_the_same_and_asks_nothing() throws Exception {
    handler.handle(requested());
    handler.handle(requested());
    assertThat(asked).hasSize(1);
    assertThat(published).hasSize(2);
    assertThat(published.get(1)).isEqualTo(published.get(0));
  }

  @Test
  void an_answer_that_could_not_be_published_is_published_at_the_next_delivery() throws Exception {
    brokerAway = true;
    assertThatThrownBy(() -> handler.handle(requested())).isInstanceOf(FactNotPublished.class);
    brokerAway = false;
    handler.handle(requested());
    assertThat(asked).hasSize(1);
    assertThat(last()).isInstanceOf(Succeeded.class);
  }

  @Test
  void after_a_crash_while_asking_the_next_worker_waits_out_the_lease_and_never_asks()
      throws Exception {
    duringTheCall =
        () -> {
          throw new IllegalStateException("the process dies here");
        };
    assertThatThrownBy(() -> handler.handle(requested())).isInstanceOf(IllegalStateException.class);
    duringTheCall = () -> {};
    Instant crashed = clock.instant();
    handler.handle(requested());
    assertThat(asked).hasSize(1);
    assertThat(last())
        .isInstanceOfSatisfying(
            Unknown.class, u -> assertThat(u.reason()).isEqualTo(UnknownReason.INTERRUPTED));
    assertThat(clock.instant()).isAfterOrEqualTo(crashed.plus(CALL_MAX));
  }

  @Test
  void a_reply_that_comes_after_somebody_took_over_does_not_change_what_was_said()
      throws Exception {
    duringTheCall =
        () -> {
          clock.advance(Duration.ofMinutes(1));
          duringTheCall = () -> {};
          try {
            handler.handle(requested());
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    handler.handle(requested());
    assertThat(asked).hasSize(1);
    assertThat(published).hasSize(2).allMatch(f -> f instanceof Unknown);
    assertThat(published.get(1)).isEqualTo(published.get(0));
  }

  @Test
  void a_call_that_has_left_may_not_be_interrupted_since_only_it_hears_the_answer() {
    assertThat(handler.interruptible()).isFalse();
  }

  @Test
  void a_repeat_is_told_how_it_ended_however_long_ago() throws Exception {
    reply = new Micropay.Unknown(Cause.NO_ANSWER, Code.NONE, "");
    handler.handle(requested());
    new ClosingHandler(attempts).handle(reversed(payment()));
    clock.advance(Duration.ofDays(300));
    handler.handle(requested());
    assertThat(last()).isEqualTo(reversed(payment()));
    assertThat(asked).hasSize(1);
  }

  @Test
  void another_content_under_a_known_number_is_rejected_and_the_payment_untouched()
      throws Exception {
    handler.handle(requested());
    handler.handle(requested(payment(payment().orderNo().value(), 1, 99)));
    assertThat(asked).hasSize(1);
    assertThat(last())
        .isInstanceOfSatisfying(
            RequestRejected.class,
            r -> assertThat(r.reason()).isEqualTo(RejectReason.OTHER_CONTENT));
  }

  @Test
  void a_missing_document_proves_nothing_an_old_request_is_asked_about() throws Exception {
    clock.advance(Duration.ofMinutes(2));
    handler.handle(requested());
    assertThat(asked).isEmpty();
    assertThat(last())
        .isInstanceOfSatisfying(
            Unknown.class,
            it -> {
              assertThat(it.reason()).isEqualTo(UnknownReason.TOO_LATE);
              assertThat(it.sentAt()).isAfter(requested().occurredAt()).isBefore(clock.instant());
            });
  }

  @Test
  void how_old_a_request_is_says_the_broker_not_the_clock_of_the_edge() throws Exception {
    clock.advance(Duration.ofMinutes(3));
    handler.handle(requested(), clock.instant().minusSeconds(1));
    assertThat(asked).as("the edge's clock is three minutes behind").hasSize(1);
    assertThat(last()).isInstanceOf(Succeeded.class);
  }

  @Test
  void a_charge_whose_document_is_lost_is_never_told_as_not_charged() throws Exception {
    handler.handle(requested());
    assertThat(last()).isInstanceOf(Succeeded.class);
    documents.delete(payment().id().toString(), 2);
    clock.advance(Duration.ofMinutes(1));
    handler.handle(requested());
    assertThat(asked).hasSize(1);
    assertThat(last()).isInstanceOf(Unknown.class);
  }

  @Test
  void the_attempt_before_must_be_the_same_orders() throws Exception {
    reply = new Micropay.Unknown(Cause.NO_ANSWER, Code.NONE, "");
    handler.handle(requested(payment("A", 1)));
    reply = new Micropay.Refused(GatewayCode.AUTHCODEEXPIRE, "");
    handler.handle(requested(payment("A-2", 1)));
    reply = PAID;
    handler.handle(requested(payment("A", 3)));
    assertThat(last())
        .isInstanceOfSatisfying(
            RequestRejected.class,
            r -> assertThat(r.reason()).isEqualTo(RejectReason.PREVIOUS_ATTEMPT_MISSING));
    assertThat(asked).hasSize(2);
  }

  @Test
  void a_code_that_cannot_be_opened_fails_without_a_call() throws Exception {
    handler.handle(
        new Requested(payment(), new Sealed("foreign"), "b", null, null, null, null, null));
    assertThat(asked).isEmpty();
    assertThat(last())
        .isInstanceOfSatisfying(
            Failed.class, f -> assertThat(f.reason()).isEqualTo(FailureReason.NOT_SENT));
  }

  @Test
  void a_second_attempt_is_rejected_while_the_first_is_open_and_stays_rejected() throws Exception {
    reply = new Micropay.Unknown(Cause.NO_ANSWER, Code.NONE, "");
    handler.handle(requested(payment("A1", 1)));
    handler.handle(requested(payment("A1", 2)));
    assertThat(last()).isInstanceOf(RequestRejected.class);
    PaymentFact rejected = last();
    new ClosingHandler(attempts).handle(reversed(payment("A1", 1)));
    handler.handle(requested(payment("A1", 2)));
    assertThat(last()).as("the device was told: not this one").isEqualTo(rejected);
    assertThat(asked).hasSize(1);
  }

  @Test
  void a_second_attempt_pays_once_the_first_has_failed() throws Exception {
    reply = new Micropay.Refused(GatewayCode.NOTENOUGH, "");
    handler.handle(requested(payment("A1", 1)));
    reply = PAID;
    handler.handle(requested(payment("A1", 2)));
    assertThat(last()).isInstanceOf(Succeeded.class);
    handler.handle(requested(payment("A1", 3)));
    assertThat(last())
        .isInstanceOfSatisfying(
            RequestRejected.class,
            r -> assertThat(r.reason()).isEqualTo(RejectReason.ORDER_ALREADY_PAID));
  }

  @Test
  void a_settled_fact_on_its_way_is_waited_for() throws Exception {
    reply = new Micropay.Unknown(Cause.NO_ANSWER, Code.NONE, "");
    handler.handle(requested(payment("A1", 1)));
    reply = PAID;
    Timekeeper closing =
        Timekeeper.of(
            clock,
            due -> {
              clock.advance(Duration.between(clock.instant(), due));
              new ClosingHandler(attempts).handle(failed(payment("A1", 1), Stage.QUERY));
            });
    new PayHandler(
            attempts, new Gateway(), new Opener(), this::publish, closing, PaySettings.defaults())
        .handle(requested(payment("A1", 2)));
    assertThat(last()).isInstanceOf(Succeeded.class);
  }

  @Test
  void closing_ignores_the_pay_stages_own_answers_and_unknown_payments() {
    new ClosingHandler(attempts).handle(failed(payment("A1", 1), Stage.QUERY));
    assertThat(attempts.find(payment("A1", 1).id())).isEmpty();
  }

  @Test
  void the_sweep_takes_over_what_nobody_handles_any_more() throws Exception {
    duringTheCall =
        () -> {
          throw new IllegalStateException("dead letter");
        };
    assertThatThrownBy(() -> handler.handle(requested())).isInstanceOf(IllegalStateException.class);
    LapsedSweep sweep = sweep();
    assertThat(sweep.run()).isZero();
    clock.advance(Duration.ofMinutes(5));
    brokerAway = true;
    assertThatThrownBy(sweep::run).isInstanceOf(FactNotPublished.class);
    brokerAway = false;
    clock.advance(Duration.ofMinutes(5));
    assertThat(sweep.run()).isEqualTo(1);
    assertThat(last()).isInstanceOf(Unknown.class);
    assertThat(sweep.run()).as("published once").isZero();
    new ClosingHandler(attempts).handle(reversed(payment()));
    assertThat(attempts.find(payment().id()).orElseThrow().attempt()).isInstanceOf(Closed.class);
  }

  private LapsedSweep sweep() {
    return new LapsedSweep(attempts, this::publish, time, PaySettings.defaults(), meters);
  }

  @Test
  void
      what_was_handed_over_and_nobody_closed_is_handed_over_again_after_15_min_doubling_to_an_hour()
          throws Exception {
    reply = new Micropay.Unknown(Cause.NO_ANSWER, Code.NONE, "");
    handler.handle(requested());
    Instant begun = clock.instant();
    List<Long> minutes = new ArrayList<>();
    while (minutes.size() < 5) {
      clock.advance(Duration.ofMinutes(1));
      if (sweep().run() > 0) {
        minutes.add(Duration.between(begun, clock.instant()).toMinutes());
      }
    }
    assertThat(minutes).containsExactly(16L, 47L, 108L, 169L, 230L);
    assertThat(published).hasSize(6).containsOnly(published.getFirst());
    assertThat(asked).hasSize(1);
    assertThat(meters.get("facepay.pay.handed.over.again").counter().count()).isEqualTo(5);

    new ClosingHandler(attempts).handle(reversed(payment()));
    clock.advance(Duration.ofDays(1));
    assertThat(sweep().run()).isZero();
  }

  @Test
  void an_attempt_that_cannot_be_read_stops_no_sweep() throws Exception {
    documents.insert(
        new Document("_id", payment("A0", 1).id().toString())
            .append("ver", 1L)
            .append("state", "in_a_state_of_tomorrow")
            .append(AttemptDocument.LEASE_UNTIL, 0L));
    documents.insert(
        new Document("_id", "no id").append("ver", 1L).append(AttemptDocument.LEASE_UNTIL, 0L));
    reply = new Micropay.Unknown(Cause.NO_ANSWER, Code.NONE, "");
    handler.handle(requested());
    clock.advance(Duration.ofMinutes(20));
    assertThat(sweep().run()).isEqualTo(1);
    assertThat(meters.get("facepay.pay.unreadable").counter().count()).isEqualTo(2);
    assertThat(sweep().run()).isZero();
    assertThat(meters.get("facepay.pay.unreadable").counter().count())
        .as("put off, not met again at once")
        .isEqualTo(2);
  }

  @Test
  void a_persons_retry_hands_an_unknown_payment_over_again() throws Exception {
    reply = new Micropay.Unknown(Cause.NO_ANSWER, Code.NONE, "");
    handler.handle(requested());
    ActHandler acts = new ActHandler(attempts, this::publish);
    ActRequested retry =
        new ActRequested(payment(), Act.RETRY, "alice", "it hangs", "", clock.instant());
    acts.handle(retry);
    assertThat(published).hasSize(2).containsOnly(published.getFirst());
    new ClosingHandler(attempts).handle(reversed(payment()));
    acts.handle(retry);
    acts.handle(new ActRequested(payment("A9", 1), Act.RETRY, "a", "b", "", clock.instant()));
    assertThat(published).hasSize(2);
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
        new Attempts(stumbling, new MemoryDocuments()),
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
