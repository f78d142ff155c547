package dev.facepay.standalone.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment as the edge told it to a device.
 *
 * @param paid null as long as nobody knows
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PaymentSeen(
    String id,
    @JsonProperty("order_no") String orderNo,
    int attempt,
    @JsonProperty("out_trade_no") String outTradeNo,
    String state,
    @Nullable Boolean paid,
    @JsonProperty("final") boolean isFinal,
    @JsonProperty("next_action") String nextAction,
    @Nullable String reason,
    Message message,
    @JsonProperty("total_fee") long totalFen,
    @JsonProperty("transaction_id") @Nullable String transactionId,
    int version,
    @JsonProperty("requested_at") Instant requestedAt,
    @JsonProperty("updated_at") Instant updatedAt) {

  /** What stands on the buyer's screen. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Message(String zh, String en) {}

  /** Whether the device may show a result: from then on {@code paid} never changes. */
  public boolean known() {
    return paid != null;
  }

  public boolean succeeded() {
    return "SUCCEEDED".equals(state);
  }

  /** The merchant's number, from the id. */
  public String merchant() {
    return id.substring(0, id.indexOf(':'));
  }
}
