package dev.facepay.reverse;

import static dev.facepay.testkit.Fixtures.reverseNeeded;

import dev.facepay.payment.PaymentFact.ReverseNeeded;
import dev.facepay.payment.UnknownReason;
import dev.facepay.reverse.ReverseDecider.Move;
import dev.facepay.wechat.Cause;
import dev.facepay.wechat.Code;
import dev.facepay.wechat.OrderQuery;
import dev.facepay.wechat.OrderQuery.TradeState;
import dev.facepay.wechat.Reverse;
import dev.facepay.wechat.Unclear;
import java.time.Instant;

/** What the decider says after each answer. */
abstract class ReverseMoves {

  static final ReverseSettings SETTINGS = ReverseSettings.defaults();
  static final ReverseNeeded NEED = reverseNeeded();
  static final Instant HEARD = NEED.occurredAt();
  static final Instant NOW = HEARD.plusSeconds(15);
  static final OrderQuery.Outcome UNCLEAR = new Unclear(Cause.NO_ANSWER, Code.NONE, "");

  static Reversal reversal() {
    return Reversal.begin(NEED, HEARD).tried();
  }

  static OrderQuery.Outcome state(TradeState state) {
    return new OrderQuery.State(state, null, null, null, "");
  }

  static Move afterQuery(Reversal reversal, OrderQuery.Outcome outcome, Instant now) {
    return ReverseDecider.afterQuery(reversal, outcome, now, SETTINGS);
  }

  static Move afterReverse(Reverse.Outcome outcome) {
    return ReverseDecider.afterReverse(reversal().askedOnce(), outcome, NOW, SETTINGS);
  }

  static Reversal after(UnknownReason reason) {
    ReverseNeeded need =
        new ReverseNeeded(NEED.payment(), NEED.reason(), reason, NEED.sentAt(), NEED.occurredAt());
    return Reversal.begin(need, HEARD).tried();
  }
}
