package dev.facepay.auth.registry;

import dev.facepay.payment.MerchantId;
import dev.facepay.payment.StoreId;
import dev.facepay.payment.StoreName;
import dev.facepay.payment.StorePlace;
import org.jspecify.annotations.Nullable;

/**
 * A store of a chain. It never changes: its devices act for it by what was written down once.
 *
 * @param merchant the chain's {@code mch_id}
 * @param subMerchant the {@code sub_mch_id} in service-provider mode, else null
 * @param place what WeChat may be told of where it is
 */
record Shop(
    StoreId id,
    StoreName name,
    MerchantId merchant,
    @Nullable MerchantId subMerchant,
    StorePlace place) {}
