package dev.facepay.device.edge;

import com.google.gson.JsonObject;
import dev.facepay.device.json.Json;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A trade that was paid on this device, but not through FacePay.
 *
 * @param outTradeNo the merchant's number of it at WeChat
 * @param totalFee fen
 * @param authCode the payment code, or null if the device has none
 * @param orderNo the shop's own number of it, 1 to 64 letters, digits or _-|*, or null; people find
 *     the trade by it
 * @param transactionId WeChat's number of it, or null; found by it too
 */
public record TradeBody(
    String outTradeNo,
    long totalFee,
    Instant paidAt,
    @Nullable String authCode,
    @Nullable String orderNo,
    @Nullable String transactionId) {

  /** A trade without other numbers. */
  public TradeBody(String outTradeNo, long totalFee, Instant paidAt, @Nullable String authCode) {
    this(outTradeNo, totalFee, paidAt, authCode, null, null);
  }

  public JsonObject json() {
    JsonObject out = new JsonObject();
    out.addProperty("out_trade_no", outTradeNo);
    out.addProperty("total_fee", totalFee);
    out.addProperty("paid_at", paidAt.toString());
    put(out, "auth_code", authCode);
    put(out, "order_no", orderNo);
    put(out, "transaction_id", transactionId);
    return out;
  }

  private static void put(JsonObject out, String name, @Nullable String value) {
    if (value != null) {
      out.addProperty(name, value);
    }
  }

  /**
   * @throws IOException if it is not what {@link #json} made
   */
  public static TradeBody read(Json in) throws IOException {
    try {
      return new TradeBody(
          in.required("out_trade_no"),
          in.number("total_fee"),
          Instant.parse(in.required("paid_at")),
          in.text("auth_code"),
          in.text("order_no"),
          in.text("transaction_id"));
    } catch (DateTimeException e) {
      throw new IOException("no time in paid_at");
    }
  }

  /** Without the code. */
  @Override
  public String toString() {
    return "TradeBody[" + outTradeNo + "]";
  }
}
