package dev.facepay.payment;

import org.jspecify.annotations.Nullable;

/**
 * A merchant's app at WeChat, which the face SDK is told.
 *
 * @param appId the merchant's, or the service provider's
 * @param subAppId the sub-merchant's in service-provider mode, where one is wanted, else null
 */
public record WechatApp(String appId, @Nullable String subAppId) {}
