package dev.facepay.device.face.request;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code getWxpayfaceCode}: opens the SDK's scan page. Not to be called from within a second-screen
 * presentation.
 *
 * @param appid required
 * @param mchId required
 * @param subAppid at most 32 characters
 * @param subMchId in service-provider mode only, at most 32 characters
 * @param storeId required
 * @param quick a buyer whom the App knows already
 * @param outTradeNo required when {@code paymentCode} is false; the payment call's own
 * @param totalFee fen, greater than 0; required when {@code paymentCode} is false
 * @param authType what the face is for
 * @param authinfo the credential, required
 * @param paymentCode {@code face_code_type} 1: an 18-digit payment code
 * @param ignoreUpdatePayResult whether the App will not call updateWxpayfacePayResult; no effect
 *     from 2.13
 * @param page how the page looks and ends
 */
public record ScanRequest(
    String appid,
    String mchId,
    @Nullable String subAppid,
    @Nullable String subMchId,
    String storeId,
    QuickPay quick,
    @Nullable String outTradeNo,
    @Nullable Long totalFee,
    AuthType authType,
    String authinfo,
    boolean paymentCode,
    boolean ignoreUpdatePayResult,
    Page page) {

  private static final int SUB_ID_MAX = 32;
  private static final int AUTHINFO_MAX = 4096;

  /** {@code face_authtype}; the last two need a permission from WeChat. */
  public enum AuthType {
    FACEPAY,
    /** The payment comes later. */
    FACEPAY_DELAY,
    /** The buyer's identity, by real name; no payment. */
    FACE_AUTH
  }

  /** {@code screen_index}. */
  public enum Screen {
    MAIN(0),
    SECOND(1),
    BOTH(2),
    FORCED_SECOND(3),
    SCAN_SECOND_GUIDE_MAIN(4);

    private final int wire;

    Screen(int wire) {
      this.wire = wire;
    }
  }

  /**
   * How the SDK's page looks and ends.
   *
   * @param screen where to show
   * @param overlay whether to force the page above other apps
   * @param askRetPage whether the SDK shows its success page; no effect from 2.13
   */
  public record Page(Screen screen, boolean overlay, boolean askRetPage) {

    /** On the main screen, by WeChat's defaults. */
    public static Page usual() {
      return new Page(Screen.MAIN, false, false);
    }
  }

  /**
   * A buyer whom the App knows already pays without being asked who it is. With both, the telephone
   * number is what WeChat checks.
   *
   * @param openid from getWxpayfaceUserInfo, at most 128 characters
   * @param telephone 1 to 20 digits; the bound is ours
   */
  public record QuickPay(@Nullable String openid, @Nullable String telephone) {

    public QuickPay {
      Fields.atMost("openid", openid, 128);
      Fields.atMost("telephone", telephone, 20);
      Fields.digits("telephone", telephone);
    }

    /** A buyer of whom nothing is known. */
    public static QuickPay none() {
      return new QuickPay(null, null);
    }

    /** Without the buyer. */
    @Override
    public String toString() {
      return "QuickPay[]";
    }
  }

  public ScanRequest {
    Fields.require("appid", appid);
    Fields.require("mch_id", mchId);
    Fields.require("store_id", storeId);
    Fields.require("authinfo", authinfo, AUTHINFO_MAX);
    Fields.atMost("sub_appid", subAppid, SUB_ID_MAX);
    Fields.atMost("sub_mch_id", subMchId, SUB_ID_MAX);
    Fields.outTradeNo(outTradeNo);
    if (subAppid != null && subMchId == null) {
      throw new IllegalArgumentException("sub_appid stands beside sub_mch_id");
    }
    if (totalFee != null && totalFee <= 0) {
      throw new IllegalArgumentException("total_fee is greater than 0");
    }
    if (!paymentCode && (outTradeNo == null || totalFee == null)) {
      throw new IllegalArgumentException(
          "out_trade_no and total_fee are required when face_code_type is 0");
    }
  }

  /** All keys and values are strings. */
  public Map<String, String> toMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("appid", appid);
    map.put("mch_id", mchId);
    Fields.put(map, "sub_appid", subAppid);
    Fields.put(map, "sub_mch_id", subMchId);
    map.put("store_id", storeId);
    Fields.put(map, "openid", quick.openid);
    Fields.put(map, "telephone", quick.telephone);
    Fields.put(map, "out_trade_no", outTradeNo);
    Fields.put(map, "total_fee", totalFee == null ? null : Long.toString(totalFee));
    map.put("face_authtype", authType.name());
    map.put("authinfo", authinfo);
    map.put("ask_ret_page", flag(page.askRetPage));
    map.put("face_code_type", flag(paymentCode));
    map.put("ignore_update_pay_result", flag(ignoreUpdatePayResult));
    map.put("screen_index", Integer.toString(page.screen.wire));
    map.put("overlay_option", flag(page.overlay));
    return map;
  }

  /** Without credential and buyer. */
  @Override
  public String toString() {
    return "ScanRequest[" + mchId + ", " + storeId + ", " + outTradeNo + "]";
  }

  private static String flag(boolean value) {
    return value ? "1" : "0";
  }
}
