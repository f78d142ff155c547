package dev.facepay.wechat;

import dev.facepay.payment.FieldRule;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Every field that this client sends, with the rule that its value keeps (sections 4 to 7, 10 and
 * 11). What comes through a door of ours keeps that door's rule; the others are this client's own.
 */
enum Field {
  APPID("appid", FieldRule.APP_ID),
  MCH_ID("mch_id", FieldRule.MERCHANT_ID),
  SUB_APPID("sub_appid", FieldRule.APP_ID),
  SUB_MCH_ID("sub_mch_id", FieldRule.MERCHANT_ID),
  DEVICE_INFO("device_info", FieldRule.KEPT_ID),
  BODY("body", FieldRule.BODY),
  DETAIL("detail", FieldRule.DETAIL),
  ATTACH("attach", FieldRule.ATTACH),
  OUT_TRADE_NO("out_trade_no", FieldRule.OUT_TRADE_NO),
  /** An order of another system may be asked for too: its number may have an {@code @}. */
  OUT_TRADE_NO_ASKED(
      "out_trade_no", "[0-9A-Za-z_|*@-]{1,32}", "must be 1 to 32 digits, letters or _-|*@"),
  TRANSACTION_ID("transaction_id", FieldRule.TRANSACTION_ID),
  TOTAL_FEE("total_fee", Field::isAmount, "must be above 0 and at most 2147483647 fen"),
  FEE_TYPE("fee_type", "[A-Z]{3}", "must be three capital letters"),
  SPBILL_CREATE_IP("spbill_create_ip", FieldRule.IP_ADDRESS),
  GOODS_TAG("goods_tag", FieldRule.GOODS_TAG),
  LIMIT_PAY("limit_pay", FieldRule.LIMIT_PAY),
  TIME_START("time_start", "[0-9]{14}", "must be a time of the years 1970 to 9998"),
  TIME_EXPIRE("time_expire", "[0-9]{14}", "must be a time of the years 1970 to 9998"),
  RECEIPT("receipt", FieldRule.YES),
  PROFIT_SHARING("profit_sharing", FieldRule.YES),
  AUTH_CODE("auth_code", FieldRule.AUTH_CODE),
  SCENE_INFO("scene_info", FieldRule.SCENE_INFO),
  STORE_ID("store_id", FieldRule.KEPT_ID),
  STORE_NAME("store_name", FieldRule.STORE_NAME),
  DEVICE_ID("device_id", FieldRule.KEPT_ID),
  ATTACH_JSON("attach", FieldRule.CREDENTIAL_ATTACH),
  RAWDATA("rawdata", FieldRule.RAWDATA),
  OUT_REFUND_NO(
      "out_refund_no", "[0-9A-Za-z_|*@-]{1,64}", "must be 1 to 64 digits, letters or _-|*@"),
  REFUND_FEE("refund_fee", Field::isAmount, "must be above 0 and at most 2147483647 fen"),
  REFUND_FEE_TYPE("refund_fee_type", "[A-Z]{3}", "must be three capital letters"),
  REFUND_DESC("refund_desc", FieldRule.REFUND_WHY),
  REFUND_ACCOUNT(
      "refund_account",
      "REFUND_SOURCE_(UNSETTLED|RECHARGE)_FUNDS",
      "must be REFUND_SOURCE_UNSETTLED_FUNDS or REFUND_SOURCE_RECHARGE_FUNDS"),
  OFFSET("offset", "[0-9]{1,3}", "must be a number of refunds"),
  NOW("now", "[0-9]{10}", "must be a Unix time of 10 digits"),
  VERSION("version", "1", "must be 1"),
  BILL_DATE("bill_date", "[0-9]{8}", "must be a day of the years 0000 to 9999"),
  BILL_TYPE("bill_type", "ALL|SUCCESS|REFUND", "must be ALL, SUCCESS or REFUND"),
  ACCOUNT_TYPE("account_type", "Basic", "must be Basic"),
  TAR_TYPE("tar_type", "GZIP", "must be GZIP");

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,10}");

  private final String wireName;

  @SuppressWarnings("ImmutableEnumChecker") // Patterns and bounds; none has state.
  private final Function<String, Optional<String>> faults;

  Field(String wireName, FieldRule rule) {
    this.wireName = wireName;
    this.faults = rule::fault;
  }

  Field(String wireName, String pattern, String words) {
    this(wireName, Pattern.compile(pattern).asMatchPredicate(), words);
  }

  Field(String wireName, Predicate<String> rule, String words) {
    this.wireName = wireName;
    this.faults = value -> rule.test(value) ? Optional.empty() : Optional.of(words);
  }

  String wireName() {
    return wireName;
  }

  /** Why the value may not be sent; empty if it may. */
  Optional<String> fault(String value) {
    return faults.apply(value);
  }

  private static boolean isAmount(String value) {
    if (!DIGITS.matcher(value).matches()) {
      return false;
    }
    long fen = Long.parseLong(value);
    return fen > 0 && fen <= Integer.MAX_VALUE;
  }
}
