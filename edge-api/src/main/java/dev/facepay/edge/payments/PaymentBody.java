package dev.facepay.edge.payments;

import com.fasterxml.jackson.annotation.JsonProperty;
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
record PaymentBody(
    String id,
    @JsonProperty("order_no") String orderNo,
    int attempt,
    @JsonProperty("out_trade_no") String outTradeNo,
    State state,
    @Nullable Boolean paid,
    @JsonProperty("final") boolean isFinal,
    @JsonProperty("next_action") Guidance.NextAction nextAction,
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

  /** Where a payment stands, in a device's words. */
  enum State {
    /** Handed over to be paid; nothing is known yet. */
    PROCESSING,
    /** WeChat was asked and its answer does not say; it is being asked again. */
    WAITING,
    /** Not paid, and nothing will be kept. */
    REVERSING,
    SUCCEEDED,
    FAILED,
    REVERSED
  }

  /** Short texts for the buyer. */
  record Message(String zh, String en) {}

  /** Where to go on. */
  record Links(String self, String events, String cancel) {}

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  static PaymentBody of(PaymentView view) {
    PaymentSnapshot snapshot = view.snapshot();
    PaymentRef payment = snapshot.payment();
    Guidance guidance = Guidance.of(snapshot, view.overdue());
    String self = path(payment);
    return new PaymentBody(
        payment.id().toString(),
        payment.orderNo().value(),
        payment.attempt(),
        payment.id().outTradeNo().value(),
        state(snapshot.status()),
        snapshot.paid(),
        snapshot.isFinal(),
        guidance.nextAction(),
        reason(snapshot.status()),
        new Message(guidance.zh(), guidance.en()),
        payment.amount().fen(),
        Money.CURRENCY,
        snapshot.status() instanceof PaymentStatus.Paid paid ? paid.transactionId() : null,
        snapshot.version(),
        time(payment.requestedAt()),
        time(snapshot.updatedAt()),
        time(view.deadlineAt()),
        new Links(self, self + "/events", self + "/cancel"));
  }

  /** The payment's address; order numbers may have characters that an address may not. */
  private static String path(PaymentRef payment) {
    return "/v1/payments/"
        + payment.id().merchant()
        + ":"
        + URLEncoder.encode(payment.id().outTradeNo().value(), StandardCharsets.UTF_8);
  }

  private static State state(PaymentStatus status) {
    return switch (status) {
      case PaymentStatus.Processing s -> State.PROCESSING;
      case PaymentStatus.Waiting s -> State.WAITING;
      case PaymentStatus.Reversing s -> State.REVERSING;
      case PaymentStatus.Paid s -> State.SUCCEEDED;
      case PaymentStatus.NotPaid s -> State.FAILED;
      case PaymentStatus.Reversed s -> State.REVERSED;
      case PaymentStatus.Refused s ->
          throw new IllegalStateException("a refusal is told as a problem");
    };
  }

  private static @Nullable String reason(PaymentStatus status) {
    WireName reason =
        switch (status) {
          case PaymentStatus.Processing s -> null;
          case PaymentStatus.Waiting s -> s.reason();
          case PaymentStatus.Reversing s -> s.reason();
          case PaymentStatus.Paid s -> null;
          case PaymentStatus.NotPaid s -> s.reason();
          case PaymentStatus.Reversed s -> s.how();
          case PaymentStatus.Refused s -> s.reason();
        };
    return reason == null ? null : reason.wire();
  }

  private static String time(Instant time) {
    return TIME.format(time);
  }
}
