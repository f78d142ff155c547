package dev.facepay.device.edge;

import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /v1/payments}. A repeat must be equal field by field.
 *
 * @param channel {@code face} or {@code code}
 * @param totalFee fen
 */
public record PayBody(
    String orderNo,
    int attempt,
    String authCode,
    long totalFee,
    String body,
    String channel,
    @Nullable String detail,
    @Nullable String attach,
    @Nullable String goodsTag,
    @Nullable String limitPay,
    @Nullable String receipt,
    @Nullable String profitSharing) {

  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("order_no", orderNo);
    json.addProperty("attempt", attempt);
    json.addProperty("auth_code", authCode);
    json.addProperty("total_fee", totalFee);
    json.addProperty("body", body);
    json.addProperty("channel", channel);
    put(json, "detail", detail);
    put(json, "attach", attach);
    put(json, "goods_tag", goodsTag);
    put(json, "limit_pay", limitPay);
    put(json, "receipt", receipt);
    put(json, "profit_sharing", profitSharing);
    return json;
  }

  @Override
  public String toString() {
    return "PayBody[" + orderNo + ", " + attempt + "]";
  }

  private static void put(JsonObject json, String field, @Nullable String value) {
    if (value != null) {
      json.addProperty(field, value);
    }
  }
}
