package dev.facepay.bench;

import java.util.List;
import java.util.Map;

/**
 * All that one run has found.
 *
 * @param verdicts by contender: devices' answers against the gateway's journal
 * @param checks aims and whether they were reached
 */
record Report(
    Map<String, String> machine,
    Map<String, String> settings,
    List<Saturation> saturations,
    List<Row> rows,
    Map<String, Verdict> verdicts,
    List<Check> checks) {

  /** An aim; it is told, not enforced: machines differ. */
  record Check(String aim, String found, boolean reached) {}
}
