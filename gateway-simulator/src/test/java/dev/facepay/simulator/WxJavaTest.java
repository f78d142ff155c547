package dev.facepay.simulator;

import static dev.facepay.simulator.RunningSimulator.PLAIN;
import static dev.facepay.simulator.RunningSimulator.PROVIDER;
import static dev.facepay.simulator.RunningSimulator.SUB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.binarywang.wxpay.bean.request.WxPayFaceAuthInfoRequest;
import com.github.binarywang.wxpay.bean.request.WxPayMicropayRequest;
import com.github.binarywang.wxpay.bean.request.WxPayOrderReverseRequest;
import com.github.binarywang.wxpay.bean.result.WxPayFaceAuthInfoResult;
import com.github.binarywang.wxpay.bean.result.WxPayMicropayResult;
import com.github.binarywang.wxpay.bean.result.WxPayOrderQueryResult;
import com.github.binarywang.wxpay.bean.result.WxPayOrderReverseResult;
import com.github.binarywang.wxpay.exception.WxPayException;
import com.github.binarywang.wxpay.service.WxPayService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that nobody here wrote must find everything as at WeChat's. */
@Tag("real")
class WxJavaTest {
  private final RunningSimulator simulator = RunningSimulator.get();

  private WxPayService client(String mchId, String signType, String base) throws Exception {
    return WxJavaClient.of(simulator, mchId, signType, base, mchId);
  }

  private WxPayMicropayRequest payment(String number, int fen) {
    WxPayMicropayRequest request = new WxPayMicropayRequest();
    request.setBody("奶茶 & <cake>");
    request.setOutTradeNo(number);
    request.setTotalFee(fen);
    request.setSpbillCreateIp("10.0.0.1");
    request.setAuthCode(simulator.newCode());
    request.setAttach("till=3");
    request.setDeviceInfo("till-3");
    return request;
  }

  private static WxPayOrderReverseRequest reversal(String number) {
    WxPayOrderReverseRequest request = new WxPayOrderReverseRequest();
    request.setOutTradeNo(number);
    return request;
  }

  @ParameterizedTest
  @ValueSource(strings = {"MD5", "HMAC-SHA256"})
  void it_pays_asks_and_reverses_over_tls_with_either_signature(String signType) throws Exception {
    WxPayService client = client(PLAIN, signType, simulator.ports.tlsBaseUrlA());
    String number = simulator.newNumber();

    WxPayMicropayResult paid = client.micropay(payment(number, 1280));
    assertThat(paid.getResultCode()).isEqualTo("SUCCESS");
    assertThat(paid.getTotalFee()).isEqualTo(1280);
    assertThat(paid.getTransactionId()).hasSize(28);
    assertThat(paid.getOutTradeNo()).isEqualTo(number);
    assertThat(paid.getAttach()).isEqualTo("till=3");

    WxPayOrderQueryResult asked = client.queryOrder(null, number);
    assertThat(asked.getTradeState()).isEqualTo("SUCCESS");
    assertThat(asked.getTotalFee()).isEqualTo(1280);
    assertThat(client.queryOrder(paid.getTransactionId(), null).getOutTradeNo()).isEqualTo(number);

    WxPayOrderReverseResult reversed = client.reverseOrder(reversal(number));
    assertThat(reversed.getResultCode()).isEqualTo("SUCCESS");
    assertThat(reversed.getIsRecall()).isEqualTo("N");
    assertThat(client.queryOrder(null, number).getTradeState()).isEqualTo("REVOKED");
  }

  @Test
  void a_service_provider_pays_for_its_sub_merchant() throws Exception {
    WxPayService client = client(PROVIDER, "MD5", simulator.ports.baseUrlB());
    String number = simulator.newNumber();

    WxPayMicropayResult paid = client.micropay(payment(number, 500));

    assertThat(paid.getSubMchId()).isEqualTo(SUB);
    assertThat(paid.getSubAppId()).isEqualTo("wx2010000000000201");
    assertThat(client.queryOrder(null, number).getTradeState()).isEqualTo("SUCCESS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"MD5", "HMAC-SHA256"})
  void it_gets_a_credential_for_a_device(String signType) throws Exception {
    WxPayService client = client(PLAIN, signType, simulator.ports.baseUrlA());
    WxPayFaceAuthInfoRequest request = new WxPayFaceAuthInfoRequest();
    request
        .setStoreId("s1")
        .setStoreName("Store 1")
        .setDeviceId("d1")
        .setRawdata("raw")
        .setNow("1772359200")
        .setVersion("1");
    request.setSignType(signType);

    WxPayFaceAuthInfoResult credential = client.getWxPayFaceAuthInfo(request);

    assertThat(credential.getAuthinfo()).isNotEmpty();
    assertThat(credential.getExpiresIn()).isEqualTo("3600");
    assertThat(credential.getMchId()).isEqualTo(PLAIN);
  }

  @Test
  void it_understands_a_refusal_and_a_password() throws Exception {
    WxPayService client = client(PLAIN, "HMAC-SHA256", simulator.ports.baseUrlA());

    assertThatThrownBy(() -> client.micropay(payment(simulator.newNumber(), 901)))
        .isInstanceOfSatisfying(
            WxPayException.class, e -> assertThat(e.getErrCode()).isEqualTo("NOTENOUGH"));
    assertThatThrownBy(() -> client.micropay(payment(simulator.newNumber(), 913)))
        .isInstanceOfSatisfying(
            WxPayException.class, e -> assertThat(e.getErrCode()).isEqualTo("USERPAYING"));
  }

  @Test
  void it_refuses_an_answer_without_a_right_sign() throws Exception {
    WxPayService client = client(PLAIN, "HMAC-SHA256", simulator.ports.baseUrlA());

    assertThatThrownBy(() -> client.micropay(payment(simulator.newNumber(), 944)))
        .isInstanceOf(WxPayException.class);
  }

  @Test
  void a_wrong_key_is_told() throws Exception {
    WxPayService client = client(PLAIN, "MD5", simulator.ports.baseUrlA());
    client.getConfig().setMchKey("x".repeat(32));

    assertThatThrownBy(() -> client.micropay(payment(simulator.newNumber(), 100)))
        .isInstanceOf(WxPayException.class)
        .hasMessageContaining("SIGNERROR");
  }

  @Test
  void a_reversal_over_tls_needs_the_merchants_own_certificate() throws Exception {
    String number = simulator.newNumber();
    client(PLAIN, "MD5", simulator.ports.tlsBaseUrlB()).micropay(payment(number, 100));

    WxPayService without =
        WxJavaClient.of(simulator, PLAIN, "MD5", simulator.ports.tlsBaseUrlB(), null);
    WxPayService foreign =
        WxJavaClient.of(simulator, PLAIN, "MD5", simulator.ports.tlsBaseUrlB(), PROVIDER);
    assertThat(without.queryOrder(null, number).getTradeState()).isEqualTo("SUCCESS");
    // The page of the web server in front is no message: the client stumbles over the HTML.
    assertThatThrownBy(() -> without.reverseOrder(reversal(number))).hasMessageContaining("html");
    assertThatThrownBy(() -> foreign.reverseOrder(reversal(number))).hasMessageContaining("html");
    assertThat(without.queryOrder(null, number).getTradeState()).isEqualTo("SUCCESS");

    WxPayService own = client(PLAIN, "MD5", simulator.ports.tlsBaseUrlB());
    assertThat(own.reverseOrder(reversal(number)).getResultCode()).isEqualTo("SUCCESS");
  }
}
