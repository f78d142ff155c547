package dev.facepay.chaos;

import org.jspecify.annotations.Nullable;

/** A terminal with its key, for one store. */
record Device(String id, String store, String merchant, @Nullable String subMerchant, String key) {}
