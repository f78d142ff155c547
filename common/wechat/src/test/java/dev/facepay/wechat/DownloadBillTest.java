package dev.facepay.wechat;

import static dev.facepay.wechat.Samples.KEY;
import static dev.facepay.wechat.Samples.merchant;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.wechat.DownloadBill.Kind;
import dev.facepay.wechat.DownloadBill.Outcome;
import dev.facepay.wechat.DownloadBill.Refused;
import dev.facepay.wechat.DownloadBill.Taken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
@Tag("real")
class DownloadBillTest extends GatewayTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 28);

  @TempDir Path dir;

  @Test
  void a_bill_is_kept_as_it_came_with_its_hash() throws Exception {
    byte[] body = BillTest.gzip(BillTest.ALL);
    GatewayStub gateway = stub((arrival, out) -> GatewayStub.write(out, 200, body));
    Path file = dir.resolve("bill");
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    assertThat(bill(gateway, Kind.ALL)).isEqualTo(new Taken(body.length, hash));
    assertThat(file).hasBinaryContent(body);
    assertThat(gateway.arrivals.getFirst().path()).isEqualTo("/pay/downloadbill");
    assertThat(gateway.arrivals.getFirst().fields())
        .containsEntry("bill_date", "20261128")
        .containsEntry("bill_type", "ALL")
        .containsEntry("tar_type", "GZIP")
        .containsEntry("sign_type", "MD5");
    assertThat(calls).singleElement().extracting(CallListener.Call::outcome).isEqualTo("taken");
  }

  @Test
  void the_fund_flow_is_asked_for_with_the_signature_that_it_wants() throws Exception {
    GatewayStub gateway = stub(GatewayStub.body("记账时间"));
    assertThat(bill(gateway, Kind.FUNDS)).isInstanceOf(Taken.class);
    GatewayStub.Arrival arrival = gateway.arrivals.getFirst();
    assertThat(arrival.path()).isEqualTo("/pay/downloadfundflow");
    assertThat(arrival.fields())
        .containsEntry("account_type", "Basic")
        .containsEntry("sign_type", "HMAC-SHA256")
        .doesNotContainKey("bill_type");
    assertThat(merchant().signType()).isEqualTo(SignType.MD5);
    assertThat(Signing.verifies(arrival.fields(), KEY, SignType.HMAC_SHA256)).isTrue();
  }

  @Test
  void a_bill_that_breaks_off_is_no_file() throws Exception {
    GatewayStub gateway =
        stub(
            (arrival, out) -> {
              out.write("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n交易时间,".getBytes(UTF_8));
              out.flush();
              throw new java.io.IOException("cut");
            });
    assertThat(bill(gateway, Kind.ALL))
        .isInstanceOfSatisfying(
            Unclear.class, it -> assertThat(it.cause()).isEqualTo(Cause.NO_ANSWER));
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void an_error_of_http_or_an_empty_answer_is_asked_again() throws Exception {
    assertThat(bill(stub(GatewayStub.status(502, "交易时间")), Kind.ALL)).isInstanceOf(Unclear.class);
    assertThat(bill(stub(GatewayStub.body("")), Kind.ALL)).isInstanceOf(Unclear.class);
    assertThat(bill(stub(GatewayStub.body("<html></html>")), Kind.ALL)).isInstanceOf(Unclear.class);
  }

  @ParameterizedTest
  @CsvSource({
    "No Bill Exist, 20002, NoBill",
    "NO Bill Exist, 20002, NoBill",
    "Bill Creating, 20002, NotYet",
    "CompressGZip Error, 20003, Unclear",
    "UnCompressGZip Error, 20003, Unclear",
    "SYSTEMERROR, 100, Unclear",
    "system error, 20100, Unclear",
    "invalid bill_date, 20001, Refused",
    "invalid bill_type, 20001, Refused",
    "'invalid tar_type, Only GZIP supported', 20001, Refused",
    "invalid appid, 20001, Refused",
    "invalid parameter, 20001, Refused",
    "missing parameter, 20001, Refused",
    "nonce_str too long, 20001, Refused",
    "require POST method, 20001, Refused",
    "empty post data, 20001, Refused",
    "data format error, 20001, Refused",
    "SIGN ERROR, 20001, Refused",
    "当前商户号账单API权限已经关闭, 20007, Refused",
    "something new, 20002, Unclear",
  })
  void the_text_of_a_bad_answer_decides(String text, String code, String outcome) {
    Outcome read =
        DownloadBill.ofMessage(
            "<xml><return_code>FAIL</return_code><return_msg>%s</return_msg><error_code>%s</error_code></xml>"
                .formatted(text, code));
    assertThat(read.getClass().getSimpleName()).isEqualTo(outcome);
    if (read instanceof Refused refused) {
      assertThat(refused).isEqualTo(new Refused(new Code.Other(code), text));
    }
  }

  @ParameterizedTest
  @CsvSource({"NO_BILL_EXIST, NoBill", "BILL_CREATING, NotYet", "SYSTEMERROR, Unclear"})
  void a_fund_flow_says_it_in_err_code(String code, String outcome) {
    String body =
        "<xml><return_code>SUCCESS</return_code><result_code>FAIL</result_code><err_code>%s</err_code></xml>";
    assertThat(DownloadBill.ofMessage(body.formatted(code)).getClass().getSimpleName())
        .isEqualTo(outcome);
    assertThat(DownloadBill.ofMessage(body.formatted("PARAM_ERROR"))).isInstanceOf(Refused.class);
  }

  private Outcome bill(GatewayStub gateway, Kind kind) throws InterruptedException {
    return open(gateway.url())
        .bill(new DownloadBill.Request("1900000109", DAY, kind), dir.resolve("bill"));
  }
}
