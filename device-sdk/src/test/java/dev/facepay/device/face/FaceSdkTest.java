package dev.facepay.device.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.device.face.FaceResult.Failed;
import dev.facepay.device.face.FaceResult.Ok;
import dev.facepay.device.face.ScanObserver.PageEnd;
import dev.facepay.device.face.emulated.Behaviour;
import dev.facepay.device.face.request.InitRequest;
import dev.facepay.device.face.request.InitRequest.PerformMode;
import dev.facepay.device.face.request.InitRequest.ProxyType;
import dev.facepay.device.face.request.PayResultRequest;
import dev.facepay.device.face.request.SdkCall;
import dev.facepay.device.face.request.SdkVersion;
import dev.facepay.device.face.request.TradeReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each call of the face SDK: its fields, its versions, its errors. */
class FaceSdkTest extends SdkStand {

  @Test
  void init_hands_over_every_parameter_by_wechats_names() {
    InitRequest request =
        InitRequest.through("10.0.0.1", "8080")
            .withUser("u", "p")
            .withProxyType(ProxyType.SOCKS5)
            .withTcpPort("8081")
            .withPerformMode(PerformMode.NORMAL_PRFORM);
    assertThat(request.toMap())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "ip", "10.0.0.1",
                "port", "8080",
                "user", "u",
                "passwd", "p",
                "proxy_type", 2,
                "tcp_port", "8081",
                "perform_mode", "NORMAL_PRFORM"));
    assertThat(InitRequest.plain().toMap()).isEmpty();
    assertThat(ProxyType.values())
        .extracting(type -> InitRequest.plain().withProxyType(type).toMap().get("proxy_type"))
        .containsExactly(0, 1, 2, 3);
    assertThat(request.toString()).doesNotContain("p,");
    assertThatThrownBy(() -> InitRequest.through("10.0.0.1", "80a"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void init_refuses_fields_that_the_version_lacks_and_does_not_call() {
    assertThat(problem(init("2.11", InitRequest.plain().withProxyType(ProxyType.HTTP))))
        .isEqualTo(needs(SdkCall.INIT, "2.12", "2.11"));
    assertThat(problem(init("2.11", InitRequest.plain().withTcpPort("1"))))
        .isEqualTo(needs(SdkCall.INIT, "2.12", "2.11"));
    assertThat(problem(init("2.12", InitRequest.plain().withPerformMode(PerformMode.LOW_PERFORM))))
        .isEqualTo(needs(SdkCall.INIT, "2.13", "2.12"));
    assertThat(scene.calls(SdkCall.INIT)).isZero();
    assertThat(init("2.13", InitRequest.plain().withPerformMode(PerformMode.LOW_PERFORM)))
        .isInstanceOf(Ok.class);
  }

  @Test
  void an_sdk_that_is_initialising_is_asked_again_after_half_a_second_and_not_for_ever() {
    scene.plan(SdkCall.INIT, new Behaviour.Answers("ERROR", "busy", 271378621));
    var before = clock.now();
    assertThat(init("2.22", InitRequest.plain())).isInstanceOf(Ok.class);
    assertThat(Duration.between(before, clock.now())).isEqualTo(Duration.ofMillis(500));
    for (int i = 0; i < 40; i++) {
      scene.plan(SdkCall.INIT, new Behaviour.Answers("ERROR", "busy", 271378621));
    }
    assertThat(problem(init("2.22", InitRequest.plain())))
        .isEqualTo(new FaceProblem.NotReady(SdkCall.INIT, 271378621, 20));
  }

  @Test
  void a_call_to_an_sdk_that_is_not_initialised_inits_it_and_is_made_again() {
    FaceSdk sdk = sdk("2.22");
    assertThat(result(sdk::rawdata)).isInstanceOf(Ok.class);
    assertThat(scene.calls(SdkCall.INIT)).isEqualTo(1);
    assertThat(scene.calls(SdkCall.RAWDATA)).isEqualTo(2);
  }

  @Test
  void rawdata_without_its_field_is_unreadable() {
    scene.plan(SdkCall.RAWDATA, new Behaviour.AnswersEmpty());
    assertThat(problem(result(ready("2.22")::rawdata)))
        .isEqualTo(new FaceProblem.Unreadable(SdkCall.RAWDATA, "rawdata"));
  }

  @Test
  void the_firewall_needs_2_21() {
    assertThat(problem(done(then -> sdk("2.20").enableFirewall("m", null, then))))
        .isEqualTo(needs(SdkCall.ENABLE_FIREWALL, "2.21", "2.20"));
    assertThat(problem(done(then -> sdk("2.20").disableFirewall("m", null, then))))
        .isEqualTo(needs(SdkCall.DISABLE_FIREWALL, "2.21", "2.20"));
    FaceSdk sdk = ready("2.21");
    assertThat(done(then -> sdk.enableFirewall("m", "s", then))).isInstanceOf(Ok.class);
    assertThat(scene.firewallIsOn()).isTrue();
    assertThat(done(then -> sdk.disableFirewall("m", "s", then))).isInstanceOf(Ok.class);
    assertThat(scene.firewallIsOn()).isFalse();
    scene.plan(SdkCall.ENABLE_FIREWALL, Behaviour.error("no addresses"));
    assertThat(problem(done(then -> sdk.enableFirewall("m", "s", then))))
        .isEqualTo(new FaceProblem.Refused(SdkCall.ENABLE_FIREWALL, "ERROR", "no addresses", null));
    assertThat(scene.firewallIsOn()).isFalse();
  }

  @Test
  void the_pay_result_is_told_before_2_13_alone() {
    PayResultRequest request = new PayResultRequest("wx1", "m1", "s1", "credential", true);
    assertThat(request.toMap())
        .isEqualTo(
            Map.of(
                "appid", "wx1",
                "mch_id", "m1",
                "store_id", "s1",
                "authinfo", "credential",
                "payresult", "SUCCESS"));
    assertThat(problem(page(then -> sdk("2.13").updatePayResult(request, then))))
        .isEqualTo(
            new FaceProblem.NoLongerThere(
                SdkCall.UPDATE_PAY_RESULT, new SdkVersion(2, 13), new SdkVersion(2, 13)));
    FaceSdk old = ready("2.12");
    assertThat(page(then -> old.updatePayResult(request, then)))
        .isEqualTo(new Ok<>(PageEnd.SUCCESS));
    scene.plan(SdkCall.UPDATE_PAY_RESULT, new Behaviour.BuyerLeaves(false));
    assertThat(page(then -> old.updatePayResult(request, then)))
        .isEqualTo(new Ok<>(PageEnd.USER_QUERY_CANCEL));
  }

  @Test
  void release_frees_the_sdk_and_an_sdk_that_throws_is_told() {
    FaceSdk sdk = ready("2.22");
    assertThat(sdk.release()).isInstanceOf(Ok.class);
    scene.plan(SdkCall.RELEASE, new Behaviour.Throws());
    assertThat(problem(sdk.release())).isInstanceOf(FaceProblem.Threw.class);
  }

  @Test
  void trades_are_reported_by_paycode_since_2_11_and_by_order_since_1_12() {
    TradeReport paycode = new TradeReport.ByPaycode("134567890123456789");
    TradeReport order = new TradeReport.ByOrder("m1", "sub", "T1");
    assertThat(paycode.toMap()).isEqualTo(Map.of("auth_code", "134567890123456789"));
    assertThat(order.toMap())
        .isEqualTo(Map.of("mch_id", "m1", "sub_mch_id", "sub", "out_trade_no", "T1"));
    assertThat(problem(done(then -> sdk("2.10").report(paycode, then))))
        .isEqualTo(needs(SdkCall.REPORT_PAYCODE, "2.11", "2.10"));
    assertThat(problem(done(then -> sdk("1.11").report(order, then))))
        .isEqualTo(needs(SdkCall.REPORT_ORDER, "1.12", "1.11"));
    FaceSdk sdk = ready("2.22");
    assertThat(done(then -> sdk.report(paycode, then))).isInstanceOf(Ok.class);
    assertThat(done(then -> sdk.report(order, then))).isInstanceOf(Ok.class);
    assertThat(scene.reports()).isEqualTo(Map.of("paycode 134567890123456789", 1, "order T1", 1));
    assertThatThrownBy(() -> new TradeReport.ByPaycode("281234567890123456"))
        .hasMessageContaining("auth_code");
    assertThatThrownBy(() -> new TradeReport.ByOrder("m1", null, ""))
        .hasMessageContaining("out_trade_no");
  }

  @ParameterizedTest
  @EnumSource(value = SdkCall.class, mode = EnumSource.Mode.EXCLUDE, names = "RELEASE")
  void whatever_goes_wrong_each_call_ends_once(SdkCall call) {
    String version = call == SdkCall.UPDATE_PAY_RESULT ? "2.12" : "2.22";
    Map<Behaviour, Class<? extends FaceProblem>> wrong = new LinkedHashMap<>();
    wrong.put(new Behaviour.AnswersNull(), FaceProblem.Nothing.class);
    wrong.put(new Behaviour.Silent(), FaceProblem.TimedOut.class);
    wrong.put(new Behaviour.Throws(), FaceProblem.Threw.class);
    wrong.put(new Behaviour.Answers("SYSTEMERROR", "x", null), FaceProblem.Refused.class);
    wrong.put(new Behaviour.Answers("PARAM_ERROR", "x", 1), FaceProblem.Refused.class);
    wrong.put(new Behaviour.Late(Duration.ofMinutes(3)), FaceProblem.TimedOut.class);
    wrong.forEach(
        (behaviour, expected) -> {
          FaceSdk sdk = ready(version);
          scene.plan(call, behaviour);
          List<FaceResult<?>> ends = make(sdk, call);
          clock.run(Duration.ofMinutes(10));
          assertThat(ends).as("%s %s", call, behaviour).hasSize(1);
          assertThat(((Failed<?>) ends.get(0)).problem()).isInstanceOf(expected);
        });
    FaceSdk sdk = ready(version);
    scene.plan(call, new Behaviour.AnswersTwice());
    List<FaceResult<?>> ends = make(sdk, call);
    clock.run(Duration.ofMinutes(10));
    assertThat(ends).as("answered twice").hasSize(1).first().isInstanceOf(Ok.class);
  }

  @Test
  void versions_are_compared_by_number() {
    assertThat(SdkVersion.parse("2.13.288")).isEqualTo(new SdkVersion(2, 13));
    assertThat(SdkVersion.parse("2.9").isAtLeast(SdkVersion.parse("2.12"))).isFalse();
    assertThatThrownBy(() -> SdkVersion.parse("latest"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private List<FaceResult<?>> make(FaceSdk sdk, SdkCall call) {
    List<FaceResult<?>> ends = new ArrayList<>();
    switch (call) {
      case INIT -> sdk.init(InitRequest.plain(), ends::add);
      case RAWDATA -> sdk.rawdata(ends::add);
      case ENABLE_FIREWALL -> sdk.enableFirewall("m", null, ends::add);
      case DISABLE_FIREWALL -> sdk.disableFirewall("m", null, ends::add);
      case FACE_CODE -> sdk.scan(scan(), ends::add);
      case QUIT -> sdk.quit(null, ends::add);
      case UPDATE_PAY_RESULT ->
          sdk.updatePayResult(new PayResultRequest("a", "m", "s", "c", false), ends::add);
      case REPORT_ORDER -> sdk.report(new TradeReport.ByOrder("m", null, "T1"), ends::add);
      case REPORT_PAYCODE -> sdk.report(new TradeReport.ByPaycode("134567890123456789"), ends::add);
      case RELEASE -> throw new AssertionError("has no callback");
    }
    return ends;
  }
}
