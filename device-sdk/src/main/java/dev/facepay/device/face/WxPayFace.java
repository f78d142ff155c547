package dev.facepay.device.face;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * WeChat's {@code WxPayFace} with its own names and maps (spec section 2). An App hands each call
 * through to {@code WxPayFace.getInstance()} and adds its {@code Context} where WeChat wants one;
 * everything else happens above this port.
 *
 * <p>Calls come on the terminal's thread. Callbacks may come on any thread, late, twice or never.
 */
public interface WxPayFace {

  void initWxpayface(Map<String, Object> info, Callback callback);

  /** Only after init has succeeded. */
  void getWxpayfaceRawdata(Callback callback);

  /** Since 2.21. From then on the SDK connects to fixed addresses alone, restarts included. */
  void enableFirewall(String mchId, @Nullable String subMchId, Callback callback);

  /** Since 2.21. */
  void disableFirewall(String mchId, @Nullable String subMchId, Callback callback);

  /**
   * @param result called when the SDK's page ends: SUCCESS or USER_QUERY_CANCEL
   */
  void getWxpayfaceCode(Map<String, String> info, Callback callback, Callback result);

  /**
   * Since 2.22; works until a face code has been given.
   *
   * @param callback may be null
   */
  void quitWxpayface(Map<String, String> info, @Nullable Callback callback);

  /** Before 2.13. */
  void updateWxpayfacePayResult(Map<String, String> info, Callback callback);

  void releaseWxpayface();

  /** Since 1.12. */
  void reportOrder(Map<String, String> info, Callback callback);

  /** Since 2.11. */
  void reportPaycode(Map<String, String> info, Callback callback);

  /** WeChat's {@code IWxPayfaceCallback}. */
  interface Callback {

    /**
     * @param info null when the call brought nothing, which is an error
     */
    void response(@Nullable Map<String, ?> info);
  }
}
