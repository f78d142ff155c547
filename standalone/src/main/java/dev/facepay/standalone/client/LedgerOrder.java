package dev.facepay.standalone.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What the gateway's ledger says of one order number.
 *
 * @param heldFen what the merchant holds now: charges less reversals
 */
@JsonIgnoreProperties(ignoreUnknown = true)
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

  /** Money that was taken, and perhaps given back. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Charge(String transactionId, long fen) {}
}
