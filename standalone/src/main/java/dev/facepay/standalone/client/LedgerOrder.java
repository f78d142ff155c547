package dev.facepay.standalone.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What the gateway's ledger says of one order number.
 *
 * @param heldFen what the merchant holds now: charges less reversals
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record LedgerOrder(
    String mchId,
    String outTradeNo,
    String state,
    long fen,
    long heldFen,
    int payCalls,
    int queryCalls,
    int reverseCalls,
    List<Charge> charges) {

  /** {@code mch_id:out_trade_no}. */
  public String id() {
    return mchId + ":" + outTradeNo;
  }

  /** Money that was taken, and perhaps given back. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record Charge(String transactionId, long fen) {}
}
