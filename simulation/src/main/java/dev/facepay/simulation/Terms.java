package dev.facepay.simulation;

/** What the merchant and WeChat have agreed on. */
final class Terms {

  static final String MCH_ID = "1900000109";
  static final String APP_ID = "wxd930ea5d5a258f4f";
  static final String API_KEY = "192006250b4c09247ec02edce69f6a2d";

  /** A payment code's life. */
  static final long CODE_LIFE_MS = 60_000;

  /** An unpaid code payment is revoked by WeChat after this. */
  static final long REVOKED_AFTER_MS = 45_000;

  /** The store of every till here. */
  static final String STORE = "S1";

  /** The most that a till may give back at once. */
  static final long TILL_MAX_FEN = 3_000;

  private Terms() {}
}
