package dev.facepay.simulator.ledger;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One behaviour with its details.
 *
 * @param code err_code for ERROR, UNCLEAR_THEN_PAID and REFUND_UNCLEAR
 * @param status HTTP status for HTTP_STATUS
 * @param tradeState for TRADE_STATE
 * @param after on the gateway's clock: when what was promised happens
 * @param delay real time before the call is carried out
 * @param answerDelay real time between carrying out and answering
 * @param cut whether the connection is closed instead of the answer
 * @param times how many calls the step serves
 * @param lasting on the gateway's clock from its first use: how long the step serves, instead of
 *     {@code times}
 */
public record Step(
    Behaviour behaviour,
    @Nullable String code,
    int status,
    @Nullable String tradeState,
    Duration after,
    Duration delay,
    Duration answerDelay,
    boolean cut,
    int times,
    @Nullable Duration lasting) {

  /** What happens when nothing else was said. */
  public static final Step ORDINARY = of(Behaviour.ORDINARY);

  /** The behaviour with its default details. */
  public static Step of(Behaviour behaviour) {
    String code =
        switch (behaviour) {
          case ERROR, UNCLEAR_THEN_PAID, REFUND_UNCLEAR -> "SYSTEMERROR";
          default -> null;
        };
    Duration after =
        switch (behaviour) {
          case USERPAYING_THEN_PAID, USERPAYING_THEN_REFUSED -> Duration.ofSeconds(3);
          case LATE_CHARGE -> Duration.ofSeconds(10);
          default -> Duration.ZERO;
        };
    boolean cut =
        switch (behaviour) {
          case ANSWER_LOST, REQUEST_LOST, LATE_CHARGE, REFUNDED, REFUNDED_IN_PART -> true;
          default -> false;
        };
    String state = behaviour == Behaviour.TRADE_STATE ? "NOTPAY" : null;
    Duration none = Duration.ZERO;
    return new Step(behaviour, code, 500, state, after, none, none, cut, 1, null);
  }

  /** An answer with {@code code} and no money moved. */
  public static Step error(String code) {
    return of(Behaviour.ERROR).withCode(code);
  }

  public Step withCode(String value) {
    return new Step(
        behaviour, value, status, tradeState, after, delay, answerDelay, cut, times, lasting);
  }

  public Step withAfter(Duration value) {
    return new Step(
        behaviour, code, status, tradeState, value, delay, answerDelay, cut, times, lasting);
  }

  public Step withStatus(int value) {
    return new Step(
        behaviour, code, value, tradeState, after, delay, answerDelay, cut, times, lasting);
  }

  /** The same, with the answer held back and, if {@code lost}, never given. */
  public Step withAnswer(Duration wait, boolean lost) {
    return new Step(behaviour, code, status, tradeState, after, delay, wait, lost, times, lasting);
  }

  /** The same, with more time before it is carried out. */
  public Step later(Duration more) {
    return new Step(
        behaviour,
        code,
        status,
        tradeState,
        after,
        delay.plus(more),
        answerDelay,
        cut,
        times,
        lasting);
  }
}
