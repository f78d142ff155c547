package dev.facepay.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FactFieldsTest extends FactSamples {

  @Test
  void what_wechat_says_of_the_money_comes_back_and_what_it_left_out_is_no_field() {
    PaymentFact.Succeeded bare =
        new PaymentFact.Succeeded(ref(1, null), Stage.QUERY, "4200", T0, T0);
    PaymentFact.Succeeded told = bare.with(details());
    assertThat(FactFields.read(told.type(), FactFields.write(told))).isEqualTo(told);
    assertThat(FactFields.write(told))
        .containsEntry("coupons", "2000000001 cash 200,- no_cash 300,3 shiny 0")
        .containsEntry("coupon_count", 3)
        .containsEntry("is_subscribe", true);
    assertThat(FactFields.write(bare)).doesNotContainKeys("settlement_fen", "coupons");
    assertThat(FactFields.read(bare.type(), FactFields.write(bare))).isEqualTo(bare);
  }

  @ParameterizedTest
  @MethodSource("billFacts")
  void the_facts_of_a_merchants_bills_stand_in_one_line(BillFact fact) {
    Map<String, Object> fields = FactFields.write(fact);
    assertThat(fields.keySet()).allMatch(Pattern.compile("[a-z][a-z0-9_]*").asMatchPredicate());
    assertThat(fields).containsEntry("day", "2026-11-22").containsKeys("version", "occurred_at");
    assertThat(fact.key()).isEqualTo("1900000109");
    assertThat(fact.subject()).isEqualTo("1900000109:2026-11-22");
    assertThat(fact.factId()).startsWith("1900000109:2026-11-22/" + fact.type().wire() + "/");
  }

  @ParameterizedTest
  @MethodSource("alarmFacts")
  void what_people_say_of_one_alarm_stands_in_one_line_and_is_no_state(AlarmFact fact) {
    assertThat(FactFields.write(fact)).containsEntry("alarm_id", fact.key());
    assertThat(fact.version()).isZero();
    assertThat(fact.subject()).isEqualTo(fact.alarm().id());
  }

  @ParameterizedTest
  @MethodSource("allFacts")
  void a_fact_comes_back_as_it_was(Fact fact) {
    assertThat(FactFields.read(fact.type(), FactFields.write(fact))).isEqualTo(fact);
  }

  @ParameterizedTest
  @MethodSource("facts")
  void fields_are_flat_snake_case_with_fen_and_utc(PaymentFact fact) {
    Map<String, Object> fields = FactFields.write(fact);
    assertThat(fields.keySet()).allMatch(Pattern.compile("[a-z][a-z0-9_]*").asMatchPredicate());
    assertThat(fields.values())
        .allMatch(v -> v instanceof String || v instanceof Integer || v instanceof Long);
    assertThat(fields)
        .containsEntry("amount_fen", 1280L)
        .containsEntry("currency", "CNY")
        .containsEntry("requested_at", "2026-11-22T02:00:00.007Z");
  }

  @ParameterizedTest
  @MethodSource("deviceFacts")
  void a_devices_facts_are_flat_too(DeviceFact fact) {
    Map<String, Object> fields = FactFields.write(fact);
    assertThat(fields.keySet()).allMatch(Pattern.compile("[a-z][a-z0-9_]*").asMatchPredicate());
    assertThat(fields.values())
        .allMatch(v -> v instanceof String || v instanceof Integer || v instanceof Boolean);
    assertThat(fields).containsKeys("version", "occurred_at");
  }

  @ParameterizedTest
  @MethodSource("reportFacts")
  void a_reports_facts_are_flat_and_stand_in_their_devices_line(ReportFact fact) {
    Map<String, Object> fields = FactFields.write(fact);
    assertThat(fields.keySet()).allMatch(Pattern.compile("[a-z][a-z0-9_]*").asMatchPredicate());
    assertThat(fields).containsKeys("version", "occurred_at", "trade_id", "out_trade_no");
    assertThat(fact.key()).isEqualTo("1900000109:D03");
    assertThat(fact.subject()).startsWith("1900000109:A1");
  }

  @ParameterizedTest
  @MethodSource("refundFacts")
  void a_refund_stands_in_the_line_of_its_order(RefundFact fact) {
    assertThat(fact.key()).isEqualTo("1900000109:A1");
    assertThat(fact.subject()).startsWith("1900000109:A1");
  }

  @ParameterizedTest
  @MethodSource("facts")
  void a_missing_field_is_named_and_an_unknown_one_ignored(PaymentFact fact) {
    Map<String, Object> fields = new HashMap<>(FactFields.write(fact));
    fields.put("added_later", "x");
    assertThat(FactFields.read(fact.type(), fields)).isEqualTo(fact);
    fields.remove("store_id");
    assertThatThrownBy(() -> FactFields.read(fact.type(), fields))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("store_id");
  }

  @Test
  void every_type_of_fact_is_covered_here() {
    Set<FactType> covered = EnumSet.noneOf(FactType.class);
    allFacts().forEach(fact -> covered.add(fact.type()));
    assertThat(covered).containsExactlyInAnyOrder(FactType.values());
  }

  private static final Set<String> CODED =
      Set.of(
          "reason",
          "unknown_reason",
          "by",
          "how",
          "act",
          "channel",
          "status",
          "method",
          "outcome",
          "bill",
          "kind",
          "asked_by");

  @ParameterizedTest
  @MethodSource("allFacts")
  void a_value_of_tomorrow_in_any_coded_field_is_read_and_said_again_as_it_came(Fact fact) {
    Map<String, Object> fields = FactFields.write(fact);
    for (String name : fields.keySet()) {
      if (CODED.contains(name)) {
        Map<String, Object> later = new HashMap<>(fields);
        later.put(name, "brand_new");
        if (name.equals("by") && fact.version() > 0) {
          later.put("version", 7);
        }
        Fact read = FactFields.read(fact.type(), later);
        assertThat(FactFields.write(read)).as(name).isEqualTo(later);
        assertThat(read.factId()).isNotEmpty();
        assertThat(read.version()).isEqualTo(later.get("version"));
      }
    }
  }

  @Test
  void what_no_release_can_have_said_is_no_coded_value() {
    for (String wire : List.of("", "no blanks", "x".repeat(65), "\n")) {
      assertThatThrownBy(() -> Coded.read(Channel.class, wire))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(Coded.read(Channel.class, "face")).isSameAs(Channel.FACE);
    assertThat(Coded.read(Channel.class, "palm")).isEqualTo(new Coded.Other<Channel>("palm"));
    assertThat(Coded.read(Channel.class, "palm").label()).isEqualTo("other");
  }
}
