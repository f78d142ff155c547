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
final class ReportBook {

  private static final String REPORTS = "reports";
  private static final String TRADES = "trades";
  private static final int HEARD_MAX = 500;

  private final Journal journal;
  private final TerminalListener listener;
  private final Map<String, ReportEntry> reports = new LinkedHashMap<>();
  private final Map<String, TradeBody> trades = new LinkedHashMap<>();

  ReportBook(Journal journal, TerminalListener listener) {
    this.journal = journal;
    this.listener = listener;
  }

  /** False if the disk cannot be read now. */
  boolean load() {
    try {
      for (Json one : notes(REPORTS)) {
        ReportEntry entry = ReportEntry.read(one).restarted();
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

  @Nullable ReportEntry find(String id) {
    return reports.get(id);
  }

  List<ReportEntry> unheard() {
    List<ReportEntry> all = new ArrayList<>(reports.values());
    all.removeIf(ReportEntry::told);
    return all;
  }

  @Nullable TradeBody nextTrade() {
    Iterator<TradeBody> first = trades.values().iterator();
    return first.hasNext() ? first.next() : null;
  }

  /** False if it is not on the disk; what was stored before still is. */
  boolean store(ReportEntry entry) {
    // Put last, as the newest.
    ReportEntry before = reports.remove(entry.id());
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
    Iterator<ReportEntry> oldest = reports.values().iterator();
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
}
