package dev.facepay.device.face.request;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A trade that was not a face payment, once it has succeeded (spec section 8). */
public sealed interface TradeReport {

  Map<String, String> toMap();

  /**
   * {@code reportPaycode}, preferred where the device has the WeChat payment code; since 2.11.
   *
   * @param authCode 18 digits that begin with 10 to 15
   */
  record ByPaycode(String authCode) implements TradeReport {
    public ByPaycode {
      Fields.paymentCode(authCode);
    }

    @Override
    public Map<String, String> toMap() {
      Map<String, String> map = new LinkedHashMap<>();
      map.put("auth_code", authCode);
      return map;
    }

    @Override
    public String toString() {
      return "ByPaycode[]";
    }
  }

  /**
   * {@code reportOrder}; since 1.12.
   *
   * @param mchId the provider's in service-provider mode
   * @param subMchId in service-provider mode only
   */
  record ByOrder(String mchId, @Nullable String subMchId, String outTradeNo)
      implements TradeReport {
    public ByOrder {
      Fields.require("mch_id", mchId);
      Fields.atMost("sub_mch_id", subMchId, 32);
      Fields.require("out_trade_no", outTradeNo);
      Fields.outTradeNo(outTradeNo);
    }

    @Override
    public Map<String, String> toMap() {
      Map<String, String> map = new LinkedHashMap<>();
      map.put("mch_id", mchId);
      Fields.put(map, "sub_mch_id", subMchId);
      map.put("out_trade_no", outTradeNo);
      return map;
    }
  }
}
