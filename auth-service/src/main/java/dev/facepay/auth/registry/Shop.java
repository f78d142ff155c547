package dev.facepay.auth.registry;

import dev.facepay.payment.MerchantId;
import dev.facepay.payment.StoreId;
import dev.facepay.payment.StoreName;
import dev.facepay.payment.StorePlace;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A store of a chain. Its devices act for it by what is written down when they do.
 *
 * @param merchant the chain's {@code mch_id}
 * @param subMerchant the {@code sub_mch_id} in service-provider mode, else null
 * @param place what WeChat may be told of where it is
 * @param closed no device acts for it any more
 */
record Shop(
    StoreId id,
    StoreName name,
    MerchantId merchant,
    @Nullable MerchantId subMerchant,
    StorePlace place,
    boolean closed) {

  /** Whether its payments go to the same account. */
  boolean isOfTheSameMerchant(Shop other) {
    return merchant.equals(other.merchant) && Objects.equals(subMerchant, other.subMerchant);
  }
}
