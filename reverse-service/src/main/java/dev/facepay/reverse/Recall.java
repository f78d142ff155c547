package dev.facepay.reverse;

import dev.facepay.reverse.ReverseDecider.Move;
import dev.facepay.wechat.Cause;
import dev.facepay.wechat.OrderQuery;
import dev.facepay.wechat.Reverse;
import dev.facepay.wechat.Unclear;
import java.time.Instant;

/** What happens between two reverse calls of one try. Total functions over values. */
final class Recall {

  private Recall() {}

  /**
   * Whether the order is asked about before anything else happens: WeChat doesn't know what came of
   * it, or wants the call again (spec section 7).
   */
  static boolean isAskedAbout(Reverse.Outcome outcome) {
    return outcome instanceof Reverse.CallAgain
        || (outcome instanceof Unclear unclear && unclear.cause() == Cause.SYSTEM_ERROR);
  }

  /**
   * What a query between two calls says wins over what was planned; a query that says nothing, or
   * that the money is still there, changes nothing.
   *
   * @param reversal with the call counted
   * @param planned what the call's answer leads to
   */
  static Move between(
      Reversal reversal,
      Move planned,
      OrderQuery.Outcome outcome,
      Instant now,
      ReverseSettings settings) {
    if (outcome instanceof Unclear) {
      return planned;
    }
    return switch (ReverseDecider.afterQuery(reversal, outcome, now, settings)) {
      case Move.Reverse again -> planned;
      // The next try asks how much went back.
      case Move.AskRefunds refunds -> orLater(new Move.Reverse(reversal), now, settings);
      case Move.Done done -> done;
      case Move.NotOurs notOurs -> notOurs;
      case Move.Wait wait -> wait;
    };
  }

  /** No further call in this try: its lease has an end. */
  static Move orLater(Move move, Instant now, ReverseSettings settings) {
    return move instanceof Move.Reverse(Reversal reversal)
        ? ReverseDecider.waiting(reversal, settings.retryFirst(), now, settings)
        : move;
  }
}
