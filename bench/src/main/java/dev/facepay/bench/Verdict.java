package dev.facepay.bench;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What devices were told against what the gateway wrote down.
 *
 * @param requests sent
 * @param paid told as paid
 * @param charges of the gateway for these orders
 * @param chargedTwice orders with a second charge or a second pay call: must be 0
 * @param toldWrong paid without money held, or not paid and money held: must be 0
 * @param untold money held, and the last word was an error or "not yet": must be 0
 */
record Verdict(
    long requests, long paid, long charges, long chargedTwice, long toldWrong, long untold) {

  static final Verdict NONE = new Verdict(0, 0, 0, 0, 0, 0);

  static Verdict of(List<Shot> shots, Map<String, Passage> passages) {
    Verdict sum = NONE;
    for (Shot shot : shots) {
      sum = sum.plus(of(shot.settled(), passages.get(shot.orderNo())));
    }
    return sum;
  }

  private static Verdict of(Answer told, @Nullable Passage passage) {
    int charges = passage == null ? 0 : passage.charges();
    int held = passage == null ? 0 : passage.held();
    boolean twice = passage != null && (charges > 1 || passage.payCalls() > 1);
    boolean paid = told == Answer.PAID;
    boolean notPaid = told == Answer.NOT_PAID;
    return new Verdict(
        1,
        paid ? 1 : 0,
        charges,
        twice ? 1 : 0,
        (paid && held != 1) || (notPaid && held != 0) ? 1 : 0,
        !paid && !notPaid && held != 0 ? 1 : 0);
  }

  Verdict plus(Verdict more) {
    return new Verdict(
        requests + more.requests,
        paid + more.paid,
        charges + more.charges,
        chargedTwice + more.chargedTwice,
        toldWrong + more.toldWrong,
        untold + more.untold);
  }

  boolean holds() {
    return chargedTwice == 0 && toldWrong == 0 && untold == 0;
  }
}
