package dev.facepay.simulation;

import dev.facepay.simulation.Order.Refund.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** G: every request with its true time, and every move of money. */
final class Journal {

  private final List<Entry> entries = new ArrayList<>();
  private Consumer<Entry> reader = _ -> {};

  /** One line of the journal. */
  sealed interface Entry {
    long at();

    String number();
  }

  /**
   * @param sentAt when the caller let go of it
   */
  record PayArrived(long at, String number, long sentAt, long fen) implements Entry {}

  record QueryArrived(long at, String number) implements Entry {}

  record ReverseArrived(long at, String number, long sentAt) implements Entry {}

  /**
   * @param code empty: confirmed
   */
  record ReverseAnswered(long at, String number, String code) implements Entry {}

  record Charged(long at, String number, long fen) implements Entry {}

  record Returned(long at, String number, long fen) implements Entry {}

  /** Money went back, and not by a reversal. */
  record Refunded(long at, String number, long fen) implements Entry {}

  /**
   * A refund that was asked for by a number comes to a state: accepted, first of all.
   *
   * @param byHand it was not asked for by a service of ours
   */
  record RefundMoved(
      long at, String number, String refundNumber, long fen, boolean byHand, Status status)
      implements Entry {}

  /**
   * @param code empty: accepted
   */
  record RefundAnswered(long at, String number, String refundNumber, String code)
      implements Entry {}

  /** Another system's order has that number. */
  record OthersOrder(long at, String number, long fen) implements Entry {}

  void write(Entry entry) {
    entries.add(entry);
    reader.accept(entry);
  }

  /** Sees each line as it is written. */
  void read(Consumer<Entry> each) {
    reader = each;
  }

  List<Entry> entries() {
    return entries;
  }
}
