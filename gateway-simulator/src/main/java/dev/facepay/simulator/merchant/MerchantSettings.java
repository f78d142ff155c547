package dev.facepay.simulator.merchant;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A merchant to create on the first start.
 *
 * @param signType MD5 or HMAC-SHA256, what our services shall use
 * @param subMerchants sub merchant number to sub appid; not empty: a service provider
 */
public record MerchantSettings(
    String mchId,
    String appId,
    @DefaultValue("HMAC-SHA256") String signType,
    @Nullable Map<String, String> subMerchants) {}
