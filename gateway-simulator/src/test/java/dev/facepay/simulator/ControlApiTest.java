package dev.facepay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("real")
class ControlApiTest {
  private final RunningSimulator simulator = RunningSimulator.get();

  private HttpResponse<String> get(String path) throws Exception {
    return simulator.control("GET", path, "");
  }

  @Test
  void info_tells_ports_and_files() throws Exception {
    assertThat(get("/_sim/info").body())
        .contains("\"plain_a\":" + simulator.ports.plainA())
        .contains("\"tls_b\":" + simulator.ports.tlsB())
        .contains("\"merchants_dir\":")
        .contains("\"1900000110\"")
        .doesNotContain(simulator.apiKey("1900000109"));
    assertThat(get("/actuator/health").body()).contains("\"status\":\"UP\"");
    assertThat(get("/_sim/behaviours").body()).contains("LATE_CHARGE");
  }

  @Test
  void every_magic_amount_is_served() throws Exception {
    String body = get("/_sim/magic-amounts").body();
    for (MagicAmount magic : MagicAmount.values()) {
      assertThat(body).contains("\"ending\":" + magic.ending());
    }
  }

  @Test
  void the_ledger_can_be_read_as_a_whole_in_sum_and_line_by_line() throws Exception {
    String number = simulator.newNumber();
    simulator.pay(number, 300);

    assertThat(get("/_sim/ledger?prefix=" + number).body())
        .contains("\"pay_arrivals\":[\"")
        .contains("\"transaction_id\"");
    assertThat(get("/_sim/summary").body()).contains("\"charged_fen\"").contains("\"by_state\"");
    assertThat(get("/_sim/journal?from=1&limit=1").body()).startsWith("{\"n\":1,");
    assertThat(get("/_sim/ledger/1900000109/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void issued_codes_can_be_paid_with() throws Exception {
    HttpResponse<String> codes = simulator.control("POST", "/_sim/codes", "{\"count\":2}");
    Matcher code = Pattern.compile("\"auth_code\":\"(1[0-5]\\d{16})\"").matcher(codes.body());
    assertThat(code.find()).isTrue();
    var payment = simulator.payment(simulator.newNumber(), 100);
    payment.put("auth_code", code.group(1));
    assertThat(simulator.fields(simulator.call("/pay/micropay", payment)))
        .containsEntry("result_code", "SUCCESS");
    payment.put("out_trade_no", simulator.newNumber());
    assertThat(simulator.fields(simulator.call("/pay/micropay", payment)))
        .containsEntry("err_code", "AUTH_CODE_ERROR");
  }

  @Test
  void scripts_can_be_listed_and_deleted() throws Exception {
    String body =
        "{\"match\":{\"prefix\":\"ZZ\"},\"steps\":[{\"behaviour\":\"HTTP_STATUS\",\"status\":503}]}";
    String added = simulator.control("POST", "/_sim/scripts", body).body();
    String id = added.replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
    assertThat(get("/_sim/scripts").body()).contains(id).contains("503");
    assertThat(simulator.control("DELETE", "/_sim/scripts/" + id, "").statusCode()).isEqualTo(204);
    assertThat(simulator.control("DELETE", "/_sim/scripts/" + id, "").statusCode()).isEqualTo(404);
    assertThat(simulator.control("DELETE", "/_sim/scripts", "").statusCode()).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "/_sim/scripts~{}~422",
        "/_sim/scripts~{\"match\":{},\"steps\":[]}~422",
        "/_sim/scripts~{\"match\":{\"prefix\":\"A\"},\"steps\":[]}~422",
        "/_sim/scripts~{\"match\":{\"prefix\":\"A\"},\"steps\":[{}]}~422",
        "/_sim/scripts~{\"match\":{\"prefix\":\"A\"},\"steps\":[{\"behaviour\":\"NO\"}]}~400",
        "/_sim/scripts~{\"match\":{\"prefix\":\"A\",\"api\":\"micropay\"},\"steps\":[{\"behaviour\":\"RECALL\"}]}~422",
        "/_sim/scripts~{\"match\":{\"prefix\":\"A\"},\"steps\":[{\"behaviour\":\"ERROR\",\"code\":\"no\"}]}~422",
        "/_sim/scripts~{\"match\":{\"prefix\":\"A\"},\"steps\":[{\"behaviour\":\"ERROR\",\"delay_ms\":-1}]}~422",
        "/_sim/scripts~{\"match\":{\"prefix\":\"A\"},\"typo\":1}~400",
        "/_sim/scripts~not json~400",
        "/_sim/clock~{}~422",
        "/_sim/clock~{\"offset_s\":1,\"advance_s\":1}~422",
        "/_sim/clock~{\"offset_s\":1e12}~422",
        "/_sim/clock~{\"fixed\":\"yesterday\"}~400",
        "/_sim/codes~{\"count\":0}~422",
        "/_sim/faults~{\"chances\":[{\"probability\":2,\"step\":{\"behaviour\":\"HTML\"}}]}~422",
        "/_sim/faults~{\"chances\":[{\"probability\":0.1}]}~422",
        "/_sim/faults~{\"latency\":{\"slow_share\":2}}~422",
        "/_sim/mode~{}~422",
        "/_sim/domains/c~{\"state\":\"UP\"}~422",
        "/_sim/domains/a~{}~422",
        "/_sim/merchants/1/certificate~{\"expired\":true}~404"
      })
  void a_wrong_input_is_a_problem_with_a_reason(String path, String body, int status)
      throws Exception {
    HttpResponse<String> answer = simulator.control("POST", path, body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.body()).contains("\"detail\":").contains("\"code\":");
  }
}
