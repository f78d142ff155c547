package dev.facepay.wechat;

import dev.facepay.wechat.call.MicropayRequest;
import dev.facepay.wechat.merchant.Merchant;
import dev.facepay.wechat.merchant.Secret;
import dev.facepay.wechat.merchant.SignType;
import dev.facepay.wechat.wire.MessageXml;
import dev.facepay.wechat.wire.Signing;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A merchant, a payment, and what WeChat answers to it. */
public final class Samples {

  public static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
  public static final String CODE = "134567890123456789";
  public static final Secret KEY = new Secret("192006250b4c09247ec02edce69f6a2d");

  private Samples() {}

  public static Merchant merchant() {
    return merchant(SignType.MD5);
  }

  public static Merchant merchant(SignType type) {
    return new Merchant("1900000109", "wxd930ea5d5a258f4f", KEY, type, null, Map.of("88", "wxsub"));
  }

  public static MicropayRequest payment() {
    return MicropayRequest.of("1900000109", "T-1", 1280, CODE, "Shop 17", "10.0.0.7");
  }

  /** What WeChat answers to {@link #payment()}; not signed yet. */
  public static Map<String, String> paid() {
    Map<String, String> fields = success();
    fields.put("openid", "oUpF8uMuAJO");
    fields.put("trade_type", "MICROPAY");
    fields.put("bank_type", "CMB_CREDIT");
    fields.put("fee_type", "CNY");
    fields.put("total_fee", "1280");
    fields.put("cash_fee", "1200");
    fields.put("transaction_id", "4200001234202611220000000001");
    fields.put("out_trade_no", "T-1");
    fields.put("time_end", "20261122160001");
    fields.put("field_of_next_year", "signed too");
    return fields;
  }

  public static Map<String, String> success() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("return_code", "SUCCESS");
    fields.put("return_msg", "OK");
    fields.put("appid", "wxd930ea5d5a258f4f");
    fields.put("mch_id", "1900000109");
    fields.put("nonce_str", "5K8264ILTKCH16CQ");
    fields.put("result_code", "SUCCESS");
    return fields;
  }

  public static Map<String, String> failed(String code) {
    Map<String, String> fields = success();
    fields.put("result_code", "FAIL");
    fields.put("err_code", code);
    fields.put("err_code_des", "because");
    return fields;
  }

  public static Map<String, String> with(Map<String, String> fields, String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(fields);
    changed.put(name, value);
    return changed;
  }

  public static Map<String, String> without(Map<String, String> fields, String name) {
    Map<String, String> changed = new LinkedHashMap<>(fields);
    changed.remove(name);
    return changed;
  }

  /** Signed by WeChat, that is, with the merchant's key. */
  public static String signed(Map<String, String> fields, Merchant merchant) {
    return MessageXml.write(
        with(fields, "sign", Signing.sign(fields, merchant.apiKey(), merchant.signType())));
  }

  public static String signed(Map<String, String> fields) {
    return signed(fields, merchant());
  }
}
