package dev.facepay.wechat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request comes to before it is signed. */
public sealed interface Message {

  /** May be signed and sent; holds secrets and is never printed. */
  record Ready(Map<String, String> fields) implements Message {
    @Override
    public String toString() {
      return "Ready" + fields.keySet();
    }
  }

  /** Must not be sent. */
  record Invalid(String field, String rule) implements Message {

    /** The field's wire name first; never its value. */
    String text() {
      return field + " " + rule;
    }
  }

  /** Was fit to be sent when it was taken, and is no longer. */
  record TooLate(String text) implements Message {}

  /** Collects fields; the first that breaks its rule is kept. */
  final class Draft {
    private final Map<String, String> fields = new LinkedHashMap<>();
    private @Nullable Invalid invalid;

    /** With the two parties that every call names. */
    static Draft of(Merchant merchant, @Nullable String subMchId) {
      Draft draft =
          new Draft()
              .required(Field.APPID, merchant.appId())
              .required(Field.MCH_ID, merchant.mchId());
      if (subMchId == null) {
        return draft;
      }
      return draft
          .required(Field.SUB_MCH_ID, subMchId)
          .optional(Field.SUB_APPID, merchant.subAppId(subMchId.strip()).orElse(null));
    }

    /**
     * One number only: with two, WeChat would pick one, and an echo of the other proves nothing.
     */
    Draft order(@Nullable String transactionId, @Nullable String outTradeNo) {
      return transactionId != null && !transactionId.isBlank()
          ? required(Field.TRANSACTION_ID, transactionId)
          : required(Field.OUT_TRADE_NO_ASKED, outTradeNo);
    }

    Draft required(Field field, @Nullable String value) {
      String trimmed = value == null ? "" : value.strip();
      if (trimmed.isEmpty()) {
        reject(field, "is missing");
        return this;
      }
      return optional(field, trimmed);
    }

    /** Trimmed once, here, before it is signed; an empty value is no field. */
    Draft optional(Field field, @Nullable String value) {
      String trimmed = value == null ? "" : value.strip();
      if (trimmed.isEmpty()) {
        return this;
      }
      field.fault(trimmed).ifPresent(fault -> reject(field, fault));
      fields.put(field.wireName(), trimmed);
      return this;
    }

    private void reject(Field field, String rule) {
      if (invalid == null) {
        invalid = new Invalid(field.wireName(), rule);
      }
    }

    Message finish() {
      return invalid != null ? invalid : new Ready(Collections.unmodifiableMap(fields));
    }
  }
}
