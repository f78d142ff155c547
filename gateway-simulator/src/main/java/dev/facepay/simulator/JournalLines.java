package dev.facepay.simulator;

import dev.facepay.simulator.Exchange.Inbound;
import dev.facepay.simulator.ledger.Behaviour;
import dev.facepay.simulator.ledger.Entry;
import dev.facepay.simulator.ledger.OrderKey;
import dev.facepay.simulator.ledger.Reply;
import dev.facepay.simulator.ledger.Step;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the journal's lines about calls: never a code in clear, never a key. */
final class JournalLines {
  private final InstantSource clock;

  JournalLines(InstantSource clock) {
    this.clock = clock;
  }

  /** One call on its way through. */
  record Passing(String id, Inbound in, Map<String, String> fields, OrderKey key, Step step) {
    Behaviour behaviour() {
      return step.behaviour();
    }
  }

  /** An arrival that got no further than the checks. */
  Entry.Request stopped(String id, Inbound in, @Nullable OrderKey claimed, boolean authentic) {
    return new Entry.Request(
        clock.instant(),
        id,
        in.api().wireName(),
        in.port().label(),
        claimed == null ? null : claimed.mchId(),
        claimed == null ? null : number(claimed),
        0,
        null,
        authentic,
        null);
  }

  Entry.Request arrived(Passing passing, long fen, @Nullable String codeHash) {
    return new Entry.Request(
        clock.instant(),
        passing.id(),
        passing.in().api().wireName(),
        passing.in().port().label(),
        passing.key().mchId(),
        number(passing.key()),
        fen,
        codeHash,
        true,
        passing.behaviour() == Behaviour.ORDINARY ? null : passing.behaviour().name());
  }

  Entry.Answer answered(Passing passing, Reply reply) {
    boolean spoilt =
        switch (passing.behaviour()) {
          case WRONG_AMOUNT, WRONG_ORDER, UNSIGNED, BAD_SIGN -> true;
          default -> false;
        };
    return answered(
        passing.id(),
        passing.in(),
        passing.key(),
        reply,
        !passing.step().cut(),
        spoilt ? passing.behaviour().name() : null);
  }

  Entry.Answer answered(String id, Inbound in, @Nullable OrderKey key, Reply reply) {
    return answered(id, in, key, reply, true, null);
  }

  private Entry.Answer answered(
      String id,
      Inbound in,
      @Nullable OrderKey key,
      Reply reply,
      boolean delivered,
      @Nullable String spoilt) {
    return new Entry.Answer(
        clock.instant(),
        id,
        in.api().wireName(),
        key == null ? null : key.mchId(),
        key == null ? null : number(key),
        delivered ? 200 : 0,
        reply.returnCode(),
        reply.resultCode(),
        reply.errCode(),
        reply.fields().get("trade_state"),
        reply.fields().get("recall"),
        delivered,
        spoilt);
  }

  /** An answer that carries nothing of the protocol. */
  Entry.Answer bare(
      String id, Inbound in, OrderKey key, int status, boolean delivered, String why) {
    return new Entry.Answer(
        clock.instant(),
        id,
        in.api().wireName(),
        key.mchId(),
        number(key),
        delivered ? status : 0,
        null,
        null,
        null,
        null,
        null,
        delivered,
        why);
  }

  private static @Nullable String number(OrderKey key) {
    return key.outTradeNo().isEmpty() ? null : key.outTradeNo();
  }
}
