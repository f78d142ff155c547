package dev.facepay.simulation.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** G: every request with its true time, and every move of money. */
public final class Journal {

  private final List<Entry> entries = new ArrayList<>();
  private Consumer<Entry> reader = _ -> {};

  /** One line of the journal. */
  public sealed interface Entry {
    long at();

    String number();
  }

  /**
   * @param sentAt when the caller let go of it
   */
  public record PayArrived(long at, String number, long sentAt, long fen) implements Entry {}

  public record QueryArrived(long at, String number) implements Entry {}

  public record ReverseArrived(long at, String number, long sentAt) implements Entry {}

  /**
   * @param code empty: confirmed
   */
  public record ReverseAnswered(long at, String number, String code) implements Entry {}

  public record Charged(long at, String number, long fen) implements Entry {}

  public record Returned(long at, String number, long fen) implements Entry {}

  /** Money went back, and not by a reversal. */
  public record Refunded(long at, String number, long fen) implements Entry {}

  /** Another system's order has that number. */
  public record OthersOrder(long at, String number, long fen) implements Entry {}

  void write(Entry entry) {
    entries.add(entry);
    reader.accept(entry);
  }

  /** Sees each line as it is written. */
  public void read(Consumer<Entry> each) {
    reader = each;
  }

  public List<Entry> entries() {
    return entries;
  }
}
