package dev.facepay.simulator;

import dev.facepay.simulator.Checks.Checked.Caller;
import dev.facepay.simulator.ledger.Api;
import dev.facepay.simulator.ledger.Call;
import dev.facepay.simulator.ledger.CodeHasher;
import dev.facepay.simulator.ledger.OrderKey;
import dev.facepay.simulator.ledger.Reply;
import dev.facepay.simulator.merchant.Merchant;
import dev.facepay.simulator.merchant.Merchants;
import dev.facepay.simulator.merchant.SignType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The caller, whether he may, and what he wants. */
final class Checks {
  private final Merchants merchants;
  private final CodeHasher hasher;

  Checks(Merchants merchants, CodeHasher hasher) {
    this.merchants = merchants;
    this.hasher = hasher;
  }

  /** Signature first: before it is right, nothing in the message says who sent it. */
  Checked check(Api api, Map<String, String> fields, Instant now) {
    String mchId = value(fields, "mch_id");
    if (mchId == null) {
      return unauthenticated(Reply.ErrorCode.LACK_PARAMS, "mch_id");
    }
    Optional<Merchant> merchant = merchants.find(mchId);
    if (merchant.isEmpty()) {
      return unauthenticated(Reply.ErrorCode.MCHID_NOT_EXIST, "mch_id");
    }
    if (value(fields, "sign") == null) {
      return unauthenticated(Reply.ErrorCode.LACK_PARAMS, "sign");
    }
    Optional<SignType> type = SignType.of(fields.getOrDefault("sign_type", "MD5"));
    if (type.isEmpty()) {
      return unauthenticated(Reply.ErrorCode.PARAM_ERROR, "sign_type");
    }
    if (!type.get().verifies(fields, merchant.get().apiKey())) {
      return unauthenticated(Reply.ErrorCode.SIGNERROR, "sign");
    }
    Caller caller = new Caller(merchant.get(), type.get());
    return identity(caller.merchant(), fields)
        .or(() -> FieldRules.broken(api, fields, now))
        .<Checked>map(reply -> new Checked.Refused(caller, reply))
        .orElseGet(() -> passed(api, fields, caller));
  }

  private static Checked unauthenticated(Reply.ErrorCode code, String field) {
    return new Checked.Unauthenticated(Reply.unauthenticated(code, field));
  }

  private Optional<Reply> identity(Merchant merchant, Map<String, String> fields) {
    String appId = value(fields, "appid");
    if (appId == null) {
      return Optional.of(Reply.failure(Reply.ErrorCode.LACK_PARAMS));
    }
    if (!appId.equals(merchant.appId())) {
      return Optional.of(
          Reply.failure(
              merchants.isAppId(appId)
                  ? Reply.ErrorCode.APPID_MCHID_NOT_MATCH
                  : Reply.ErrorCode.APPID_NOT_EXIST));
    }
    return payee(merchant, value(fields, "sub_mch_id"), value(fields, "sub_appid"));
  }

  private static Optional<Reply> payee(
      Merchant merchant, @Nullable String subMchId, @Nullable String subAppId) {
    if (!merchant.isServiceProvider()) {
      return subMchId == null && subAppId == null
          ? Optional.empty()
          : Optional.of(Reply.failure(Reply.ErrorCode.NOAUTH));
    }
    if (subMchId == null) {
      return Optional.of(Reply.failure(Reply.ErrorCode.LACK_PARAMS));
    }
    String known = merchant.subApps().get(subMchId);
    if (known == null) {
      return Optional.of(Reply.failure(Reply.ErrorCode.MCHID_NOT_EXIST));
    }
    return subAppId == null || subAppId.equals(known)
        ? Optional.empty()
        : Optional.of(Reply.failure(Reply.ErrorCode.APPID_MCHID_NOT_MATCH));
  }

  private Checked passed(Api api, Map<String, String> fields, Caller caller) {
    String mchId = caller.merchant().mchId();
    String sub = value(fields, "sub_mch_id");
    String transaction = value(fields, "transaction_id");
    String number = value(fields, "out_trade_no");
    return switch (api) {
      case MICROPAY -> new Checked.Trade(caller, payment(mchId, fields));
      case ORDERQUERY -> new Checked.Trade(caller, new Call.Query(mchId, sub, transaction, number));
      case REFUNDQUERY ->
          new Checked.Trade(
              caller,
              new Call.Refunds(
                  mchId,
                  sub,
                  value(fields, "refund_id"),
                  value(fields, "out_refund_no"),
                  transaction,
                  number,
                  Integer.parseInt(fields.getOrDefault("offset", "0"))));
      case REFUND ->
          new Checked.Trade(
              caller,
              new Call.Refund(
                  mchId,
                  sub,
                  transaction,
                  number,
                  required(fields, "out_refund_no"),
                  Long.parseLong(required(fields, "total_fee")),
                  Long.parseLong(required(fields, "refund_fee")),
                  value(fields, "refund_account")));
      case REVERSE -> new Checked.Trade(caller, new Call.Reverse(mchId, sub, transaction, number));
      case AUTHINFO -> new Checked.Credential(caller, required(fields, "device_id"));
    };
  }

  private Call.Pay payment(String mchId, Map<String, String> fields) {
    String sub = value(fields, "sub_mch_id");
    String content = required(fields, "total_fee") + '|' + sub + '|' + required(fields, "body");
    return new Call.Pay(
        new OrderKey(mchId, required(fields, "out_trade_no")),
        required(fields, "appid"),
        sub,
        value(fields, "sub_appid"),
        Long.parseLong(required(fields, "total_fee")),
        hasher.hash(content),
        hasher.hash(required(fields, "auth_code")),
        value(fields, "device_info"),
        value(fields, "attach"));
  }

  private static String required(Map<String, String> fields, String name) {
    return fields.getOrDefault(name, "");
  }

  private static @Nullable String value(Map<String, String> fields, String name) {
    String value = fields.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /** What the checks of signature and fields gave. */
  sealed interface Checked {
    /** The caller, and how he wants the answer signed. */
    record Caller(Merchant merchant, SignType signType) {}

    /** A payment, query or reversal. */
    record Trade(Caller caller, Call call) implements Checked {}

    /** A device asks for its credential. */
    record Credential(Caller caller, String deviceId) implements Checked {}

    /** Known to be from the merchant, but not right. */
    record Refused(Caller caller, Reply reply) implements Checked {}

    /** Not known to be from the merchant. */
    record Unauthenticated(Reply reply) implements Checked {}
  }
}
