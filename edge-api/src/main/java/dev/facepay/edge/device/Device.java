package dev.facepay.edge.device;

import dev.facepay.payment.DeviceId;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.StoreId;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking; known by its key alone, never by what a request says.
 *
 * @param subMerchant in service-provider mode, else null
 */
public record Device(
    DeviceId id, StoreId store, MerchantId merchant, @Nullable MerchantId subMerchant) {}
