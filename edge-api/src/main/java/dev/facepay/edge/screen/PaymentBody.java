package dev.facepay.edge.screen;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.edge.desk.PaymentView;
import dev.facepay.edge.desk.Sight;
import dev.facepay.edge.desk.Standing;
import dev.facepay.payment.Money;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.WireName;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** A payment as it is told to a device. */
@Schema(
    name = "Payment",
    description =
        "One attempt to be paid. Once `final` is true nothing changes any more; once `paid` is"
            + " true or false it stays so.")
public record PaymentBody(
    @Schema(
            description = "`mch_id:out_trade_no`",
            example = "1900000109:20261122S017D03000042",
            requiredMode = RequiredMode.REQUIRED)
        String id,
    @JsonProperty("order_no") @Schema(example = "20261122S017D03000042") String orderNo,
    @Schema(example = "1") int attempt,
    @JsonProperty("out_trade_no")
        @Schema(
            description = "WeChat's name for the attempt: the order number, then `order-N`.",
            example = "20261122S017D03000042")
        String outTradeNo,
    @Schema(requiredMode = RequiredMode.REQUIRED) State state,
    @Schema(
            description = "True or false once it is known, null until then.",
            types = {"boolean", "null"})
        @Nullable Boolean paid,
    @JsonProperty("final") @Schema(requiredMode = RequiredMode.REQUIRED) boolean isFinal,
    @JsonProperty("next_action")
        @Schema(
            description = "What the device does now. Treat a value that you do not know as WAIT.",
            requiredMode = RequiredMode.REQUIRED)
        NextAction nextAction,
    @Schema(
            description = "Why, as a stable word; null if there is nothing to say.",
            example = "not_enough",
            types = {"string", "null"})
        @Nullable String reason,
    Message message,
    @JsonProperty("total_fee") @Schema(description = "Fen (1/100 CNY).", example = "1280")
        long totalFee,
    @Schema(example = "CNY") String currency,
    @JsonProperty("transaction_id")
        @Schema(
            description = "WeChat's number of the payment, once it is paid.",
            example = "4200000000202611220000000001",
            types = {"string", "null"})
        @Nullable String transactionId,
    @Schema(description = "Rises with each change of state.", example = "2") int version,
    @JsonProperty("requested_at") @Schema(format = "date-time") String requestedAt,
    @JsonProperty("updated_at") @Schema(format = "date-time") String updatedAt,
    @JsonProperty("deadline_at")
        @Schema(
            format = "date-time",
            description = "By then `paid` is known, or `next_action` is CALL_STAFF.")
        String deadlineAt,
    Links links) {

  /** Short texts for the buyer. */
  @Schema(name = "Message", description = "A short text for the buyer's screen.")
  public record Message(@Schema(example = "支付成功") String zh, @Schema(example = "Paid") String en) {}

  /** Where to go on. */
  @Schema(name = "Links")
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
