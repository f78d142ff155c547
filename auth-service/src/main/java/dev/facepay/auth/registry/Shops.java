package dev.facepay.auth.registry;

import dev.facepay.payment.MerchantId;
import dev.facepay.payment.StoreId;
import dev.facepay.payment.StoreName;
import dev.facepay.payment.StorePlace;
import dev.facepay.runtime.store.Documents;
import dev.facepay.runtime.store.StoreUnavailable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The stores: each is written once. */
final class Shops {

  private final Documents documents;

  Shops(Documents documents) {
    this.documents = documents;
  }

  /** Returns what is written down: this one, or what was there before. */
  Shop insert(Shop shop, Instant now) {
    Document document =
        new Document("_id", shop.id().value())
            .append("ver", 1L)
            .append("store_name", shop.name().value())
            .append("merchant_id", shop.merchant().value())
            .append("created_at", now.toEpochMilli());
    put(document, "sub_mch_id", shop.subMerchant() == null ? null : shop.subMerchant().value());
    put(document, "area_code", shop.place().areaCode());
    put(document, "address", shop.place().address());
    return documents.insert(document)
        ? shop
        : find(shop.id())
            .orElseThrow(() -> new StoreUnavailable("a store is there, but not to be read yet"));
  }

  Optional<Shop> find(StoreId id) {
    return documents.find(id.value()).map(Shops::read);
  }

  /**
   * @param after the store to go on behind; empty: from the first
   */
  List<Shop> page(String after, int limit) {
    return documents.page(Map.of(), after, limit).stream().map(Shops::read).toList();
  }

  private static Shop read(Document found) {
    String subMerchant = found.getString("sub_mch_id");
    return new Shop(
        new StoreId(found.getString("_id")),
        new StoreName(found.getString("store_name")),
        new MerchantId(found.getString("merchant_id")),
        subMerchant == null ? null : new MerchantId(subMerchant),
        new StorePlace(found.getString("area_code"), found.getString("address")));
  }

  private static void put(Document document, String name, @Nullable String value) {
    if (value != null) {
      document.append(name, value);
    }
  }
}
