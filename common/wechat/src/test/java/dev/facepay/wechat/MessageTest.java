package dev.facepay.wechat;

import static dev.facepay.wechat.Samples.NOW;
import static dev.facepay.wechat.Samples.merchant;
import static dev.facepay.wechat.Samples.payment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.wechat.Micropay.Extras;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {

  /** One value that is just right and one that just is not, for every field there is. */
  private static final Map<Field, String[]> EDGES =
      Map.ofEntries(
          edge(Field.APPID, "wx_1", "w x"),
          edge(Field.MCH_ID, "1".repeat(32), "1".repeat(33)),
          edge(Field.SUB_APPID, "wx", "w-x"),
          edge(Field.SUB_MCH_ID, "1", "1_"),
          edge(Field.DEVICE_INFO, "D-1".repeat(10), "D 1"),
          edge(Field.BODY, "刷".repeat(128), "刷".repeat(129)),
          edge(Field.DETAIL, json(6000), json(6001)),
          edge(Field.ATTACH, "a".repeat(127), "a".repeat(128)),
          edge(Field.OUT_TRADE_NO, "aZ09_-|*" + "x".repeat(24), "a@b"),
          edge(Field.OUT_TRADE_NO_ASKED, "a@b", "a b"),
          edge(Field.TRANSACTION_ID, "1".repeat(32), "1-1"),
          edge(Field.TOTAL_FEE, "2147483647", "2147483648"),
          edge(Field.FEE_TYPE, "CNY", "cny"),
          edge(Field.SPBILL_CREATE_IP, "2001:db8::1", "2001:db8::1%eth0"),
          edge(Field.GOODS_TAG, "g".repeat(32), "g".repeat(33)),
          edge(Field.LIMIT_PAY, "no_credit", "no_debit"),
          edge(Field.TIME_START, "20261122160000", "2026112216000"),
          edge(Field.TIME_EXPIRE, "20261122160000", "202611221600001"),
          edge(Field.RECEIPT, "Y", "N"),
          edge(Field.PROFIT_SHARING, "Y", "N"),
          edge(Field.AUTH_CODE, "150000000000000000", "160000000000000000"),
          edge(Field.SCENE_INFO, json(256), json(257)),
          edge(Field.STORE_ID, "s".repeat(32), "s".repeat(33)),
          edge(Field.STORE_NAME, "店".repeat(128), "店".repeat(129)),
          edge(Field.DEVICE_ID, "d".repeat(32), "d".repeat(33)),
          edge(Field.ATTACH_JSON, json(1024), "[]"),
          edge(Field.RAWDATA, "r".repeat(2048), "r".repeat(2049)),
          edge(Field.OUT_REFUND_NO, "aZ09_-|*@" + "x".repeat(55), "a b"),
          edge(Field.REFUND_FEE, "2147483647", "0"),
          edge(Field.REFUND_FEE_TYPE, "CNY", "cny"),
          edge(Field.REFUND_ACCOUNT, "REFUND_SOURCE_RECHARGE_FUNDS", "REFUND_SOURCE_OTHER_FUNDS"),
          edge(Field.REFUND_DESC, "退".repeat(20), "退".repeat(81)),
          edge(Field.BILL_DATE, "20261122", "2026-11-22"),
          edge(Field.BILL_TYPE, "ALL", "all"),
          edge(Field.ACCOUNT_TYPE, "Basic", "Fees"),
          edge(Field.TAR_TYPE, "GZIP", "ZIP"),
          edge(Field.OFFSET, "999", "1000"),
          edge(Field.NOW, "1763798400", "176379840"),
          edge(Field.VERSION, "1", "2"));

  @ParameterizedTest
  @EnumSource(Field.class)
  void every_field_has_an_edge_and_keeps_it(Field field) {
    String[] edge = EDGES.get(field);
    assertThat(edge).as("a row for %s", field).isNotNull();
    assertThat(field.fault(edge[0])).as(edge[0]).isEmpty();
    assertThat(field.fault(edge[1])).as(edge[1]).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "a\u001Fb", "😀", "a\uD800b", "a\uFFFEb", "a\uFFFFb"})
  void no_field_takes_what_wechat_or_xml_can_not(String text) {
    assertThat(Field.BODY.fault(text)).isPresent();
    assertThat(Field.ATTACH.fault(text)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "134567890123456789,true",
    "104567890123456789,true",
    "094567890123456789,false",
    "13456789012345678,false",
    "1345678901234567890,false",
    "13456789012345678x,false",
    "１34567890123456789,false"
  })
  void a_payment_code_is_18_digits_from_10_to_15(String code, boolean fits) {
    assertThat(Field.AUTH_CODE.fault(code).isEmpty()).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,true",
    "255.255.255.255,true",
    "256.1.1.1,false",
    "1.2.3,false",
    "10,false",
    "::1,true",
    "::ffff:10.0.0.1,true",
    "1::2::3,false",
    "shop.example,false",
    "[::1],false"
  })
  void an_address_is_a_literal(String ip, boolean fits) {
    assertThat(Field.SPBILL_CREATE_IP.fault(ip).isEmpty()).isEqualTo(fits);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE, 2147483648L, Long.MAX_VALUE})
  void an_amount_that_can_not_be_is_named(long fen) {
    Micropay.Request request = Samples.request("1900000109", "T-1", fen, "1", "b", "1.1.1.1");
    assertThat(Micropay.fields(request, merchant()))
        .isInstanceOfSatisfying(
            Message.Invalid.class, invalid -> assertThat(invalid.field()).isEqualTo("total_fee"));
  }

  @Test
  void values_are_trimmed_once_and_blank_ones_are_no_fields() {
    Extras extras = new Extras(" d1 ", "", "  ", null, null, null, null, null, null, null, null);
    assertThat(fields(Micropay.fields(Samples.withExtras(payment(), extras), merchant())))
        .containsEntry("device_info", "d1")
        .containsEntry("fee_type", "CNY")
        .doesNotContainKeys("detail", "attach", "goods_tag");
  }

  @Test
  void an_expiry_is_more_than_a_minute_away_and_in_china_time() {
    assertThat(Micropay.fields(expiringAt(NOW.plusSeconds(60)), merchant(), NOW))
        .isInstanceOf(Message.TooLate.class);
    assertThat(Micropay.fields(expiringAt(NOW.plusSeconds(61)), merchant(), NOW))
        .isInstanceOf(Message.Ready.class);
    assertThat(fields(expiring(NOW.plusSeconds(61))))
        .containsEntry("time_expire", "20261122160101");
  }

  @Test
  void a_time_is_one_that_fourteen_digits_can_say_in_every_zone() {
    Instant last = Instant.parse("9998-12-31T23:59:59Z");
    assertThat(fields(expiring(last))).containsEntry("time_expire", "99990101075959");
    assertThat(expiring(last.plusSeconds(1))).isInstanceOf(Message.Invalid.class);
    assertThat(expiring(Instant.MAX)).isInstanceOf(Message.Invalid.class);
    assertThat(expiring(Instant.EPOCH.minusSeconds(1))).isInstanceOf(Message.Invalid.class);
    assertThat(expiring(Instant.MIN)).isInstanceOf(Message.Invalid.class);
  }

  @ParameterizedTest
  @CsvSource({
    "茶,128,42",
    "é,128,63",
    "a,128,127",
    "a,127,127",
  })
  void a_body_is_shortened_at_a_character_to_the_bytes_that_wechat_takes(
      String character, int given, int sent) {
    assertThat(fields(Micropay.fields(selling(character.repeat(given)), merchant())))
        .containsEntry("body", character.repeat(sent));
  }

  @Test
  void a_body_that_is_cut_at_a_blank_ends_before_it() {
    String words = "a".repeat(126) + " b";
    assertThat(fields(Micropay.fields(selling(words), merchant())))
        .containsEntry("body", "a".repeat(126));
  }

  @Test
  void a_name_that_an_older_release_took_is_sent_without_what_wechat_refuses() {
    assertThat(named("Noodles 🍜")).containsEntry("store_name", "Noodles");
    assertThat(named("🍜")).containsEntry("store_name", "S9");
    assertThat(named("\uFFFE")).containsEntry("store_name", "S9");
  }

  private static Map<String, String> named(String name) {
    return fields(
        Authinfo.fields(
            new Authinfo.Request("1900000109", null, "S9", name, "D1", null, new Secret("r")),
            merchant(),
            NOW));
  }

  @Test
  void a_number_is_needed_and_wechats_own_wins() {
    assertThat(
            OrderQuery.fields(new OrderQuery.Request("1900000109", null, null, " ", 1), merchant()))
        .isEqualTo(new Message.Invalid("out_trade_no", "is missing"));
    assertThat(
            fields(Reverse.fields(new Reverse.Request("1900000109", null, "T", "4"), merchant())))
        .containsEntry("transaction_id", "4")
        .doesNotContainKey("out_trade_no");
    assertThat(
            OrderQuery.fields(
                OrderQuery.Request.byOutTradeNo("1900000109", null, "T", 0), merchant()))
        .isInstanceOf(Message.Invalid.class);
  }

  @Test
  void a_missing_field_is_named_and_no_value_is_quoted() {
    Micropay.Request request = Samples.request("1900000109", "T-1", 1, "999", "b", "1.1.1.1");
    assertThat(Micropay.fields(request, merchant()))
        .isInstanceOfSatisfying(
            Message.Invalid.class,
            invalid -> assertThat(invalid.text()).startsWith("auth_code").doesNotContain("999"));
    Authinfo.Request ask =
        new Authinfo.Request("1900000109", null, "", "n", "d", null, new Secret("r"));
    assertThat(Authinfo.fields(ask, merchant(), NOW))
        .isEqualTo(new Message.Invalid("store_id", "is missing"));
  }

  @Test
  void the_table_of_edges_has_no_row_too_many() {
    assertThat(EDGES.keySet()).containsExactlyInAnyOrder(Field.values());
  }

  private static Message expiring(Instant expire) {
    return Micropay.fields(expiringAt(expire), merchant());
  }

  private static Micropay.Request expiringAt(Instant expire) {
    return Samples.withExtras(
        payment(), new Extras(null, null, null, null, null, null, NOW, expire, null, null, null));
  }

  private static Micropay.Request selling(String body) {
    return Samples.request("1900000109", "T-1", 1, "134567890123456789", body, "1.1.1.1");
  }

  private static Map<String, String> fields(Message message) {
    return ((Message.Ready) message).fields();
  }

  private static String json(int length) {
    return "{\"a\":\"" + "x".repeat(length - 8) + "\"}";
  }

  private static Map.Entry<Field, String[]> edge(Field field, String good, String bad) {
    return Map.entry(field, new String[] {good, bad});
  }
}
