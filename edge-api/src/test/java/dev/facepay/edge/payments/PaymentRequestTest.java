package dev.facepay.edge.payments;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.http.FieldError;
import dev.facepay.http.RequestBody.Read;
import dev.facepay.payment.Channel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Every field's rule, and everything that is no request. */
class PaymentRequestTest {

  private static Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("order_no", "20261122S017D03000042");
    fields.put("auth_code", "134567890123456789");
    fields.put("total_fee", 1280);
    fields.put("body", "Shop 17");
    fields.put("channel", "face");
    return fields;
  }

  private static List<FieldError> errors(Read.Invalid<?> invalid) {
    return invalid.errors();
  }

  private static Read<PaymentRequest> read(String name, Object value) {
    Map<String, Object> fields = fields();
    fields.put(name, value);
    return read(fields);
  }

  private static Read<PaymentRequest> read(Map<String, Object> fields) {
    return PaymentRequest.read(JsonMapper.shared().writeValueAsBytes(fields));
  }

  private static Read<PaymentRequest> read(String json) {
    return PaymentRequest.read(json.getBytes(UTF_8));
  }

  @Test
  void a_request_with_all_fields_is_read_as_it_is() {
    Map<String, Object> fields = fields();
    fields.putAll(
        Map.of(
            "attempt", 2,
            "channel", "code",
            "detail", "{\"goods_detail\":[]}",
            "attach", "till 3",
            "goods_tag", "TAG",
            "limit_pay", "no_credit",
            "receipt", "Y",
            "profit_sharing", "Y",
            "time_expire", "2026-11-22T10:30:00+08:00"));

    assertThat(read(fields))
        .isInstanceOfSatisfying(
            Read.Valid.class,
            valid -> {
              PaymentRequest request = (PaymentRequest) valid.value();
              assertThat(request.attempt()).isEqualTo(2);
              assertThat(request.channel()).isEqualTo(Channel.CODE);
              assertThat(request.detail()).isEqualTo("{\"goods_detail\":[]}");
              assertThat(request.receipt()).isEqualTo("Y");
              assertThat(request.profitSharing()).isEqualTo("Y");
              assertThat(request.timeExpire()).isEqualTo(Instant.parse("2026-11-22T02:30:00Z"));
              assertThat(request.toString()).doesNotContain("134567890123456789");
            });
    assertThat(read(fields()))
        .isInstanceOfSatisfying(
            Read.Valid.class,
            valid -> assertThat(((PaymentRequest) valid.value()).attempt()).isEqualTo(1));
  }

  @Test
  void values_at_the_edge_of_their_rule_pass() {
    List<Map.Entry<String, Object>> right =
        List.of(
            Map.entry("order_no", "a"),
            Map.entry("order_no", "Az09_-|*" + "x".repeat(20)),
            Map.entry("auth_code", "100000000000000000"),
            Map.entry("auth_code", "159999999999999999"),
            Map.entry("total_fee", 1),
            Map.entry("total_fee", 100_000_000),
            Map.entry("attempt", 999),
            Map.entry("body", "店".repeat(128)),
            Map.entry("attach", "x".repeat(127)),
            Map.entry("goods_tag", "x".repeat(32)),
            Map.entry("detail", "{\"a\":\"" + "x".repeat(5992) + "\"}"),
            Map.entry("attach", " "),
            Map.entry("time_expire", "9998-12-31T23:59:59Z"),
            Map.entry("time_expire", "2026-11-22T02:30:00.5Z"));
    for (Map.Entry<String, Object> field : right) {
      assertThat(read(field.getKey(), field.getValue()))
          .as(field.toString())
          .isInstanceOf(Read.Valid.class);
    }
  }

  @Test
  void values_beyond_their_rule_are_refused_by_name_and_never_repeated() {
    List<Map.Entry<String, Object>> wrong = new ArrayList<>();
    for (Object value : new Object[] {"", "x".repeat(29), "a b", "a@b", "订单", 5, List.of()}) {
      wrong.add(Map.entry("order_no", value));
    }
    for (Object value :
        new Object[] {"160000000000000000", "090000000000000000", "13456789012345678", 13L, ""}) {
      wrong.add(Map.entry("auth_code", value));
    }
    for (Object value : new Object[] {0, -1, 100_000_001, 12.5, 1280.0, "1280", 1e30, true}) {
      wrong.add(Map.entry("total_fee", value));
    }
    for (Object value : new Object[] {0, 1000, "1"}) {
      wrong.add(Map.entry("attempt", value));
    }
    for (Object value :
        new Object[] {
          "",
          "x".repeat(129),
          "emoji 😀",
          "nul \0",
          "￿",
          5,
          "\u3000",
          "   ",
          "\t",
          "\u200B",
          "\u0085"
        }) {
      wrong.add(Map.entry("body", value));
    }
    wrong.add(Map.entry("channel", "FACE"));
    wrong.add(Map.entry("attach", "x".repeat(128)));
    wrong.add(Map.entry("goods_tag", "x".repeat(33)));
    wrong.add(Map.entry("detail", "not json"));
    wrong.add(Map.entry("detail", "[]"));
    wrong.add(Map.entry("detail", "{\"a\":\"" + "x".repeat(5993) + "\"}"));
    wrong.add(Map.entry("limit_pay", "credit"));
    wrong.add(Map.entry("receipt", "N"));
    wrong.add(Map.entry("profit_sharing", "y"));
    wrong.add(Map.entry("detail", "{\"n\":\"\\ud83c\\udf5c\"}"));
    wrong.add(Map.entry("detail", "{\"\\u0000\":1}"));
    wrong.add(Map.entry("detail", "[{\"goods_detail\":[]}]"));
    for (String time :
        new String[] {
          "20261122103000",
          "+10000-01-01T00:00:00Z",
          "+999999999-12-31T23:59:59Z",
          "9999-06-01T00:00:00Z",
          "9998-12-31T23:59:59-18:00",
          "1969-12-31T23:59:59Z"
        }) {
      wrong.add(Map.entry("time_expire", time));
    }
    for (Map.Entry<String, Object> field : wrong) {
      assertThat(read(field.getKey(), field.getValue()))
          .as(field.toString())
          .isInstanceOfSatisfying(
              Read.Invalid.class,
              invalid -> {
                assertThat(errors(invalid)).hasSize(1);
                assertThat(errors(invalid).getFirst().field()).isEqualTo(field.getKey());
                if (field.getKey().equals("auth_code")
                    && field.getValue() instanceof String code
                    && !code.isEmpty()) {
                  assertThat(invalid.toString()).doesNotContain(code);
                }
              });
    }
  }

  @Test
  void everything_that_is_wrong_is_told_at_once() {
    assertThat(read("{\"total_fee\": 0, \"amount\": 5, \"body\": null}"))
        .isInstanceOfSatisfying(
            Read.Invalid.class,
            invalid ->
                assertThat(errors(invalid))
                    .extracting(FieldError::field)
                    .containsExactlyInAnyOrder(
                        "amount", "order_no", "auth_code", "channel", "body", "total_fee"));
  }

  @Test
  void a_flood_of_unknown_fields_makes_a_short_answer() {
    Map<String, Object> fields = fields();
    for (int i = 0; i < 500; i++) {
      fields.put("x".repeat(100) + i, 1);
    }

    assertThat(read(fields))
        .isInstanceOfSatisfying(
            Read.Invalid.class, invalid -> assertThat(errors(invalid)).hasSize(20));
  }

  @Test
  void a_long_name_is_shown_in_part_and_in_whole_characters() {
    assertThat(read("x".repeat(39) + "🍜🍜", 1))
        .isInstanceOfSatisfying(
            Read.Invalid.class,
            invalid ->
                assertThat(errors(invalid).getFirst().field()).isEqualTo("x".repeat(39) + "…"));
  }

  @Test
  void what_is_no_json_object_is_malformed_and_its_text_is_not_repeated() {
    for (String json :
        List.of(
            "",
            "   ",
            "null",
            "[]",
            "\"134567890123456789\"",
            "134567890123456789",
            "{\"auth_code\": \"134567890123456789\"",
            "{\"auth_code\": 134567890123456789x}",
            "{\"body\": \"a\", \"body\": \"b\"}",
            "{} {}",
            "{\"a\":".repeat(50))) {
      assertThat(read(json))
          .as(json)
          .isInstanceOfSatisfying(
              Read.Malformed.class,
              malformed -> assertThat(malformed.why()).doesNotContain("134567890123456789"));
    }
    assertThat(PaymentRequest.read(new byte[] {'{', '"', (byte) 0xC3, '"', '}'}))
        .isInstanceOf(Read.Malformed.class);
  }
}
