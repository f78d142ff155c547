package dev.facepay.console.fold;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What follows from a story.
 *
 * @param state the newest version's; without one, what the requests came to
 * @param day WeChat's, UTC+8: of the payment where there is one, as on WeChat's bill, else of the
 *     request
 * @param attention what a person must look at: told and not resolved, sorted
 * @param attentionSince the oldest of these
 */
public record Standing(
    Outcome outcome,
    Optional<Entry> state,
    LocalDate day,
    List<String> attention,
    Optional<Instant> attentionSince) {

  /** WeChat's bills count days by this clock. */
  public static final ZoneOffset WECHAT_ZONE = ZoneOffset.ofHours(8);

  public static Standing of(Story story) {
    Optional<Entry> newest =
        story.entries().values().stream()
            .filter(entry -> entry.version() > 0)
            .max(Comparator.comparing(Entry::version).thenComparing(Entry.IN_TIME.reversed()));
    List<Entry> open = openAttention(story);
    return new Standing(
        outcome(story, newest),
        newest,
        day(story, newest),
        List.copyOf(new TreeSet<>(open.stream().map(entry -> entry.text("reason")).toList())),
        open.stream().map(Entry::at).min(Comparator.naturalOrder()));
  }

  /** When it was settled; empty while a stage works on it, or if none ever did. */
  public Optional<Instant> settledAt() {
    return outcome.open() || outcome == Outcome.REJECTED ? Optional.empty() : state.map(Entry::at);
  }

  private static Outcome outcome(Story story, Optional<Entry> newest) {
    if (newest.isEmpty() || newest.get().version() == 1) {
      return wasRejected(story) ? Outcome.REJECTED : Outcome.REQUESTED;
    }
    return switch (newest.get().type()) {
      case "payment.unknown" -> Outcome.UNKNOWN;
      case "payment.reverse-needed" -> Outcome.REVERSING;
      case "payment.succeeded" -> Outcome.SUCCEEDED;
      case "payment.failed" -> Outcome.FAILED;
      case "payment.reversed" -> Outcome.REVERSED;
      default -> throw new IllegalStateException(newest.get().type() + " is no state");
    };
  }

  /** Each request was refused, and there was a refusal. */
  private static boolean wasRejected(Story story) {
    List<String> refused =
        story.entries().values().stream()
            .filter(entry -> entry.is("request-rejected"))
            .map(Standing::request)
            .toList();
    return !refused.isEmpty()
        && story.entries().values().stream()
            .filter(entry -> entry.is("requested"))
            .allMatch(entry -> refused.contains(request(entry)));
  }

  private static String request(Entry entry) {
    return entry.text("fingerprint") + "/" + entry.number("requested_at");
  }

  private static LocalDate day(Story story, Optional<Entry> newest) {
    Instant counted =
        newest
            .filter(entry -> entry.is("succeeded"))
            .map(entry -> Instant.ofEpochMilli(entry.number("paid_at")))
            .orElse(story.ref().requestedAt());
    return counted.atOffset(WECHAT_ZONE).toLocalDate();
  }

  private static List<Entry> openAttention(Story story) {
    List<String> resolved =
        story.entries().values().stream()
            .filter(entry -> entry.is("attention-resolved"))
            .map(entry -> entry.text("reason"))
            .toList();
    return story.entries().values().stream()
        .filter(entry -> entry.is("attention-needed"))
        .filter(entry -> !resolved.contains(entry.text("reason")))
        .toList();
  }
}
