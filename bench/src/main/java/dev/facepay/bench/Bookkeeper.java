package dev.facepay.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** Holds each volley against the gateway's journal. */
final class Bookkeeper {

  private final GatewayJournal journal;
  private final Map<String, Verdict> verdicts = new LinkedHashMap<>();

  Bookkeeper(GatewayJournal journal) {
    this.journal = journal;
  }

  /**
   * @param money whether the requests were payments
   */
  Figures book(Target target, Volley volley, boolean money) {
    Map<String, Passage> passages = journal.readOn();
    if (money) {
      verdicts.merge(target.label(), Verdict.of(volley.shots(), passages), Verdict::plus);
    }
    return Figures.of(volley, passages);
  }

  Map<String, Verdict> verdicts() {
    return Map.copyOf(verdicts);
  }
}
