package dev.facepay.edge.screen;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.edge.desk.PaymentView;
import dev.facepay.edge.desk.Sight;
import dev.facepay.edge.desk.Standing;
import dev.facepay.payment.Money;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.WireName;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** A payment as it is told to a device. */
public record PaymentBody(
    String id,
    @JsonProperty("order_no") String orderNo,
    int attempt,
    @JsonProperty("out_trade_no") String outTradeNo,
    State state,
    @Nullable Boolean paid,
    @JsonProperty("final") boolean isFinal,
    @JsonProperty("next_action") NextAction nextAction,
    @Nullable String reason,
    Message message,
    @JsonProperty("total_fee") long totalFee,
    String currency,
    @JsonProperty("transaction_id") @Nullable String transactionId,
    int version,
    @JsonProperty("requested_at") String requestedAt,
    @JsonProperty("updated_at") String updatedAt,
    @JsonProperty("deadline_at") String deadlineAt,
    Links links) {

  /** Short texts for the buyer. */
  public record Message(String zh, String en) {}

  /** Where to go on. */
  public record Links(String self, String events, String cancel) {}

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  public static PaymentBody of(Sight sight) {
    PaymentView view = sight.view();
    PaymentRef payment = view.payment();
    Guidance guidance = Guidance.of(view, sight.overdue());
    String self = path(payment);
    return new PaymentBody(
        payment.id().toString(),
        payment.orderNo().value(),
        payment.attempt(),
        payment.id().outTradeNo().value(),
        state(view.standing()),
        view.paid(),
        view.isFinal(),
        guidance.nextAction(),
        reason(view.standing()),
        new Message(guidance.zh(), guidance.en()),
        payment.amount().fen(),
        Money.CURRENCY,
        view.standing() instanceof Standing.Paid paid ? paid.transactionId() : null,
        view.version(),
        time(payment.requestedAt()),
        time(view.updatedAt()),
        time(sight.deadlineAt()),
        new Links(self, self + "/events", self + "/cancel"));
  }

  /** The payment's address; order numbers may have characters that an address may not. */
  public static String path(PaymentRef payment) {
    return "/v1/payments/"
        + payment.id().merchant()
        + ":"
        + URLEncoder.encode(payment.id().outTradeNo().value(), StandardCharsets.UTF_8);
  }

  private static State state(Standing standing) {
    return switch (standing) {
      case Standing.Processing s -> State.PROCESSING;
      case Standing.Waiting s -> State.WAITING;
      case Standing.Reversing s -> State.REVERSING;
      case Standing.Paid s -> State.SUCCEEDED;
      case Standing.NotPaid s -> State.FAILED;
      case Standing.Reversed s -> State.REVERSED;
      case Standing.Refused s -> throw new IllegalStateException("a refusal is told as a problem");
    };
  }

  private static @Nullable String reason(Standing standing) {
    WireName reason =
        switch (standing) {
          case Standing.Processing s -> null;
          case Standing.Waiting s -> s.reason();
          case Standing.Reversing s -> s.reason();
          case Standing.Paid s -> null;
          case Standing.NotPaid s -> s.reason();
          case Standing.Reversed s -> s.how();
          case Standing.Refused s -> s.reason();
        };
    return reason == null ? null : reason.wire();
  }

  private static String time(Instant time) {
    return TIME.format(time);
  }
}
