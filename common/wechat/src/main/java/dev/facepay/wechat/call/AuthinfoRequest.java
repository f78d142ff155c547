package dev.facepay.wechat.call;

import dev.facepay.wechat.merchant.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Ask for the face SDK's credential (spec section 4).
 *
 * @param attach JSON
 * @param rawdata what the SDK gave out; at most 2048 characters
 */
public record AuthinfoRequest(
    String mchId,
    @Nullable String subMchId,
    String storeId,
    String storeName,
    String deviceId,
    @Nullable String attach,
    Secret rawdata) {}
