package dev.facepay.bench;

/** What the gateway shall make of a payment, chosen by the simulator's magic amounts. */
enum Course {
  /** Paid at once. */
  PAID(1_280),
  /** Asks for the password, then paid after 3 s. */
  PASSWORD(1_911),
  /** Charged, but the answer is lost: a query finds it. */
  ANSWER_LOST(1_921),
  /** Not enough money: no charge. */
  REFUSED(1_901),
  /** The password is never typed: told as not paid after half a minute, then reversed. */
  ABANDONED(1_913);

  private final long fen;

  Course(long fen) {
    this.fen = fen;
  }

  long fen() {
    return fen;
  }
}
