package dev.facepay.chaos.stand;

import org.jspecify.annotations.Nullable;

/** A terminal with its key, for one store. */
public record Device(
    String id, String store, String merchant, @Nullable String subMerchant, String key) {}
