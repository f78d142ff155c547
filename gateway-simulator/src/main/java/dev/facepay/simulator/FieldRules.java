package dev.facepay.simulator;

import dev.facepay.simulator.ledger.Api;
import dev.facepay.simulator.ledger.Reply;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The documented rules of each field: required, length, characters. */
final class FieldRules {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
  private static final Pattern PAYMENT_CODE = Pattern.compile("1[0-5][0-9]{16}");
  private static final String NUMBER_TO_PAY = "[0-9A-Za-z_|*-]+";
  private static final String NUMBER_TO_ASK = "[0-9A-Za-z_|*@-]+";

  private static final Pattern ORDER_NUMBER = Pattern.compile(NUMBER_TO_ASK);

  private static final List<Rule> COMMON =
      List.of(
          required("nonce_str", 32, ".+"),
          optional("sub_appid", 32, ".+"),
          optional("sub_mch_id", 32, "[0-9]+"));

  private static final List<Rule> PAY =
      List.of(
          required("body", 128, "(?s).+"),
          required("out_trade_no", 32, NUMBER_TO_PAY),
          required("total_fee", 10, "[1-9][0-9]*"),
          required("spbill_create_ip", 64, "[0-9a-fA-F.:]+"),
          required("auth_code", 128, ".+"),
          optional("device_info", 32, ".+"),
          optional("detail", 6000, "(?s).+"),
          optional("attach", 127, "(?s).+"),
          optional("fee_type", 16, "CNY"),
          optional("goods_tag", 32, ".+"),
          optional("limit_pay", 32, "no_credit"),
          optional("time_start", 14, "[0-9]{14}"),
          optional("time_expire", 14, "[0-9]{14}"),
          optional("receipt", 8, "Y"),
          optional("scene_info", 256, "(?s).+"),
          optional("profit_sharing", 16, "[YN]"));

  private static final List<Rule> ASK =
      List.of(
          optional("transaction_id", 32, "[0-9A-Za-z]+"),
          optional("out_trade_no", 32, NUMBER_TO_ASK));

  private static final List<Rule> REFUND =
      List.of(
          required("out_refund_no", 64, NUMBER_TO_ASK),
          required("total_fee", 10, "[1-9][0-9]*"),
          required("refund_fee", 10, "[1-9][0-9]*"),
          optional("refund_fee_type", 8, "CNY"),
          optional("refund_desc", 80, "(?s).+"),
          optional("refund_account", 30, "REFUND_SOURCE_(UNSETTLED|RECHARGE)_FUNDS"),
          optional("notify_url", 256, "https?://[^?]+"),
          // "不识别的参数detail": what the call does not know it refuses.
          optional("detail", 0, ""));

  private static final List<Rule> ASK_REFUND =
      List.of(
          optional("refund_id", 32, "[0-9]+"),
          optional("out_refund_no", 64, NUMBER_TO_ASK),
          optional("offset", 3, "[0-9]+"));

  private static final List<Rule> AUTHINFO =
      List.of(
          required("store_id", 32, ".+"),
          required("store_name", 128, ".+"),
          required("device_id", 32, ".+"),
          required("rawdata", 2048, "(?s).+"),
          required("now", 10, "[0-9]{10}"),
          required("version", 1, "1"));

  private FieldRules() {}

  private record Rule(String name, int lengthMax, Pattern pattern, boolean isRequired) {}

  private static Rule required(String name, int lengthMax, String pattern) {
    return new Rule(name, lengthMax, Pattern.compile(pattern), true);
  }

  private static Rule optional(String name, int lengthMax, String pattern) {
    return new Rule(name, lengthMax, Pattern.compile(pattern), false);
  }

  /** Whether a text could be an order number at all. */
  static boolean isOrderNumber(String text) {
    return text.length() <= 32 && ORDER_NUMBER.matcher(text).matches();
  }

  /** The first broken rule as the reply that it deserves; empty when all hold. */
  static Optional<Reply> broken(Api api, Map<String, String> fields, Instant now) {
    return broken(COMMON, fields)
        .or(
            () ->
                switch (api) {
                  case MICROPAY -> broken(PAY, fields).or(() -> brokenPayment(fields, now));
                  case ORDERQUERY, REVERSE -> broken(ASK, fields).or(() -> unnamed(fields));
                  case REFUND ->
                      broken(ASK, fields)
                          .or(() -> broken(REFUND, fields))
                          .or(() -> unnamed(fields));
                  case REFUNDQUERY ->
                      broken(ASK, fields)
                          .or(() -> broken(ASK_REFUND, fields))
                          .or(() -> isRefundNamed(fields) ? Optional.empty() : unnamed(fields));
                  case AUTHINFO -> broken(AUTHINFO, fields);
                });
  }

  private static Optional<Reply> broken(List<Rule> rules, Map<String, String> fields) {
    for (Rule rule : rules) {
      String value = fields.getOrDefault(rule.name(), "");
      if (value.isEmpty()) {
        if (rule.isRequired()) {
          return refuse(Reply.ErrorCode.LACK_PARAMS, rule.name());
        }
      } else if (value.codePointCount(0, value.length()) > rule.lengthMax()
          || !rule.pattern().matcher(value).matches()) {
        return refuse(Reply.ErrorCode.PARAM_ERROR, rule.name());
      }
    }
    return Optional.empty();
  }

  private static Optional<Reply> brokenPayment(Map<String, String> fields, Instant now) {
    if (!PAYMENT_CODE.matcher(fields.getOrDefault("auth_code", "")).matches()) {
      return refuse(Reply.ErrorCode.AUTH_CODE_INVALID, "auth_code");
    }
    String expiry = fields.getOrDefault("time_expire", "");
    return expiry.isEmpty() || isLater(expiry, now.plus(Duration.ofMinutes(1)))
        ? Optional.empty()
        : refuse(Reply.ErrorCode.PARAM_ERROR, "time_expire");
  }

  private static boolean isLater(String time, Instant than) {
    try {
      return LocalDateTime.parse(time, TIME).toInstant(CHINA).isAfter(than);
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static Optional<Reply> unnamed(Map<String, String> fields) {
    boolean named =
        !fields.getOrDefault("out_trade_no", "").isEmpty()
            || !fields.getOrDefault("transaction_id", "").isEmpty();
    return named ? Optional.empty() : refuse(Reply.ErrorCode.LACK_PARAMS, "out_trade_no");
  }

  private static boolean isRefundNamed(Map<String, String> fields) {
    return !fields.getOrDefault("refund_id", "").isEmpty()
        || !fields.getOrDefault("out_refund_no", "").isEmpty();
  }

  private static Optional<Reply> refuse(Reply.ErrorCode code, String field) {
    return Optional.of(Reply.failure(code.name(), code.text() + ": " + field, Map.of()));
  }
}
