package dev.facepay.simulator;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What bills meet; the faults of one merchant's day are used up in the order of adding. */
@Component
class BillFaults {

  /** More than one for each merchant and day of a long run. */
  static final int FAULTS_MAX = 10_000;

  private final List<Fault> faults = new ArrayList<>();
  private final Set<String> early = new HashSet<>();

  /** What is wrong with a bill. */
  enum Kind {
    /** No fault: the day's bills are there before their hour, of what there is so far. */
    EARLY,
    /** Not made yet: {@code Bill Creating}. */
    LATE,
    /** {@code No Bill Exist}, whatever the day held. */
    NO_BILL,
    /** {@code SYSTEMERROR} in XML instead of the bill. */
    ERROR,
    /** The connection is cut behind the first line. */
    CUT,
    /** A whole answer, but without the totals. */
    NO_TOTALS,
    /** The first line stands there twice, and the totals count it once. */
    DUPLICATED_LINE,
    /** The total of orders is a fen too high. */
    WRONG_TOTAL,
    /** The lines of {@code out_trade_no} are left out, of the totals too: another content. */
    OMITTED,
    /** The lines of {@code out_trade_no} tell a fen more. */
    OTHER_AMOUNT,
    /** The lines of {@code out_trade_no} tell another rate, and the fee to it. */
    OTHER_RATE,
    /** A pause of a millisecond behind each line. */
    SLOW
  }

  /**
   * @param outTradeNo whose lines; null where it is about the whole
   * @param times how many bills it spoils
   */
  record Fault(
      Kind kind,
      String mchId,
      LocalDate day,
      boolean funds,
      @Nullable String outTradeNo,
      int times) {

    private Fault used() {
      return new Fault(kind, mchId, day, funds, outTradeNo, times - 1);
    }

    private boolean isFor(String mch, LocalDate billDay, boolean billOfFunds) {
      return mchId.equals(mch) && day.equals(billDay) && funds == billOfFunds;
    }
  }

  /** False when there are too many. */
  synchronized boolean add(Fault fault) {
    if (fault.kind() == Kind.EARLY) {
      early.add(fault.mchId() + fault.day());
      return true;
    }
    return faults.size() < FAULTS_MAX && faults.add(fault);
  }

  /** Whether the day's bills need not wait for their hour; so until faults are cleared. */
  synchronized boolean isEarly(String mchId, LocalDate day) {
    return early.contains(mchId + day);
  }

  synchronized void clear() {
    faults.clear();
    early.clear();
  }

  /**
   * The faults of the next bill: those of single orders all at once, else one about the whole; each
   * is used up by a time.
   */
  synchronized List<Fault> next(String mchId, LocalDate day, boolean funds) {
    List<Fault> met = new ArrayList<>();
    for (int i = 0; i < faults.size(); i++) {
      Fault fault = faults.get(i);
      boolean fits =
          met.isEmpty() || (fault.outTradeNo() != null && met.getFirst().outTradeNo() != null);
      if (fits && fault.times() > 0 && fault.isFor(mchId, day, funds)) {
        met.add(fault);
        faults.set(i, fault.used());
      }
    }
    faults.removeIf(fault -> fault.times() == 0);
    return met;
  }
}
