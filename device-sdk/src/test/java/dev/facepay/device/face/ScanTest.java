package dev.facepay.device.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.device.face.FaceResult.Failed;
import dev.facepay.device.face.FaceResult.Ok;
import dev.facepay.device.face.ScanObserver.PageEnd;
import dev.facepay.device.face.emulated.Behaviour;
import dev.facepay.device.face.emulated.Face;
import dev.facepay.device.face.emulated.Scene;
import dev.facepay.device.face.request.ScanRequest;
import dev.facepay.device.face.request.ScanRequest.Page;
import dev.facepay.device.face.request.ScanRequest.QuickPay;
import dev.facepay.device.face.request.ScanRequest.Screen;
import dev.facepay.device.face.request.SdkCall;
import dev.facepay.device.face.request.SdkVersion;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The scan: what it is asked with, what comes of it, and how its page is closed. */
class ScanTest extends SdkStand {

  @Test
  void a_scan_hands_over_every_field_as_a_string() {
    ScanRequest request =
        new ScanRequest(
            "wx1",
            "m1",
            "wxsub",
            "sub",
            "s1",
            new QuickPay("o", "13800138000"),
            "T1",
            1280L,
            ScanRequest.AuthType.FACE_AUTH,
            "credential",
            true,
            true,
            new Page(Screen.SCAN_SECOND_GUIDE_MAIN, true, true));
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("appid", "wx1");
    expected.put("mch_id", "m1");
    expected.put("sub_appid", "wxsub");
    expected.put("sub_mch_id", "sub");
    expected.put("store_id", "s1");
    expected.put("openid", "o");
    expected.put("telephone", "13800138000");
    expected.put("out_trade_no", "T1");
    expected.put("total_fee", "1280");
    expected.put("face_authtype", "FACE_AUTH");
    expected.put("authinfo", "credential");
    expected.put("ask_ret_page", "1");
    expected.put("face_code_type", "1");
    expected.put("ignore_update_pay_result", "1");
    expected.put("screen_index", "4");
    expected.put("overlay_option", "1");
    assertThat(request.toMap()).isEqualTo(expected);
    assertThat(request.toString()).doesNotContain("credential");
    assertThat(request.quick().toString()).doesNotContain("138");
  }

  @Test
  void an_order_may_be_absent_only_for_a_payment_code() {
    assertThatThrownBy(() -> scan("wx1", null, null, null, false))
        .hasMessageContaining("face_code_type");
    assertThat(scan("wx1", null, null, null, true).toMap())
        .doesNotContainKeys("out_trade_no", "total_fee", "sub_mch_id", "openid", "telephone");
    assertThatThrownBy(() -> scan("", null, "T1", 1L, true)).hasMessageContaining("appid");
    assertThatThrownBy(() -> scan("wx", null, "T 1", 1L, true))
        .hasMessageContaining("out_trade_no");
    assertThatThrownBy(() -> scan("wx", null, "T1", 0L, true)).hasMessageContaining("total_fee");
    assertThatThrownBy(() -> scan("wx", "x".repeat(33), "T1", 1L, true))
        .hasMessageContaining("sub_mch_id");
    assertThatThrownBy(() -> new QuickPay(null, "+86 138")).hasMessageContaining("telephone");
  }

  @ParameterizedTest
  @EnumSource(Screen.class)
  void each_screen_has_its_number(Screen screen) {
    String wire =
        switch (screen) {
          case MAIN -> "0";
          case SECOND -> "1";
          case BOTH -> "2";
          case FORCED_SECOND -> "3";
          case SCAN_SECOND_GUIDE_MAIN -> "4";
        };
    ScanRequest on =
        new ScanRequest(
            "wx1",
            "m1",
            null,
            null,
            "s1",
            QuickPay.none(),
            null,
            null,
            ScanRequest.AuthType.FACEPAY,
            "a",
            true,
            false,
            new Page(screen, false, false));
    assertThat(on.toMap())
        .containsEntry("screen_index", wire)
        .containsEntry("overlay_option", "0")
        .containsEntry("ask_ret_page", "0");
  }

  @Test
  void a_service_providers_scan_without_its_sub_merchant_is_refused() {
    FaceSdk sdk = ready("2.22", new Scene().stepsUp(Face.of("x")).servesFor("sub"));
    List<FaceResult<FaceCode>> scans = new ArrayList<>();
    sdk.scan(scan(), scans::add);
    sdk.scan(scan("wx1", "other", "T1", 1L, true), scans::add);
    clock.run(Duration.ofSeconds(5));
    assertThat(scans)
        .extracting(SdkStand::problem)
        .containsOnly(
            new FaceProblem.Refused(SdkCall.FACE_CODE, "PARAM_ERROR", "sub_mch_id", null));
    sdk.scan(scan("wx1", "sub", "T1", 1L, true), scans::add);
    clock.run(Duration.ofSeconds(5));
    assertThat(scans).hasSize(3).last().isInstanceOf(Ok.class);
  }

  @Test
  void a_scanned_face_gives_code_buyer_and_age() {
    scene.stepsUp(new Face("openid-2", "sub-2", 2, "131111111111111111"));
    FaceSdk sdk = ready("2.22");
    scanned(sdk);
    FaceResult<FaceCode> second = scanned(sdk);
    assertThat(second)
        .isEqualTo(
            new Ok<>(new FaceCode("131111111111111111", "openid-2", "sub-2", FaceCode.Age.MINOR)));
    assertThat(second.toString()).doesNotContain("1311").doesNotContain("openid-2");
  }

  @Test
  void a_face_code_that_is_no_payment_code_is_not_handed_on() {
    Scene other = new Scene().stepsUp(Face.of("x").withCode("99"));
    assertThat(problem(scanned(ready("2.22", other))))
        .isEqualTo(new FaceProblem.Unreadable(SdkCall.FACE_CODE, "face_code"));
  }

  @Test
  void the_buyer_may_leave_before_the_code_or_after_it() {
    scene.plan(SdkCall.FACE_CODE, new Behaviour.BuyerLeaves(false));
    FaceSdk sdk = ready("2.22");
    assertThat(problem(scanned(sdk))).isEqualTo(new FaceProblem.Cancelled(SdkCall.FACE_CODE));
    assertThat(pageEnds).isEmpty();
    scene.plan(SdkCall.FACE_CODE, new Behaviour.BuyerLeaves(true));
    assertThat(scanned(sdk)).isInstanceOf(Ok.class);
    assertThat(pageEnds).containsExactly(PageEnd.USER_QUERY_CANCEL);
  }

  @Test
  void a_page_that_ends_with_null_error_or_an_unknown_word_is_no_success() {
    FaceSdk sdk = ready("2.22");
    for (String word : new String[] {null, "ERROR", "CLOSED_BY_MOON"}) {
      scene.plan(SdkCall.FACE_CODE, new Behaviour.PageEnds(word));
      assertThat(scanned(sdk)).isInstanceOf(Ok.class);
    }
    assertThat(pageEnds).isEmpty();
    assertThat(pageProblems)
        .containsExactly(
            new FaceProblem.Nothing(SdkCall.FACE_CODE),
            new FaceProblem.Refused(SdkCall.FACE_CODE, "ERROR", "page", null),
            new FaceProblem.Refused(SdkCall.FACE_CODE, "CLOSED_BY_MOON", "page", null));
    assertThat(scanned(sdk)).isInstanceOf(Ok.class);
    assertThat(pageEnds).containsExactly(PageEnd.SUCCESS);
  }

  /** No code can come any more: the scan does not wait out its two minutes. */
  @Test
  void a_page_that_fails_before_the_code_ends_the_scan() {
    WxPayFace face =
        (WxPayFace)
            Proxy.newProxyInstance(
                WxPayFace.class.getClassLoader(),
                new Class<?>[] {WxPayFace.class},
                (proxy, method, args) -> {
                  if (method.getName().equals("getWxpayfaceCode")) {
                    ((WxPayFace.Callback) args[2]).response(null);
                  }
                  return null;
                });
    FaceSdk sdk = new FaceSdk(face, SdkVersion.parse("2.22"), clock, FaceSdkSettings.usual());
    assertThat(problem(scanned(sdk))).isEqualTo(new FaceProblem.Nothing(SdkCall.FACE_CODE));
    assertThat(pageProblems).isEmpty();
  }

  @Test
  void a_busy_camera_is_a_refusal() {
    scene.plan(SdkCall.FACE_CODE, Behaviour.cameraBusy());
    assertThat(problem(scanned(ready("2.22"))))
        .isEqualTo(new FaceProblem.Refused(SdkCall.FACE_CODE, "ERROR", "camera busy", null));
  }

  @Test
  void quit_needs_2_22_and_closes_the_open_page() {
    assertThat(problem(done(then -> sdk("2.21").quit(null, then))))
        .isEqualTo(needs(SdkCall.QUIT, "2.22", "2.21"));
    FaceSdk sdk = ready("2.22");
    List<FaceResult<FaceCode>> scans = new ArrayList<>();
    sdk.scan(scan(), scans::add);
    assertThat(done(then -> sdk.quit("再见", then))).isInstanceOf(Ok.class);
    clock.run(Duration.ofSeconds(5));
    assertThat(scans).hasSize(1).first().isInstanceOf(Failed.class);
  }
}
