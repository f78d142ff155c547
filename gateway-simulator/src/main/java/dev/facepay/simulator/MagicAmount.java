package dev.facepay.simulator;

import static dev.facepay.simulator.ledger.Behaviour.*;

import dev.facepay.simulator.ledger.Step;
import java.time.Duration;
import java.util.Optional;

/**
 * Amounts that choose a behaviour: the last three digits of the fen. They begin with 9 and avoid
 * the endings that shops use (90, 99, 80), so that ordinary prices are paid at once.
 */
enum MagicAmount {
  NO_MONEY(901, Step.error("NOTENOUGH")),
  CODE_EXPIRED(902, Step.error("AUTHCODEEXPIRE")),
  CARD_REFUSED(903, Step.error("NOTSUPORTCARD")),
  CODE_USED(904, Step.error("AUTH_CODE_ERROR")),
  NO_PERMISSION(905, Step.error("NOAUTH")),
  RISK(906, Step.error("TRADE_ERROR")),
  PASSWORD_THEN_PAID(911, Step.of(USERPAYING_THEN_PAID).withAfter(Duration.ofSeconds(3))),
  PASSWORD_THEN_REFUSED(912, Step.of(USERPAYING_THEN_REFUSED).withAfter(Duration.ofSeconds(3))),
  PASSWORD_NEVER(913, Step.of(USERPAYING_NEVER)),
  PASSWORD_SLOW(914, Step.of(USERPAYING_THEN_PAID).withAfter(Duration.ofSeconds(20))),
  FAILED_BEHIND_USERPAYING(915, Step.of(PAYERROR)),
  LOST_ANSWER(921, Step.of(ANSWER_LOST)),
  LOST_REQUEST(922, Step.of(REQUEST_LOST)),
  UNCLEAR_BUT_PAID(923, Step.of(UNCLEAR_THEN_PAID)),
  UNCLEAR_NOT_PAID(924, Step.error("SYSTEMERROR")),
  BANK_ERROR_THEN_PAID(
      925, Step.of(UNCLEAR_THEN_PAID).withCode("BANKERROR").withAfter(Duration.ofSeconds(2))),
  CHARGED_LATE(926, Step.of(LATE_CHARGE).withAfter(Duration.ofSeconds(10))),
  SERVER_ERROR(931, Step.of(HTTP_STATUS).withStatus(500)),
  BAD_GATEWAY(932, Step.of(HTTP_STATUS).withStatus(502)),
  TOO_MANY(933, Step.of(HTTP_STATUS).withStatus(429)),
  HTML_PAGE(934, Step.of(HTML)),
  OTHER_AMOUNT(941, Step.of(WRONG_AMOUNT)),
  OTHER_ORDER(942, Step.of(WRONG_ORDER)),
  NO_SIGN(943, Step.of(UNSIGNED)),
  WRONG_SIGN(944, Step.of(BAD_SIGN)),
  FORGED(945, Step.of(FORGED_SUCCESS)),
  OTHERS_OF_ANOTHER_AMOUNT(951, Step.of(OTHERS_AMOUNT)),
  OTHERS_OF_ANOTHER_DAY(952, Step.of(OTHERS_DAY)),
  ALL_REFUNDED(953, Step.of(REFUNDED)),
  PART_REFUNDED(954, Step.of(REFUNDED_IN_PART)),
  CASH_COUPON(971, Step.of(COUPON_CASH)),
  NO_CASH_COUPON(972, Step.of(COUPON_NO_CASH)),
  BOTH_COUPONS(973, Step.of(COUPONS)),
  COUPONS_AND_LOST_ANSWER(974, Step.of(COUPONS).withAnswer(Duration.ZERO, true)),
  COUPONS_THAT_DO_NOT_ADD_UP(975, Step.of(WRONG_COUPONS));

  private static final int MODULUS = 1000;
  private static final Step[] BY_ENDING = new Step[MODULUS];

  static {
    for (MagicAmount magic : values()) {
      BY_ENDING[magic.ending] = magic.step;
    }
  }

  private final int ending;

  // A record of values: immutable, but the checker cannot see that.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Step step;

  MagicAmount(int ending, Step step) {
    this.ending = ending;
    this.step = step;
  }

  /** The last three digits of the amount in fen. */
  int ending() {
    return ending;
  }

  /** What a payment of such an amount meets. */
  Step step() {
    return step;
  }

  /** What a payment of {@code fen} meets, if its amount is magic. */
  static Optional<Step> of(long fen) {
    return fen < 0 ? Optional.empty() : Optional.ofNullable(BY_ENDING[(int) (fen % MODULUS)]);
  }
}
