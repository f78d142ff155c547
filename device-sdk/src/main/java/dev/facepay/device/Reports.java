package dev.facepay.device;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.facepay.device.edge.TradeBody;
import dev.facepay.device.journal.Journal;
import dev.facepay.device.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reports and told trades as they stand in the journal. Whatever the edge has not heard stays; of
 * what it has heard the newest stay, so that a trade is not reported twice.
 */
final class Reports {

  private static final String REPORTS = "reports";
  private static final String TRADES = "trades";
  private static final int HEARD_MAX = 500;

  private final Journal journal;
  private final TerminalListener listener;
  private final Map<String, Entry> reports = new LinkedHashMap<>();
  private final Map<String, TradeBody> trades = new LinkedHashMap<>();

  Reports(Journal journal, TerminalListener listener) {
    this.journal = journal;
    this.listener = listener;
  }

  /** False if the disk cannot be read now. */
  boolean load() {
    try {
      for (Json one : notes(REPORTS)) {
        Entry entry = Entry.read(one).restarted();
        reports.put(entry.id(), entry);
      }
      for (Json one : notes(TRADES)) {
        TradeBody trade = TradeBody.read(one);
        trades.put(trade.outTradeNo(), trade);
      }
      return true;
    } catch (IOException e) {
      listener.trouble("journal", "reports cannot be read: " + e.getClass().getSimpleName());
      return false;
    }
  }

  @Nullable Entry find(String id) {
    return reports.get(id);
  }

  List<Entry> unheard() {
    List<Entry> all = new ArrayList<>(reports.values());
    all.removeIf(Entry::told);
    return all;
  }

  @Nullable TradeBody nextTrade() {
    Iterator<TradeBody> first = trades.values().iterator();
    return first.hasNext() ? first.next() : null;
  }

  /** False if it is not on the disk; what was stored before still is. */
  boolean store(Entry entry) {
    // Put last, as the newest.
    Entry before = reports.remove(entry.id());
    reports.put(entry.id(), entry);
    forgetOldest();
    JsonArray all = new JsonArray();
    reports.values().forEach(one -> all.add(one.json()));
    if (write(REPORTS, all)) {
      return true;
    }
    if (before == null) {
      reports.remove(entry.id());
    } else {
      reports.put(before.id(), before);
    }
    return false;
  }

  boolean store(TradeBody trade) {
    trades.put(trade.outTradeNo(), trade);
    boolean stored = writeTrades();
    if (!stored) {
      trades.remove(trade.outTradeNo());
    }
    return stored;
  }

  /** The edge has it: its code goes off the disk. */
  void heard(TradeBody trade) {
    trades.remove(trade.outTradeNo());
    writeTrades();
  }

  private boolean writeTrades() {
    JsonArray all = new JsonArray();
    trades.values().forEach(one -> all.add(one.json()));
    return write(TRADES, all);
  }

  private void forgetOldest() {
    int over = reports.size() - HEARD_MAX;
    Iterator<Entry> oldest = reports.values().iterator();
    while (over > 0 && oldest.hasNext()) {
      if (oldest.next().told()) {
        oldest.remove();
        over--;
      }
    }
  }

  private boolean write(String name, JsonArray all) {
    JsonObject note = new JsonObject();
    note.add("all", all);
    try {
      journal.note(name, note.toString());
      return true;
    } catch (IOException e) {
      listener.trouble("journal", "cannot be written: " + e.getClass().getSimpleName());
      return false;
    }
  }

  private List<Json> notes(String name) throws IOException {
    Optional<String> text = journal.note(name);
    return text.isPresent() ? Json.read(text.get()).objects("all") : List.of();
  }

  /**
   * What the journal says of one trade's report.
   *
   * @param stage CALLING is on the disk before the SDK is called
   * @param told whether the edge has heard the outcome
   */
  record Entry(String id, int tryNo, Stage stage, String code, String text, boolean told) {

    enum Stage {
      CALLING,
      CONFIRMED,
      FAILED
    }

    static Entry calling(String id, int tryNo) {
      return new Entry(id, tryNo, Stage.CALLING, "", "", false);
    }

    static Entry confirmed(String id, int tryNo) {
      return new Entry(id, tryNo, Stage.CONFIRMED, "", "", false);
    }

    static Entry failed(String id, int tryNo, String code, @Nullable String text) {
      return new Entry(id, tryNo, Stage.FAILED, code, text == null ? "" : text, false);
    }

    Entry heard() {
      return new Entry(id, tryNo, stage, code, text, true);
    }

    /** After a restart: whether the SDK took it is not known, and this try is not made again. */
    Entry restarted() {
      return stage == Stage.CALLING ? failed(id, tryNo, "interrupted", "") : this;
    }

    JsonObject json() {
      JsonObject out = new JsonObject();
      out.addProperty("id", id);
      out.addProperty("try", tryNo);
      out.addProperty("stage", stage.name());
      out.addProperty("code", code);
      out.addProperty("text", text);
      out.addProperty("told", told);
      return out;
    }

    static Entry read(Json in) throws IOException {
      try {
        return new Entry(
            in.required("id"),
            (int) in.number("try"),
            Stage.valueOf(in.required("stage")),
            in.required("code"),
            in.required("text"),
            Boolean.TRUE.equals(in.flag("told")));
      } catch (IllegalArgumentException e) {
        throw new IOException("no such stage");
      }
    }
  }
}
