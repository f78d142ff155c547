package dev.facepay.standalone.devicecheck;

import dev.facepay.standalone.devicecheck.Case.Line;
import dev.facepay.standalone.devicecheck.Seen.Ask;
import dev.facepay.standalone.devicecheck.Seen.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes what passes by while a case is tried, and says what the line does to it. */
final class Recorder {

  private static final int LOOKS_TO_CUT = 2;

  private final List<Seen> seen = new ArrayList<>();
  private @Nullable Case tried;
  private boolean isLineDone;
  private int cut;
  private long changes;

  /** What becomes of a call. */
  enum Fate {
    PASSES,
    IS_REFUSED,
    LOSES_ITS_ANSWER,
    LOSES_ITS_ANSWER_LATE,
    IS_CUT
  }

  synchronized void begin(Case next) {
    tried = next;
    seen.clear();
    isLineDone = false;
    cut = 0;
  }

  /**
   * @param ask of a payment; else null
   */
  synchronized Fate fate(Call call, @Nullable Ask ask) {
    Case now = tried;
    if (now == null) {
      return Fate.PASSES;
    }
    boolean looks = call == Call.LOOK || call == Call.EVENTS;
    if (looks && now.line() == Line.CUTS_LOOKS && cut < LOOKS_TO_CUT) {
      cut++;
      return Fate.IS_CUT;
    }
    if (call != Call.PAY || ask == null || ask.fen() != now.fen() || isLineDone) {
      return Fate.PASSES;
    }
    isLineDone = true;
    return switch (now.line()) {
      case GOOD, CUTS_LOOKS -> Fate.PASSES;
      case LOSES_THE_ANSWER -> Fate.LOSES_ITS_ANSWER;
      case LOSES_THE_ANSWER_LATE -> Fate.LOSES_ITS_ANSWER_LATE;
      case REFUSES_FIRST -> Fate.IS_REFUSED;
    };
  }

  /** Payments of another amount are none of the case's; all the other calls may be. */
  synchronized void add(Seen next) {
    Ask ask = next.ask();
    if (tried != null && (ask == null || ask.fen() == tried.fen()) && next.call() != Call.OTHER) {
      seen.add(next);
      changes++;
      notifyAll();
    }
  }

  /** In the sequence in which the calls came. */
  synchronized List<Seen> seen() {
    return seen.stream().sorted(Comparator.comparing(Seen::at)).toList();
  }

  /**
   * Waits for something new.
   *
   * @return false if nothing came in that time
   */
  synchronized boolean changes(Duration within) throws InterruptedException {
    long before = changes;
    long deadline = System.nanoTime() + within.toNanos();
    for (long left = within.toMillis();
        changes == before && left > 0;
        left = (deadline - System.nanoTime()) / 1_000_000) {
      wait(left);
    }
    return changes != before;
  }
}
