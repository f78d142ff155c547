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
 * @param openid from getWxpayfaceUserInfo, for quick payment
 * @param outTradeNo required when {@code paymentCode} is false; the payment call's own
 * @param totalFee fen, greater than 0; required when {@code paymentCode} is false
 * @param authType what the face is for
 * @param authinfo the credential, required
 * @param askRetPage whether the SDK shows its success page; no effect from 2.13
 * @param paymentCode {@code face_code_type} 1: an 18-digit payment code
 * @param ignoreUpdatePayResult whether the App will not call updateWxpayfacePayResult; no effect
 *     from 2.13
 * @param screen where to show
 * @param overlay whether to force the page above other apps
 */
public record ScanRequest(
    String appid,
    String mchId,
    @Nullable String subAppid,
    @Nullable String subMchId,
    String storeId,
    @Nullable String openid,
    @Nullable String outTradeNo,
    @Nullable Long totalFee,
    AuthType authType,
    String authinfo,
    boolean askRetPage,
    boolean paymentCode,
    boolean ignoreUpdatePayResult,
    Screen screen,
    boolean overlay) {

  private static final int SUB_ID_MAX = 32;
  private static final int AUTHINFO_MAX = 4096;

  /** {@code face_authtype}; the last two need a permission from WeChat. */
  public enum AuthType {
    FACEPAY,
    FACEPAY_DELAY,
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

  public ScanRequest {
    Fields.require("appid", appid);
    Fields.require("mch_id", mchId);
    Fields.require("store_id", storeId);
    Fields.require("authinfo", authinfo, AUTHINFO_MAX);
    Fields.atMost("sub_appid", subAppid, SUB_ID_MAX);
    Fields.atMost("sub_mch_id", subMchId, SUB_ID_MAX);
    Fields.atMost("openid", openid, 128);
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

  /** A payment code for an order on the main screen, by WeChat's defaults. */
  public static ScanRequest of(
      String appid, String mchId, String storeId, String authinfo, String outTradeNo, long fen) {
    return new ScanRequest(
        appid,
        mchId,
        null,
        null,
        storeId,
        null,
        outTradeNo,
        fen,
        AuthType.FACEPAY,
        authinfo,
        false,
        true,
        false,
        Screen.MAIN,
        false);
  }

  /** In service-provider mode. */
  public ScanRequest forSubMerchant(String newSubMchId, @Nullable String newSubAppid) {
    return new ScanRequest(
        appid,
        mchId,
        newSubAppid,
        newSubMchId,
        storeId,
        openid,
        outTradeNo,
        totalFee,
        authType,
        authinfo,
        askRetPage,
        paymentCode,
        ignoreUpdatePayResult,
        screen,
        overlay);
  }

  public ScanRequest withOpenid(String newOpenid) {
    return new ScanRequest(
        appid,
        mchId,
        subAppid,
        subMchId,
        storeId,
        newOpenid,
        outTradeNo,
        totalFee,
        authType,
        authinfo,
        askRetPage,
        paymentCode,
        ignoreUpdatePayResult,
        screen,
        overlay);
  }

  public ScanRequest withAuthType(AuthType type) {
    return new ScanRequest(
        appid,
        mchId,
        subAppid,
        subMchId,
        storeId,
        openid,
        outTradeNo,
        totalFee,
        type,
        authinfo,
        askRetPage,
        paymentCode,
        ignoreUpdatePayResult,
        screen,
        overlay);
  }

  /** How the page looks and ends. */
  public ScanRequest showing(
      Screen where, boolean aboveOthers, boolean retPage, boolean ignoreUpdate) {
    return new ScanRequest(
        appid,
        mchId,
        subAppid,
        subMchId,
        storeId,
        openid,
        outTradeNo,
        totalFee,
        authType,
        authinfo,
        retPage,
        paymentCode,
        ignoreUpdate,
        where,
        aboveOthers);
  }

  /** All keys and values are strings. */
  public Map<String, String> toMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("appid", appid);
    map.put("mch_id", mchId);
    Fields.put(map, "sub_appid", subAppid);
    Fields.put(map, "sub_mch_id", subMchId);
    map.put("store_id", storeId);
    Fields.put(map, "openid", openid);
    Fields.put(map, "out_trade_no", outTradeNo);
    Fields.put(map, "total_fee", totalFee == null ? null : Long.toString(totalFee));
    map.put("face_authtype", authType.name());
    map.put("authinfo", authinfo);
    map.put("ask_ret_page", flag(askRetPage));
    map.put("face_code_type", flag(paymentCode));
    map.put("ignore_update_pay_result", flag(ignoreUpdatePayResult));
    map.put("screen_index", Integer.toString(screen.wire));
    map.put("overlay_option", flag(overlay));
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
