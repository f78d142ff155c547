package dev.facepay.standalone.payments;

import dev.facepay.standalone.client.Codes;
import dev.facepay.standalone.command.Output;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A payment of the read side, or a trade that was paid elsewhere, and its timeline, for a person at
 * a terminal.
 */
final class TimelineText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  /** Shown in this order, what there is of them. */
  private static final List<String> WORDS =
      List.of(
          "act",
          "who",
          "why",
          "reason",
          "gateway_code",
          "gateway_text",
          "evidence",
          "transaction_id",
          "refund_no",
          "refund_id",
          "receiving_account",
          "tries",
          "try",
          "method",
          "err_code",
          "return_msg");

  private TimelineText() {}

  /**
   * @param payment or a trade: it has no channel
   */
  static List<String> of(Output out, JsonNode payment) {
    List<String> lines = new java.util.ArrayList<>();
    lines.add(
        "%s  %s  %s  shop %s, device %s"
            .formatted(
                out.strong(payment.path("id").asString()),
                state(out, payment),
                Codes.yuan(payment.path("amount_fen").asLong()),
                payment.path("store_id").asString(),
                payment.path("device_id").asString()));
    JsonNode timeline = payment.path("timeline");
    for (JsonNode entry : timeline) {
      Instant at = Instant.parse(entry.path("at").asString());
      Instant first = Instant.parse(timeline.path(0).path("at").asString());
      lines.add(
          "  %s  +%-8s  %-8s %-26s %s"
              .formatted(
                  out.dim(TIME.format(at)),
                  Output.seconds(Duration.between(first, at)),
                  entry.path("by").asString(),
                  entry.path("type").asString(),
                  words(entry.path("details")))
              .stripTrailing());
    }
    JsonNode refunds = payment.path("refunds");
    if (!refunds.isMissingNode()) {
      lines.add(
          "  %s went back, %s are under way, %s are left"
              .formatted(
                  out.strong(Codes.yuan(refunds.path("refunded_fen").asLong())),
                  Codes.yuan(refunds.path("pending_fen").asLong()),
                  Codes.yuan(refunds.path("left_fen").asLong())));
    }
    if (payment.path("attention").asBoolean(false)) {
      lines.add("  " + out.bad("needs a person: " + payment.path("reason").asString()));
    }
    payment
        .path("attention")
        .forEach(reason -> lines.add("  " + out.bad("needs a person: " + reason.asString())));
    return lines;
  }

  private static String state(Output out, JsonNode payment) {
    String state = payment.path("state").asString();
    if (!payment.has("channel")) {
      String report = "paid elsewhere, report " + state;
      return switch (state) {
        case "confirmed" -> out.good(report);
        case "failed" -> out.bad(report);
        default -> out.wary(report);
      };
    }
    return switch (state) {
      case "succeeded" -> out.good(state);
      case "failed", "reversed", "rejected" -> out.wary(state);
      default -> out.bad(state);
    };
  }

  private static String words(JsonNode details) {
    String words =
        WORDS.stream()
            .filter(details::has)
            .map(name -> details.path(name).asString())
            .collect(Collectors.joining(" "));
    return details.has("refund_no")
        ? Codes.yuan(details.path("amount_fen").asLong()) + " " + words
        : words;
  }
}
