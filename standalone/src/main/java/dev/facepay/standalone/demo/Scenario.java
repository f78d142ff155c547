package dev.facepay.standalone.demo;

import java.time.Duration;
import java.util.Set;

/**
 * What can happen to a payment. The last three digits of an amount in fen tell the simulator which
 * one it is (its magic amounts).
 *
 * <p>Those after which the gateway has never heard of the order take longest: the payment code must
 * be dead first, a minute after the pay call. There the cashier gives up early.
 */
enum Scenario {
  PAID(0, 0, "paid at once", "SUCCEEDED"),
  NO_MONEY(901, 2, "refused: balance too low", "FAILED"),
  CODE_EXPIRED(902, 2, "refused: code expired", "FAILED"),
  CARD_REFUSED(903, 2, "refused: card not supported", "FAILED"),
  CODE_USED(904, 1, "refused: code used before", "FAILED"),
  NO_PERMISSION(905, 1, "refused: no permission", "FAILED"),
  RISK(906, 1, "refused: risk", "FAILED"),
  PASSWORD(911, 3, "password asked, then paid", "SUCCEEDED"),
  PASSWORD_REFUSED(912, 2, "password asked, then refused", "REVERSED"),
  PASSWORD_NEVER(913, 2, "password asked, never typed", "REVERSED"),
  PASSWORD_SLOW(914, 1, "password typed after 20 s", "SUCCEEDED"),
  FAILED_QUIETLY(915, 1, "password asked, had failed", "REVERSED"),
  ANSWER_LOST(921, 3, "charged, answer lost", "SUCCEEDED"),
  REQUEST_LOST(922, 2, "request lost on the way", "REVERSED", true),
  UNCLEAR_PAID(923, 2, "SYSTEMERROR, yet charged", "SUCCEEDED"),
  UNCLEAR_NOT_PAID(924, 1, "SYSTEMERROR, not charged", "REVERSED", true),
  BANK_ERROR(925, 2, "BANKERROR, charged 2 s later", "SUCCEEDED"),
  CHARGED_LATE(926, 1, "no answer, charged 10 s later", "SUCCEEDED"),
  SERVER_ERROR(931, 1, "HTTP 500", "REVERSED", true),
  HTML(934, 1, "an HTML page", "REVERSED", true),
  OTHER_AMOUNT(941, 2, "answer with a wrong amount", "SUCCEEDED"),
  NO_SIGN(943, 1, "charged, answer unsigned", "SUCCEEDED"),
  WRONG_SIGN(944, 1, "charged, answer wrongly signed", "SUCCEEDED"),
  FORGED(945, 1, "forged unsigned success", "REVERSED", true);

  /** After this the cashier stops waiting for an order that the gateway does not know. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final int ENDING_MODULUS = 1000;

  private final int ending;
  private final int percent;
  private final String gateway;
  private final String expected;
  private final boolean neverArrives;

  Scenario(int ending, int percent, String gateway, String expected) {
    this(ending, percent, gateway, expected, false);
  }

  Scenario(int ending, int percent, String gateway, String expected, boolean neverArrives) {
    this.ending = ending;
    this.percent = percent;
    this.gateway = gateway;
    this.expected = expected;
    this.neverArrives = neverArrives;
  }

  /** Of all payments, how many are so; the rest are paid at once. */
  int percent() {
    return percent;
  }

  /** What the gateway does. */
  String gateway() {
    return gateway;
  }

  /** How it must end. */
  Set<String> expected() {
    return Set.of(expected);
  }

  /** Whether the gateway never learns of the order; the device then cancels. */
  boolean neverArrives() {
    return neverArrives;
  }

  /** Whether it takes long enough that it had better begin early. */
  boolean slow() {
    return neverArrives || this == PASSWORD_NEVER || this == PASSWORD_SLOW;
  }

  /** An amount that brings it about, near the wanted one. */
  long fen(long near) {
    long thousand = near - Math.floorMod(near, ENDING_MODULUS);
    return ending == 0 ? ordinary(near) : thousand + ending;
  }

  /** Prices as shops have them: they end in 0. */
  private static long ordinary(long near) {
    return Math.max(10, near - Math.floorMod(near, 10));
  }
}
