package dev.facepay.console.bill;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.payment.BillFact.Difference;
import dev.facepay.payment.BillFact.DifferenceExplained;
import dev.facepay.payment.BillFact.DifferenceFound;
import org.jspecify.annotations.Nullable;

/**
 * A difference as people see it.
 *
 * @param ours what our facts say, in words; empty if nothing
 * @param theirs what the bill says, in words; empty if nothing
 * @param gateway what WeChat answered when it was asked
 * @param attentionSince left out once it is explained
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DifferenceView(
    String id,
    @JsonProperty("merchant_id") String merchant,
    String day,
    String kind,
    @JsonProperty("out_trade_no") String outTradeNo,
    @Nullable String refund,
    @JsonProperty("store_id") @Nullable String store,
    @JsonProperty("transaction_id") @Nullable String transactionId,
    String ours,
    String theirs,
    @JsonProperty("ours_fen") @Nullable Long oursFen,
    @JsonProperty("theirs_fen") @Nullable Long theirsFen,
    String gateway,
    @JsonProperty("found_at") String foundAt,
    @JsonProperty("attention_since") @Nullable String attentionSince,
    @JsonProperty("explained_at") @Nullable String explainedAt) {

  /**
   * @param told with what was found: else it is shown nowhere
   */
  static DifferenceView of(String id, BillHistory told) {
    DifferenceFound found = told.find(DifferenceFound.class).orElseThrow();
    Difference difference = found.difference();
    String foundAt = difference.foundAt().toString();
    String explainedAt =
        told.find(DifferenceExplained.class).map(it -> it.occurredAt().toString()).orElse(null);
    return new DifferenceView(
        id,
        found.merchant().value(),
        found.day().toString(),
        difference.kind().wire(),
        difference.outTradeNo(),
        difference.refund(),
        found.store() == null ? null : found.store().value(),
        found.transactionId(),
        found.ours(),
        found.theirs(),
        found.oursFen(),
        found.theirsFen(),
        found.gateway(),
        foundAt,
        explainedAt == null ? foundAt : null,
        explainedAt);
  }
}
