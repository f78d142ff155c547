package dev.facepay.wechat.message;

import java.util.function.Predicate;

/**
 * Every field that this client sends, with the rule that its value keeps (sections 4 to 7 and 11).
 */
enum Field {
  APPID("appid", Rules.matching("[0-9A-Za-z_]{1,32}"), "is 1 to 32 letters, digits or _"),
  MCH_ID("mch_id", Rules.matching("[0-9A-Za-z_]{1,32}"), "is 1 to 32 letters, digits or _"),
  SUB_APPID("sub_appid", Rules.matching("[0-9A-Za-z_]{1,32}"), "is 1 to 32 letters, digits or _"),
  SUB_MCH_ID("sub_mch_id", Rules.matching("[0-9A-Za-z_]{1,32}"), "is 1 to 32 letters, digits or _"),
  DEVICE_INFO("device_info", Rules.text(32), "is at most 32 characters"),
  BODY("body", Rules.text(128), "is 1 to 128 characters"),
  DETAIL("detail", Rules.json(6000), "is a JSON object of at most 6000 characters"),
  ATTACH("attach", Rules.text(127), "is at most 127 characters"),
  OUT_TRADE_NO(
      "out_trade_no",
      Rules.matching("[0-9A-Za-z_|*-]{1,32}"),
      "is 1 to 32 digits, letters or _-|*"),
  /** An order of another system may be asked for too: its number may have an {@code @}. */
  OUT_TRADE_NO_ASKED(
      "out_trade_no",
      Rules.matching("[0-9A-Za-z_|*@-]{1,32}"),
      "is 1 to 32 digits, letters or _-|*@"),
  TRANSACTION_ID("transaction_id", Rules.matching("[0-9A-Za-z]{1,32}"), "is 1 to 32 digits"),
  TOTAL_FEE("total_fee", Rules::amount, "is above 0 and at most 2147483647 fen"),
  FEE_TYPE("fee_type", Rules.matching("[A-Z]{3}"), "is three capital letters"),
  SPBILL_CREATE_IP("spbill_create_ip", Rules::ip, "is an IPv4 or IPv6 address"),
  GOODS_TAG("goods_tag", Rules.text(32), "is at most 32 characters"),
  LIMIT_PAY("limit_pay", Rules.matching("no_credit"), "is no_credit"),
  TIME_START("time_start", Rules.matching("[0-9]{14}"), "is a time of the years 0 to 9999"),
  TIME_EXPIRE("time_expire", Rules.matching("[0-9]{14}"), "is more than one minute away"),
  RECEIPT("receipt", Rules.matching("Y"), "is Y"),
  AUTH_CODE(
      "auth_code", Rules.matching("1[0-5][0-9]{16}"), "is 18 digits that begin with 10 to 15"),
  SCENE_INFO("scene_info", Rules.json(256), "is a JSON object of at most 256 characters"),
  STORE_ID("store_id", Rules.text(32), "is 1 to 32 characters"),
  STORE_NAME("store_name", Rules.text(128), "is 1 to 128 characters"),
  DEVICE_ID("device_id", Rules.text(32), "is 1 to 32 characters"),
  /** The specification names no length here; this one is ours. */
  ATTACH_JSON("attach", Rules.json(1024), "is a JSON object of at most 1024 characters"),
  RAWDATA("rawdata", Rules.text(2048), "is 1 to 2048 characters"),
  OFFSET("offset", Rules.matching("[0-9]{1,3}"), "is a number of refunds"),
  NOW("now", Rules.matching("[0-9]{10}"), "is a Unix time of 10 digits"),
  VERSION("version", Rules.matching("1"), "is 1");

  private final String wireName;

  @SuppressWarnings("ImmutableEnumChecker") // Patterns and bounds; none has state.
  private final Predicate<String> rule;

  private final String ruleText;

  Field(String wireName, Predicate<String> rule, String ruleText) {
    this.wireName = wireName;
    this.rule = rule;
    this.ruleText = ruleText;
  }

  String wireName() {
    return wireName;
  }

  String ruleText() {
    return ruleText;
  }

  /** Whether the value may be sent: its own rule, and what holds for every text. */
  boolean accepts(String value) {
    return Rules.sendable(value) && rule.test(value);
  }
}
