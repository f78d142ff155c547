package dev.facepay.reconcile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the comparison: what a fact or the bill says about an order number. Lines of text
 * sort by number, then ours before theirs.
 *
 * @param number the order's number at WeChat
 * @param ref of a refund: our number, or WeChat's where there is none of ours; else empty
 * @param at payments: paid at; refunds: asked for, theirs accepted; else when it was said
 * @param subMchId the sub-merchant, or empty
 * @param store empty where only the bill knows the order
 * @param transactionId WeChat's number of the payment; of our refunds WeChat's of the refund
 * @param fen the order's amount, or what went back
 * @param settlementFen the same without coupons that nobody funds; below 0: not known
 * @param feeMilliFen the bill's fee in 1/1000 fen; negative where it is given back
 * @param rate as the bill writes it
 * @param line of the bill; 0 for ours, whose repeats are equal
 */
record Entry(
    String number,
    Kind kind,
    String ref,
    Instant at,
    String subMchId,
    String store,
    String transactionId,
    long fen,
    long settlementFen,
    long feeMilliFen,
    String rate,
    long line) {

  private static final char BETWEEN = '\t';
  private static final int CELLS = 12;

  /** In the order in which they stand beside each other. */
  enum Kind {
    PAID('a'),
    FAILED('b'),
    REVERSED('c'),
    REFUND_ASKED('d'),
    REFUNDED('e'),
    REFUND_FAILED('f'),
    BILL_PAYMENT('p'),
    BILL_REFUND('q'),
    BILL_REVERSAL('r');

    private final char letter;

    /**
     * @param letter in lines; sorts
     */
    Kind(char letter) {
      this.letter = letter;
    }

    static Kind of(char letter) {
      for (Kind kind : values()) {
        if (kind.letter == letter) {
          return kind;
        }
      }
      throw new IllegalArgumentException("no kind " + letter);
    }

    boolean isTheirs() {
      return letter >= 'p';
    }
  }

  Entry {
    number = clean(number);
    ref = clean(ref);
    subMchId = clean(subMchId);
    store = clean(store);
    transactionId = clean(transactionId);
    rate = clean(rate);
  }

  /** Control characters end cells and lines, and no number of WeChat's has one. */
  private static String clean(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ') {
        return text.replaceAll("\\p{Cntrl}", " ");
      }
    }
    return text;
  }

  @Nullable String subMchIdOrNull() {
    return subMchId.isEmpty() ? null : subMchId;
  }

  String toLine() {
    return number
        + BETWEEN
        + kind.letter
        + BETWEEN
        + ref
        + BETWEEN
        + at.toEpochMilli()
        + BETWEEN
        + subMchId
        + BETWEEN
        + store
        + BETWEEN
        + transactionId
        + BETWEEN
        + fen
        + BETWEEN
        + settlementFen
        + BETWEEN
        + feeMilliFen
        + BETWEEN
        + rate
        + BETWEEN
        + line;
  }

  /** What a line that was written here begins with. */
  static String numberOf(String line) {
    return line.substring(0, line.indexOf(BETWEEN));
  }

  static Entry ofLine(String line) {
    String[] cells = line.split("\t", -1);
    if (cells.length != CELLS) {
      throw new IllegalArgumentException("a line of " + cells.length + " cells");
    }
    return new Entry(
        cells[0],
        Kind.of(cells[1].charAt(0)),
        cells[2],
        Instant.ofEpochMilli(Long.parseLong(cells[3])),
        cells[4],
        cells[5],
        cells[6],
        Long.parseLong(cells[7]),
        Long.parseLong(cells[8]),
        Long.parseLong(cells[9]),
        cells[10],
        Long.parseLong(cells[11]));
  }
}
