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
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The stores, each with the version that guards its next write. */
final class Shops {

  /** Since when its devices may not have been told of a change, epoch milliseconds. */
  static final String UNTOLD = "untold_since";

  private static final long FIRST = 1;

  private final Documents documents;

  Shops(Documents documents) {
    this.documents = documents;
  }

  /**
   * @param untold whether its devices may not have been told yet
   */
  record Versioned(Shop shop, long ver, boolean untold) {}

  /** Returns what is written down: this one, or what was there before. */
  Shop insert(Shop shop, Instant now) {
    return documents.insert(write(shop, FIRST, now.toEpochMilli()))
        ? shop
        : find(shop.id())
            .orElseThrow(() -> new StoreUnavailable("a store is there, but not to be read yet"));
  }

  /** Its devices are to be told. False if somebody else wrote since. */
  boolean replace(Versioned before, Shop next, Instant now) {
    return change(before, next, now.toEpochMilli());
  }

  /** Its devices know it. */
  void told(Versioned before) {
    change(before, before.shop(), null);
  }

  private boolean change(Versioned before, Shop next, @Nullable Long untoldSince) {
    String id = next.id().value();
    Long createdAt = documents.find(id).map(it -> it.getLong("created_at")).orElse(0L);
    Document document = write(next, before.ver() + 1, createdAt);
    if (untoldSince != null) {
      document.append(UNTOLD, untoldSince);
    }
    return documents.replace(id, before.ver(), document);
  }

  Optional<Shop> find(StoreId id) {
    return versioned(id).map(Versioned::shop);
  }

  Optional<Versioned> versioned(StoreId id) {
    return documents
        .find(id.value())
        .map(it -> new Versioned(read(it), it.getLong("ver"), it.containsKey(UNTOLD)));
  }

  /** Those that were changed before that, and whose devices may not know it. */
  List<StoreId> untold(Instant before, int limit) {
    return documents.findAtMost(UNTOLD, before.toEpochMilli(), limit).stream()
        .map(it -> new StoreId(it.getString("_id")))
        .toList();
  }

  /**
   * @param typed a part of its id, name, merchant or address; empty: all
   * @param after the store to go on behind; empty: from the first
   */
  Page<Shop> search(String typed, String after, int limit) {
    return Page.of(
        documents,
        Map.of(),
        after,
        limit,
        Shops::read,
        shop ->
            Page.isMeant(
                typed,
                shop.id().value(),
                shop.name().value(),
                shop.merchant().value(),
                shop.place().address()));
  }

  private static Document write(Shop shop, long ver, long createdAt) {
    Document document =
        new Document("_id", shop.id().value())
            .append("ver", ver)
            .append("store_name", shop.name().value())
            .append("merchant_id", shop.merchant().value())
            .append("created_at", createdAt);
    put(document, "sub_mch_id", Objects.toString(shop.subMerchant(), null));
    put(document, "area_code", shop.place().areaCode());
    put(document, "address", shop.place().address());
    return shop.closed() ? document.append("closed", true) : document;
  }

  private static Shop read(Document found) {
    String subMerchant = found.getString("sub_mch_id");
    return new Shop(
        new StoreId(found.getString("_id")),
        new StoreName(found.getString("store_name")),
        new MerchantId(found.getString("merchant_id")),
        subMerchant == null ? null : new MerchantId(subMerchant),
        new StorePlace(found.getString("area_code"), found.getString("address")),
        found.getBoolean("closed", false));
  }

  private static void put(Document document, String name, @Nullable String value) {
    if (value != null) {
      document.append(name, value);
    }
  }
}
