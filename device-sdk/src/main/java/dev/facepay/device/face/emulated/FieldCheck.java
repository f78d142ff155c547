package dev.facepay.device.face.emulated;

import dev.facepay.device.face.request.SdkCall;
import dev.facepay.device.face.request.SdkVersion;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the emulated SDK takes, written from WeChat's tables and not from our own requests, so that
 * it can tell when those are wrong.
 */
final class FieldCheck {

  private static final Set<String> INIT =
      Set.of("ip", "port", "user", "passwd", "proxy_type", "tcp_port", "perform_mode");
  private static final Set<String> FACE_CODE =
      Set.of(
          "appid",
          "mch_id",
          "sub_appid",
          "sub_mch_id",
          "store_id",
          "openid",
          "telephone",
          "out_trade_no",
          "total_fee",
          "face_authtype",
          "authinfo",
          "ask_ret_page",
          "face_code_type",
          "ignore_update_pay_result",
          "screen_index",
          "overlay_option");
  private static final Set<String> PAY_RESULT =
      Set.of("appid", "mch_id", "store_id", "authinfo", "payresult");

  private FieldCheck() {}

  /**
   * The first field that is wrong, or null.
   *
   * @param shop the sub-merchant that a service provider's calls must name, or null
   */
  static @Nullable String wrong(
      SdkCall call, Map<String, ?> info, SdkVersion version, @Nullable String shop) {
    boolean named =
        call == SdkCall.FACE_CODE
            || call == SdkCall.REPORT_ORDER
            || call == SdkCall.ENABLE_FIREWALL
            || call == SdkCall.DISABLE_FIREWALL;
    if (named && shop != null && !shop.equals(info.get("sub_mch_id"))) {
      return "sub_mch_id";
    }
    return wrong(call, info, version);
  }

  private static @Nullable String wrong(SdkCall call, Map<String, ?> info, SdkVersion version) {
    return switch (call) {
      case INIT -> init(info, version);
      case FACE_CODE -> faceCode(info);
      case UPDATE_PAY_RESULT ->
          first(others(info, PAY_RESULT), required(info, PAY_RESULT.toArray(new String[0])));
      case QUIT -> others(info, Set.of("toast_text"));
      case REPORT_PAYCODE ->
          first(others(info, Set.of("auth_code")), shaped(info, "auth_code", "1[0-5][0-9]{16}"));
      case REPORT_ORDER ->
          first(
              others(info, Set.of("mch_id", "sub_mch_id", "out_trade_no")),
              required(info, "mch_id", "out_trade_no"));
      case RAWDATA, ENABLE_FIREWALL, DISABLE_FIREWALL, RELEASE -> null;
    };
  }

  private static @Nullable String init(Map<String, ?> info, SdkVersion version) {
    for (Map.Entry<String, ?> field : info.entrySet()) {
      boolean number = field.getKey().equals("proxy_type");
      if (!INIT.contains(field.getKey())
          || !(number ? field.getValue() instanceof Integer : field.getValue() instanceof String)) {
        return field.getKey();
      }
    }
    boolean twelve = info.containsKey("proxy_type") || info.containsKey("tcp_port");
    if (twelve && !version.isAtLeast(new SdkVersion(2, 12))) {
      return "proxy_type";
    }
    if (info.containsKey("perform_mode") && !version.isAtLeast(new SdkVersion(2, 13))) {
      return "perform_mode";
    }
    return null;
  }

  private static @Nullable String faceCode(Map<String, ?> info) {
    String always =
        first(
            others(info, FACE_CODE),
            required(
                info,
                "appid",
                "mch_id",
                "store_id",
                "face_authtype",
                "authinfo",
                "face_code_type"));
    if (always != null) {
      return always;
    }
    boolean full = "0".equals(info.get("face_code_type"));
    if (full || info.containsKey("out_trade_no") || info.containsKey("total_fee")) {
      return first(
          required(info, "out_trade_no", "total_fee"), shaped(info, "total_fee", "[1-9][0-9]*"));
    }
    return null;
  }

  /** All keys and values are strings. */
  private static @Nullable String others(Map<String, ?> info, Set<String> names) {
    for (Map.Entry<String, ?> field : info.entrySet()) {
      if (!names.contains(field.getKey()) || !(field.getValue() instanceof String)) {
        return field.getKey();
      }
    }
    return null;
  }

  private static @Nullable String required(Map<String, ?> info, String... names) {
    for (String name : names) {
      if (!(info.get(name) instanceof String text) || text.isEmpty()) {
        return name;
      }
    }
    return null;
  }

  private static @Nullable String shaped(Map<String, ?> info, String name, String shape) {
    return info.get(name) instanceof String text && text.matches(shape) ? null : name;
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
    return one == null ? other : one;
  }
}
