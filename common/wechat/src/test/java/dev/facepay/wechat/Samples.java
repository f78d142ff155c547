package dev.facepay.wechat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A merchant, a payment, and what WeChat answers to it. */
final class Samples {

  static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
  static final String CODE = "134567890123456789";
  static final Secret KEY = new Secret("192006250b4c09247ec02edce69f6a2d");

  private Samples() {}

  static Merchant merchant() {
    return merchant(SignType.MD5);
  }

  static Merchant merchant(SignType type) {
    return new Merchant("1900000109", "wxd930ea5d5a258f4f", KEY, type, null, Map.of("88", "wxsub"));
  }

  static Micropay.Request payment() {
    return Samples.request("1900000109", "T-1", 1280, CODE, "Shop 17", "10.0.0.7");
  }

  static Micropay.Request request(
      String mchId, String number, long fen, String code, String body, String ip) {
    Micropay.Extras none =
        new Micropay.Extras(null, null, null, null, null, null, null, null, null, null, null);
    return new Micropay.Request(mchId, null, number, fen, code, body, ip, none);
  }

  static Micropay.Request withSubMchId(Micropay.Request it, String subMchId) {
    return new Micropay.Request(
        it.mchId(),
        subMchId,
        it.outTradeNo(),
        it.totalFeeFen(),
        it.authCode(),
        it.body(),
        it.spbillCreateIp(),
        it.extras());
  }

  static Micropay.Request withExtras(Micropay.Request it, Micropay.Extras extras) {
    return new Micropay.Request(
        it.mchId(),
        it.subMchId(),
        it.outTradeNo(),
        it.totalFeeFen(),
        it.authCode(),
        it.body(),
        it.spbillCreateIp(),
        extras);
  }

  /** What WeChat answers to {@link #payment()}; not signed yet. */
  static Map<String, String> paid() {
    Map<String, String> fields = success();
    fields.put("openid", "oUpF8uMuAJO");
    fields.put("trade_type", "MICROPAY");
    fields.put("bank_type", "CMB_CREDIT");
    fields.put("fee_type", "CNY");
    fields.put("total_fee", "1280");
    fields.put("cash_fee", "1200");
    fields.put("coupon_fee", "80");
    fields.put("transaction_id", "4200001234202611220000000001");
    fields.put("out_trade_no", "T-1");
    fields.put("time_end", "20261122160001");
    fields.put("field_of_next_year", "signed too");
    return fields;
  }

  static Map<String, String> success() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("return_code", "SUCCESS");
    fields.put("return_msg", "OK");
    fields.put("appid", "wxd930ea5d5a258f4f");
    fields.put("mch_id", "1900000109");
    fields.put("nonce_str", "5K8264ILTKCH16CQ");
    fields.put("result_code", "SUCCESS");
    return fields;
  }

  static Map<String, String> failed(String code) {
    Map<String, String> fields = success();
    fields.put("result_code", "FAIL");
    fields.put("err_code", code);
    fields.put("err_code_des", "because");
    return fields;
  }

  static Map<String, String> with(Map<String, String> fields, String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(fields);
    changed.put(name, value);
    return changed;
  }

  static Map<String, String> without(Map<String, String> fields, String name) {
    Map<String, String> changed = new LinkedHashMap<>(fields);
    changed.remove(name);
    return changed;
  }

  /** Signed by WeChat, that is, with the merchant's key. */
  static String signed(Map<String, String> fields, Merchant merchant) {
    return MessageXml.write(
        with(fields, "sign", Signing.sign(fields, merchant.apiKey(), merchant.signType())));
  }

  static String signed(Map<String, String> fields) {
    return signed(fields, merchant());
  }
}
