package dev.facepay.wechat;

import dev.facepay.payment.FieldRule;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One WeChat merchant (or service provider) and what its calls are signed with.
 *
 * @param mchId letters and digits, at most 32
 * @param appId letters, digits and {@code _}, at most 32
 * @param apiKey the V2 API key, 32 characters
 * @param certificate needed by reverse and fund-flow bills
 * @param subAppIds service-provider mode: the {@code sub_appid} of a {@code sub_mch_id}, where one
 *     is wanted
 * @param apiKeyBefore while the key is being changed: an answer that is signed with it counts too
 * @param oldFundFlow whether its refunds come from unsettled money first (spec section 10)
 */
public record Merchant(
    String mchId,
    String appId,
    Secret apiKey,
    SignType signType,
    @Nullable ClientCertificate certificate,
    Map<String, String> subAppIds,
    boolean oldFundFlow,
    @Nullable Secret apiKeyBefore) {

  private static final int API_KEY_LENGTH = 32;

  /** Throws {@link InvalidMerchantException} for a value that WeChat could never have given out. */
  public Merchant {
    require(
        FieldRule.MERCHANT_ID.accepts(mchId), mchId, InvalidMerchantException.Defect.BAD_MCH_ID);
    require(FieldRule.APP_ID.accepts(appId), mchId, InvalidMerchantException.Defect.BAD_APP_ID);
    require(
        isKey(apiKey) && (apiKeyBefore == null || isKey(apiKeyBefore)),
        mchId,
        InvalidMerchantException.Defect.BAD_API_KEY);
    subAppIds = Map.copyOf(subAppIds);
    for (Map.Entry<String, String> sub : subAppIds.entrySet()) {
      require(
          FieldRule.MERCHANT_ID.accepts(sub.getKey()) && FieldRule.APP_ID.accepts(sub.getValue()),
          mchId,
          InvalidMerchantException.Defect.BAD_SUB_MERCHANT);
    }
  }

  /** On today's fund flow. */
  public Merchant(
      String mchId,
      String appId,
      Secret apiKey,
      SignType signType,
      @Nullable ClientCertificate certificate,
      Map<String, String> subAppIds) {
    this(mchId, appId, apiKey, signType, certificate, subAppIds, false);
  }

  /** With one key. */
  public Merchant(
      String mchId,
      String appId,
      Secret apiKey,
      SignType signType,
      @Nullable ClientCertificate certificate,
      Map<String, String> subAppIds,
      boolean oldFundFlow) {
    this(mchId, appId, apiKey, signType, certificate, subAppIds, oldFundFlow, null);
  }

  private static boolean isKey(Secret key) {
    return key.reveal().length() == API_KEY_LENGTH
        && key.reveal().chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /** The {@code sub_appid} to send for that sub-merchant, if one was configured. */
  public Optional<String> subAppId(String subMchId) {
    return Optional.ofNullable(subAppIds.get(subMchId));
  }

  /** The same merchant, for a call that WeChat wants signed in this way. */
  Merchant signedBy(SignType type) {
    return new Merchant(
        mchId, appId, apiKey, type, certificate, subAppIds, oldFundFlow, apiKeyBefore);
  }

  private static void require(boolean holds, String mchId, InvalidMerchantException.Defect defect) {
    if (!holds) {
      throw new InvalidMerchantException(defect, "merchant " + mchId);
    }
  }
}
