package dev.facepay.device.face.request;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code updateWxpayfacePayResult}: tells SDKs before 2.13 what became of the payment.
 *
 * @param authinfo the credential of the scan
 * @param paid {@code payresult} SUCCESS or ERROR
 */
public record PayResultRequest(
    String appid, String mchId, String storeId, String authinfo, boolean paid) {

  public PayResultRequest {
    Fields.require("appid", appid);
    Fields.require("mch_id", mchId);
    Fields.require("store_id", storeId);
    Fields.require("authinfo", authinfo);
  }

  public Map<String, String> toMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("appid", appid);
    map.put("mch_id", mchId);
    map.put("store_id", storeId);
    map.put("authinfo", authinfo);
    map.put("payresult", paid ? "SUCCESS" : "ERROR");
    return map;
  }

  @Override
  public String toString() {
    return "PayResultRequest[" + mchId + ", " + storeId + ", paid=" + paid + "]";
  }
}
