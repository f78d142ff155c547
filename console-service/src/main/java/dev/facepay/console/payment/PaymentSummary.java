package dev.facepay.console.payment;

import dev.facepay.console.documents.DaySums;
import dev.facepay.payment.Stage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What follows from a history.
 *
 * @param state the newest version's; without one, what the requests came to
 * @param day WeChat's, UTC+8: of the payment where there is one, as on WeChat's bill, else of the
 *     request
 * @param answeredAt when the device could first be told whether the goods may go: the payment was
 *     settled, or its money was to go back
 * @param wasUnknown whether its outcome was unknown at some time
 * @param attention what a person must look at: told and not resolved, sorted
 * @param attentionSince the oldest of these
 * @param attentionLast the newest of these
 */
public record PaymentSummary(
    PaymentState outcome,
    Optional<HistoryEntry> state,
    LocalDate day,
    Optional<Instant> answeredAt,
    boolean wasUnknown,
    List<String> attention,
    Optional<Instant> attentionSince,
    Optional<Instant> attentionLast) {

  /** WeChat's bills count days by this clock. */
  public static final ZoneOffset WECHAT_ZONE = DaySums.WECHAT_ZONE;

  public static PaymentSummary of(PaymentHistory history) {
    Optional<HistoryEntry> newest =
        history.entries().values().stream()
            .filter(entry -> entry.version() > 0)
            .max(
                Comparator.comparing(HistoryEntry::version)
                    .thenComparing(HistoryEntry.IN_TIME.reversed()));
    List<HistoryEntry> open = openAttention(history);
    return new PaymentSummary(
        outcome(history, newest),
        newest,
        day(history, newest),
        history.entries().values().stream()
            .filter(PaymentSummary::isAnswer)
            .map(HistoryEntry::at)
            .min(Comparator.naturalOrder()),
        history.entries().values().stream().anyMatch(entry -> entry.is("unknown")),
        List.copyOf(new TreeSet<>(open.stream().map(entry -> entry.text("reason")).toList())),
        open.stream().map(HistoryEntry::at).min(Comparator.naturalOrder()),
        open.stream().map(HistoryEntry::at).max(Comparator.naturalOrder()));
  }

  /** When it was settled; empty while a stage works on it, or if none ever did. */
  public Optional<Instant> settledAt() {
    return outcome.open() || outcome == PaymentState.REJECTED
        ? Optional.empty()
        : state.map(HistoryEntry::at);
  }

  private static boolean isAnswer(HistoryEntry entry) {
    return entry.version() > 1 && !entry.is("unknown");
  }

  private static PaymentState outcome(PaymentHistory history, Optional<HistoryEntry> newest) {
    if (newest.isEmpty() || newest.get().version() == 1) {
      return wasRejected(history) ? PaymentState.REJECTED : PaymentState.REQUESTED;
    }
    return switch (newest.get().type()) {
      case "payment.unknown" -> PaymentState.UNKNOWN;
      case "payment.reverse-needed" -> PaymentState.REVERSING;
      case "payment.succeeded" -> PaymentState.SUCCEEDED;
      case "payment.failed" -> PaymentState.FAILED;
      case "payment.reversed" -> PaymentState.REVERSED;
      default -> throw new IllegalStateException(newest.get().type() + " is no state");
    };
  }

  /** Each request was refused, and there was a refusal. */
  private static boolean wasRejected(PaymentHistory history) {
    List<String> refused =
        history.entries().values().stream()
            .filter(entry -> entry.is("request-rejected"))
            .map(PaymentSummary::request)
            .toList();
    return !refused.isEmpty()
        && history.entries().values().stream()
            .filter(entry -> entry.is("requested"))
            .allMatch(entry -> refused.contains(request(entry)));
  }

  private static String request(HistoryEntry entry) {
    return entry.text("fingerprint") + "/" + entry.number("requested_at");
  }

  private static LocalDate day(PaymentHistory history, Optional<HistoryEntry> newest) {
    Instant counted =
        newest
            .filter(entry -> entry.is("succeeded"))
            .map(entry -> Instant.ofEpochMilli(entry.number("paid_at")))
            .orElse(history.ref().requestedAt());
    return counted.atOffset(WECHAT_ZONE).toLocalDate();
  }

  private static List<HistoryEntry> openAttention(PaymentHistory history) {
    List<HistoryEntry> resolved =
        history.entries().values().stream()
            .filter(entry -> entry.is("attention-resolved"))
            .toList();
    return history.entries().values().stream()
        .filter(entry -> entry.is("attention-needed"))
        .filter(needed -> resolved.stream().noneMatch(entry -> clears(entry, needed)))
        .toList();
  }

  /** A stage needs a person once; of refunds, each may need one for the same reason. */
  private static boolean clears(HistoryEntry resolved, HistoryEntry needed) {
    return resolved.text("reason").equals(needed.text("reason"))
        && (!needed.by().equals(Stage.REFUND.wire()) || !resolved.at().isBefore(needed.at()));
  }
}
