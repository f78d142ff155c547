package dev.facepay.simulator.ledger;

import dev.facepay.simulator.ledger.Situation.CodeUse;
import dev.facepay.simulator.ledger.Situation.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Orders in each state, named after it. */
final class Orders {
  static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
  static final OrderKey KEY = new OrderKey("1900000109", "A1");
  static final Rules RULES = new Rules(true, Duration.ofSeconds(45), Duration.ofDays(7));

  private Orders() {}

  static Call.Pay pay() {
    return pay("content", "code");
  }

  static Call.Pay pay(String content, String code) {
    return new Call.Pay(KEY, "wx1", null, null, 100, content, code, "till-1", "note");
  }

  static Situation at(@Nullable Order order, Step step, Instant now) {
    return new Situation(order, CodeUse.FRESH, step, RULES, "T" + now.toEpochMilli(), now);
  }

  static Order after(Step step) {
    Order order = null;
    for (Move move : PayDecider.decide(at(null, step, T0), pay()).moves()) {
      order = Order.apply(order, move);
    }
    return Objects.requireNonNull(order);
  }

  static Order paid() {
    return after(Step.ORDINARY);
  }

  static Order userPaying() {
    return after(Step.of(Behaviour.USERPAYING_NEVER));
  }

  static Order hidden() {
    return after(Step.of(Behaviour.LATE_CHARGE));
  }

  static Order refused() {
    return after(Step.error("NOTENOUGH"));
  }

  static Order closed() {
    return Order.apply(refused(), new Move.Closed(T0, KEY.mchId(), KEY.outTradeNo()));
  }

  static Order revoked() {
    return Order.apply(userPaying(), new Move.Revoked(T0, KEY.mchId(), KEY.outTradeNo()));
  }

  static Order reversed() {
    Order paid = paid();
    return Order.apply(paid, Move.reversed(T0, KEY, paid.charges().getFirst()));
  }
}
