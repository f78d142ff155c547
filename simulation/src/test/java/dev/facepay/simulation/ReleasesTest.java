package dev.facepay.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.pay.PayDoor;
import dev.facepay.payment.Coded;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.Failed;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentFact.ReverseNeeded;
import dev.facepay.payment.PaymentFact.Reversed;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.Sealed;
import dev.facepay.payment.Stage;
import dev.facepay.payment.UnknownReason;
import dev.facepay.query.QueryDoor;
import dev.facepay.reverse.ReverseDoor;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.due.DueWorker;
import dev.facepay.runtime.due.DueWorker.DueSettings;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactCodec;
import dev.facepay.runtime.fact.FactCodec.Decoded;
import dev.facepay.runtime.seal.Sealer;
import dev.facepay.runtime.store.MemoryDocuments;
import dev.facepay.testkit.Fixtures;
import dev.facepay.testkit.TestTime;
import dev.facepay.wechat.Cause;
import dev.facepay.wechat.Code;
import dev.facepay.wechat.Micropay;
import dev.facepay.wechat.OrderQuery;
import dev.facepay.wechat.OrderQuery.TradeState;
import dev.facepay.wechat.RefundQuery;
import dev.facepay.wechat.Reverse;
import dev.facepay.wechat.WechatPay;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two releases side by side on one log: the older one is this code, the newer one says values in
 * every coded field that this code does not know. No payment is stuck, whichever stage is newer.
 */
class ReleasesTest {

  private final FactCodec codec = new FactCodec(FacePayKafka.at("none", "test", ""));
  private final TestTime clock = new TestTime();
  private final Timekeeper time =
      Timekeeper.of(clock, due -> clock.advance(Duration.between(clock.instant(), due)));
  private final Deque<PaymentFact> log = new ArrayDeque<>();
  private final List<PaymentFact> all = new ArrayList<>();

  /** Which stages say what only a newer release knows. */
  enum Newer {
    EDGE,
    PAY,
    QUERY,
    REVERSE,
    ALL
  }

  private ConsumerRecord<byte[], byte[]> sent(Fact fact, boolean newer) {
    ProducerRecord<byte[], byte[]> out = codec.encode(fact, "test", Optional.empty());
    String value = new String(out.value(), UTF_8);
    if (newer) {
      value =
          value
              .replaceAll("(reason\":)\"[a-z_]+\"", "$1\"of_tomorrow\"")
              .replaceAll("\"how\":\"[a-z_]+\"", "\"how\":\"of_tomorrow\"")
              .replaceAll("\"channel\":\"[a-z_]+\"", "\"channel\":\"palm\"");
    }
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(out.topic(), 0, 0, out.key(), value.getBytes(UTF_8));
    out.headers().forEach(record.headers()::add);
    return record;
  }

  private void publish(Fact fact, boolean newer) {
    PaymentFact read = (PaymentFact) ((Decoded.Known) codec.decode(sent(fact, newer))).fact();
    log.add(read);
    all.add(read);
  }

  private static final class Clear implements Sealer {
    @Override
    public Sealed seal(Purpose purpose, String boundTo, String clear) {
      return new Sealed(clear);
    }

    @Override
    public String open(Purpose purpose, String boundTo, Sealed sealed) {
      return sealed.text();
    }
  }

  private final class Gateway implements WechatPay {
    private final OrderQuery.Outcome first;
    private boolean reversed;

    Gateway(OrderQuery.Outcome first) {
      this.first = first;
    }

    @Override
    public OrderQuery.Outcome query(PaymentRef payment) {
      return reversed ? new OrderQuery.State(TradeState.REVOKED, null, null, null, "") : first;
    }

    @Override
    public Micropay.Outcome pay(Requested request, String authCode, String payerIp) {
      return new Micropay.Unknown(Cause.NO_ANSWER, Code.NONE, "");
    }

    @Override
    public Duration callMax() {
      return Duration.ofSeconds(10);
    }

    @Override
    public RefundQuery.Outcome refunds(PaymentRef payment) {
      return new RefundQuery.None();
    }

    @Override
    public Reverse.Outcome reverse(PaymentRef payment) {
      reversed = true;
      return new Reverse.Confirmed();
    }
  }

  private PaymentFact run(Newer newer, Gateway gateway) throws InterruptedException {
    MemoryDocuments attempts = new MemoryDocuments();
    DueRecords reversals = new DueRecords(new MemoryDocuments());
    PayDoor pay =
        PayDoor.open(
            new PayDoor.Ports(
                attempts,
                new MemoryDocuments(),
                gateway,
                new Clear(),
                fact -> publish(fact, newer == Newer.PAY || newer == Newer.ALL),
                time));
    QueryDoor query =
        QueryDoor.open(
            new MemoryDocuments(),
            new MemoryDocuments(),
            gateway,
            new Clear(),
            fact -> publish(fact, newer == Newer.QUERY || newer == Newer.ALL),
            time);
    ReverseDoor reverse =
        ReverseDoor.open(
            reversals,
            new MemoryDocuments(),
            gateway,
            fact -> publish(fact, newer == Newer.REVERSE || newer == Newer.ALL),
            time,
            ReverseDoor.times());
    DueWorker worker =
        new DueWorker(
            "reverse",
            reversals,
            reverse.worker(),
            fact -> publish(fact, newer == Newer.REVERSE || newer == Newer.ALL),
            time,
            DueSettings.defaults(),
            new CompositeMeterRegistry());
    publish(Fixtures.requested(), newer == Newer.EDGE || newer == Newer.ALL);
    for (int i = 0; i < 100 && !settled(); i++) {
      while (!log.isEmpty()) {
        PaymentFact fact = log.poll();
        pay.pay().handle(fact);
        pay.closing().handle(fact);
        query.query().handle(fact);
        reverse.reverse().handle(fact);
      }
      worker.runOnce();
      clock.advance(Duration.ofSeconds(10));
    }
    pay.closing().handle(all.getLast());
    assertThat(attempts.all().getFirst().getString("state")).isEqualTo("closed");
    return all.getLast();
  }

  private boolean settled() {
    return all.getLast() instanceof PaymentFact.Settled;
  }

  @ParameterizedTest
  @EnumSource
  void a_payment_that_was_charged_is_told_as_paid(Newer newer) throws Exception {
    PaymentFact end =
        run(
            newer,
            new Gateway(new OrderQuery.State(TradeState.SUCCESS, "4200", Fixtures.T0, 1280L, "")));
    assertThat(end)
        .isInstanceOfSatisfying(Succeeded.class, it -> assertThat(it.by()).isEqualTo(Stage.QUERY));
  }

  @ParameterizedTest
  @EnumSource
  void a_payment_that_nobody_can_tell_goes_back(Newer newer) throws Exception {
    PaymentFact end =
        run(newer, new Gateway(new OrderQuery.State(TradeState.NOTPAY, null, null, null, "")));
    assertThat(end).isInstanceOf(Reversed.class);
    assertThat(all.stream().filter(ReverseNeeded.class::isInstance)).hasSize(1);
    assertThat(all.stream().filter(Failed.class::isInstance)).isEmpty();
    if (newer == Newer.ALL) {
      assertThat(((PaymentFact.Unknown) all.get(1)).reason())
          .isEqualTo(new Coded.Other<UnknownReason>("of_tomorrow"));
      assertThat(end.payment().channel().wire()).as("kept from stage to stage").isEqualTo("palm");
    }
  }
}
