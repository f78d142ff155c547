package dev.facepay.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.facepay.simulator.ledger.Api;
import dev.facepay.simulator.ledger.Call;
import dev.facepay.simulator.ledger.CodeHasher;
import dev.facepay.simulator.ledger.Reply;
import dev.facepay.simulator.merchant.Merchant;
import dev.facepay.simulator.merchant.Merchants;
import dev.facepay.simulator.merchant.SignType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChecksTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final String KEY = "k".repeat(32);
  private static final Merchant PLAIN =
      new Merchant("1900000109", "wx1", SignType.MD5, Map.of(), KEY);
  private static final Merchant PROVIDER =
      new Merchant("1900000110", "wx2", SignType.MD5, Map.of("201", "wx201"), KEY);

  private final Checks checks =
      new Checks(new Merchants(List.of(PLAIN, PROVIDER)), new CodeHasher(new byte[32]));

  private static Map<String, String> payment() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("appid", "wx1");
    fields.put("mch_id", "1900000109");
    fields.put("nonce_str", "n");
    fields.put("body", "tea");
    fields.put("out_trade_no", "A1_-|*");
    fields.put("total_fee", "100");
    fields.put("spbill_create_ip", "::1");
    fields.put("auth_code", "130000000000000001");
    return fields;
  }

  private static Map<String, String> credential() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("appid", "wx1");
    fields.put("mch_id", "1900000109");
    fields.put("nonce_str", "n");
    fields.put("store_id", "s");
    fields.put("store_name", "S");
    fields.put("device_id", "d");
    fields.put("rawdata", "r");
    fields.put("now", "1772359200");
    fields.put("version", "1");
    return fields;
  }

  private static String code(Checks.Checked checked) {
    return switch (checked) {
      case Checks.Checked.Refused(var caller, Reply reply) -> "signed " + reply.errCode();
      case Checks.Checked.Unauthenticated(Reply reply) -> "unsigned " + reply.errCode();
      case Checks.Checked.Trade _, Checks.Checked.Credential _ -> "passed";
    };
  }

  private Checks.Checked check(Api api, Map<String, String> fields) {
    fields.put("sign", SignType.MD5.sign(fields, KEY));
    return checks.check(api, fields, NOW);
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        arguments("nonce_str", "", "signed LACK_PARAMS"),
        arguments("nonce_str", "n".repeat(33), "signed PARAM_ERROR"),
        arguments("appid", "", "signed LACK_PARAMS"),
        arguments("appid", "wx404", "signed APPID_NOT_EXIST"),
        arguments("appid", "wx2", "signed APPID_MCHID_NOT_MATCH"),
        arguments("mch_id", "", "unsigned LACK_PARAMS"),
        arguments("mch_id", "404", "unsigned MCHID_NOT_EXIST"),
        arguments("sign_type", "SHA1", "unsigned PARAM_ERROR"),
        arguments("sign_type", "HMAC-SHA256", "unsigned SIGNERROR"),
        arguments("sub_mch_id", "201", "signed NOAUTH"),
        arguments("body", "", "signed LACK_PARAMS"),
        arguments("body", "茶".repeat(128), "passed"),
        arguments("body", "茶".repeat(129), "signed PARAM_ERROR"),
        arguments("out_trade_no", "", "signed LACK_PARAMS"),
        arguments("out_trade_no", "A".repeat(33), "signed PARAM_ERROR"),
        arguments("out_trade_no", "A@1", "signed PARAM_ERROR"),
        arguments("total_fee", "", "signed LACK_PARAMS"),
        arguments("total_fee", "0", "signed PARAM_ERROR"),
        arguments("total_fee", "-1", "signed PARAM_ERROR"),
        arguments("total_fee", "1.5", "signed PARAM_ERROR"),
        arguments("total_fee", "99999999999", "signed PARAM_ERROR"),
        arguments("spbill_create_ip", "here", "signed PARAM_ERROR"),
        arguments("auth_code", "", "signed LACK_PARAMS"),
        arguments("auth_code", "160000000000000001", "signed AUTH_CODE_INVALID"),
        arguments("auth_code", "13000000000000001", "signed AUTH_CODE_INVALID"),
        arguments("auth_code", "150000000000000001", "passed"),
        arguments("fee_type", "USD", "signed PARAM_ERROR"),
        arguments("limit_pay", "no_debit", "signed PARAM_ERROR"),
        arguments("receipt", "N", "signed PARAM_ERROR"),
        arguments("attach", "a".repeat(128), "signed PARAM_ERROR"),
        arguments("time_start", "now", "signed PARAM_ERROR"),
        arguments("time_expire", "20260301180100", "signed PARAM_ERROR"),
        arguments("time_expire", "20260301180101", "passed"),
        arguments("time_expire", "20261301180101", "signed PARAM_ERROR"));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void each_field_has_its_rule(String field, String value, String outcome) {
    Map<String, String> fields = payment();
    fields.put(field, value);

    assertThat(code(check(Api.MICROPAY, fields))).isEqualTo(outcome);
  }

  @Test
  void a_message_changed_on_the_way_is_a_strangers() {
    Map<String, String> fields = payment();
    fields.put("sign", SignType.MD5.sign(fields, KEY));
    fields.put("total_fee", "1");
    assertThat(code(checks.check(Api.MICROPAY, fields, NOW))).isEqualTo("unsigned SIGNERROR");
    fields.remove("sign");
    assertThat(code(checks.check(Api.MICROPAY, fields, NOW))).isEqualTo("unsigned LACK_PARAMS");
  }

  static Stream<Arguments> payees() {
    return Stream.of(
        arguments("201", "wx201", "passed"),
        arguments("201", "", "passed"),
        arguments("", "", "signed LACK_PARAMS"),
        arguments("202", "", "signed MCHID_NOT_EXIST"),
        arguments("201", "wx202", "signed APPID_MCHID_NOT_MATCH"));
  }

  @ParameterizedTest
  @MethodSource("payees")
  void a_service_provider_names_one_of_its_own(String sub, String app, String outcome) {
    Map<String, String> fields = payment();
    fields.put("mch_id", "1900000110");
    fields.put("appid", "wx2");
    fields.put("sub_mch_id", sub);
    fields.put("sub_appid", app);

    assertThat(code(check(Api.MICROPAY, fields))).isEqualTo(outcome);
  }

  @Test
  void a_question_needs_one_of_two_numbers() {
    Map<String, String> fields = payment();
    fields.put("out_trade_no", "A@1");
    assertThat(code(check(Api.ORDERQUERY, fields))).isEqualTo("passed");
    fields.remove("out_trade_no");
    assertThat(code(check(Api.REVERSE, fields))).isEqualTo("signed LACK_PARAMS");
    fields.put("transaction_id", "420");
    assertThat(code(check(Api.REVERSE, fields))).isEqualTo("passed");
  }

  static Stream<Arguments> devices() {
    return Stream.of(
        arguments("store_id", "", "signed LACK_PARAMS"),
        arguments("store_name", "", "signed LACK_PARAMS"),
        arguments("device_id", "", "signed LACK_PARAMS"),
        arguments("rawdata", "r".repeat(2049), "signed PARAM_ERROR"),
        arguments("now", "17723592", "signed PARAM_ERROR"),
        arguments("version", "2", "signed PARAM_ERROR"),
        arguments("attach", "{}", "passed"));
  }

  @ParameterizedTest
  @MethodSource("devices")
  void a_credential_is_for_a_named_device(String field, String value, String outcome) {
    Map<String, String> fields = credential();
    fields.put(field, value);

    assertThat(code(check(Api.AUTHINFO, fields))).isEqualTo(outcome);
  }

  @Test
  void the_call_carries_no_code_in_clear() {
    Checks.Checked checked = check(Api.MICROPAY, payment());

    assertThat(checked)
        .isInstanceOfSatisfying(
            Checks.Checked.Trade.class,
            trade -> assertThat(((Call.Pay) trade.call()).codeHash()).hasSize(16));
    assertThat(checked.toString()).doesNotContain("130000000000000001").doesNotContain(KEY);
  }
}
