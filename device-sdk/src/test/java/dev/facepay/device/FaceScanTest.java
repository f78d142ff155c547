package dev.facepay.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.facepay.device.EdgeDouble.Kind;
import dev.facepay.device.Progress.Stage;
import dev.facepay.device.face.FaceCode;
import dev.facepay.device.face.emulated.Behaviour;
import dev.facepay.device.face.emulated.Face;
import dev.facepay.device.face.request.InitRequest;
import dev.facepay.device.face.request.ScanRequest.AuthType;
import dev.facepay.device.face.request.ScanRequest.Page;
import dev.facepay.device.face.request.ScanRequest.QuickPay;
import dev.facepay.device.face.request.ScanRequest.Screen;
import dev.facepay.device.face.request.SdkCall;
import dev.facepay.device.face.request.SdkVersion;
import dev.facepay.device.order.Outcome;
import dev.facepay.device.order.Outcome.Why;
import dev.facepay.device.order.Sale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a terminal asks of the face SDK, what it tells the App of it, and when it lets it go. */
@Tag("real")
class FaceScanTest {

  private static final Sale NOODLES = Sale.of(1280, "Noodles");

  @TempDir private Path disk;
  private TerminalStand stand;

  @BeforeEach
  void stand() throws IOException {
    stand = new TerminalStand(disk);
  }

  @AfterEach
  void away() {
    stand.close();
  }

  @Test
  void on_a_shared_device_the_page_is_over_before_the_release() {
    stand.settings = stand.settings.withAggregated(true);
    stand.on();
    stand.clock.run(Duration.ofSeconds(5));
    int before = stand.scene.history().size();
    String orderNo = stand.terminal.payByFace(NOODLES);
    stand.end(orderNo);
    assertThat(stand.pages).isEmpty();
    stand.clock.run(Duration.ofSeconds(5));
    assertThat(stand.pages).containsExactly(orderNo + " seen");
    assertThat(since(before))
        .containsExactly(
            "initWxpayface", "getWxpayfaceCode", "face code", "page over", "releaseWxpayface");
  }

  @Test
  void a_page_that_stays_is_released_ten_seconds_after_the_payment() {
    stand.settings = stand.settings.withAggregated(true);
    stand.scene.plan(SdkCall.FACE_CODE, new Behaviour.PageStays());
    stand.on();
    stand.end(stand.terminal.payByFace(NOODLES));
    int releases = stand.scene.calls(SdkCall.RELEASE);
    stand.clock.run(Duration.ofSeconds(9));
    assertThat(stand.scene.calls(SdkCall.RELEASE)).isEqualTo(releases);
    stand.clock.run(Duration.ofSeconds(2));
    assertThat(stand.scene.calls(SdkCall.RELEASE)).isEqualTo(releases + 1);
    assertThat(stand.end(stand.terminal.payByFace(NOODLES)).outcome().paid()).isTrue();
  }

  @Test
  void a_page_that_fails_is_told_and_the_payment_goes_on() {
    stand.settings = stand.settings.withAggregated(true);
    stand.edge.byAmount.put(1280L, List.of("WAITING WAITING SUCCEEDED"));
    stand.scene.plan(SdkCall.FACE_CODE, new Behaviour.PageEnds(null));
    stand.on();
    String orderNo = stand.terminal.payByFace(NOODLES);
    assertThat(stand.end(orderNo).outcome().paid()).isTrue();
    assertThat(stand.pages).containsExactly(orderNo + " to confirm");
    assertThat(stand.stages()).contains(Stage.CONFIRM_WITH_SHOP);
    assertThat(stand.troubles).containsExactly("face_page: getWxpayfaceCode: Nothing");
  }

  @Test
  void an_old_sdk_is_released_after_its_word_and_a_buyer_who_left_is_told() {
    stand.version = SdkVersion.parse("2.12");
    stand.settings = stand.settings.withAggregated(true);
    stand.scene.plan(SdkCall.UPDATE_PAY_RESULT, new Behaviour.BuyerLeaves(true));
    stand.on();
    stand.clock.run(Duration.ofSeconds(5));
    int before = stand.scene.history().size();
    String orderNo = stand.terminal.payByFace(NOODLES);
    stand.end(orderNo);
    stand.clock.run(Duration.ofSeconds(5));
    assertThat(stand.pages).containsExactly(orderNo + " to confirm");
    assertThat(since(before))
        .containsExactly(
            "initWxpayface",
            "getWxpayfaceCode",
            "face code",
            "updateWxpayfacePayResult",
            "releaseWxpayface");
  }

  @Test
  void the_app_hears_who_was_scanned_and_may_refuse_a_minor() {
    stand.scene.stands(new Face("minor-openid", "minor-sub", 2, null));
    stand.sells = buyer -> buyer.age() != FaceCode.Age.MINOR;
    stand.on();
    String orderNo = stand.terminal.payByFace(NOODLES);
    Outcome refused = stand.end(orderNo).outcome();
    assertThat(((Outcome.NotSent) refused).why()).isEqualTo(Why.NOT_SOLD);
    assertThat(stand.edge.count("POST /v1/payments")).isZero();
    stand.scene.stands(new Face("adult-openid", "adult-sub", 1, null));
    stand.terminal.tryAgainByFace(orderNo);
    stand.clock.runUntil(() -> stand.finished.size() == 2);
    assertThat(stand.finished.get(1).outcome().paid()).isTrue();
    assertThat(stand.buyers)
        .containsExactly(
            new FaceCode.Buyer("minor-openid", "minor-sub", FaceCode.Age.MINOR),
            new FaceCode.Buyer("adult-openid", "adult-sub", FaceCode.Age.ADULT));
    assertThat(stand.buyers.toString()).doesNotContain("openid").doesNotContain("sub");
  }

  @Test
  void an_app_that_fails_when_it_is_asked_has_not_sold() {
    stand.sells =
        buyer -> {
          throw new IllegalStateException("a bug of the App");
        };
    stand.on();
    Outcome end = stand.end(stand.terminal.payByFace(NOODLES)).outcome();
    assertThat(((Outcome.NotSent) end).why()).isEqualTo(Why.NOT_SOLD);
    assertThat(stand.troubles).containsExactly("listener: sellsTo: IllegalStateException");
  }

  @Test
  void a_known_buyer_is_named_to_the_sdk_and_nowhere_else() throws IOException {
    stand.on();
    stand.terminal.payByFace("QUICK-1", NOODLES, new QuickPay("known-openid", "13800138000"));
    stand.end("QUICK-1");
    assertThat(stand.scene.lastFields())
        .containsEntry("openid", "known-openid")
        .containsEntry("telephone", "13800138000");
    assertThat(stand.edge.contents.toString()).doesNotContain("known-openid", "13800138000");
    try (Stream<Path> files = Files.list(disk)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".order")).toList()) {
        assertThat(Files.readString(file)).doesNotContain("known-openid", "13800138000");
      }
    }
  }

  @Test
  void the_page_and_the_toast_are_as_the_app_wants_them() {
    stand.settings = stand.settings.withPage(new Page(Screen.BOTH, true, true)).withToast("再见");
    stand.on();
    stand.clock.run(Duration.ofSeconds(5));
    String orderNo = stand.terminal.payByFace(NOODLES);
    stand.clock.runUntil(() -> stand.stages().contains(Stage.SCANNING));
    assertThat(stand.scene.lastFields())
        .containsEntry("screen_index", "2")
        .containsEntry("overlay_option", "1")
        .containsEntry("ask_ret_page", "1");
    stand.terminal.cancel(orderNo);
    stand.end(orderNo);
    assertThat(stand.scene.lastFields()).isEqualTo(Map.of("toast_text", "再见"));
    assertThatIllegalArgumentException().isThrownBy(() -> stand.settings.withToast(""));
  }

  @Test
  void what_is_no_payment_at_once_is_refused() {
    stand.on();
    for (AuthType type : new AuthType[] {AuthType.FACE_AUTH, AuthType.FACEPAY_DELAY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  new TerminalSettings(
                      "D1",
                      false,
                      InitRequest.plain(),
                      null,
                      type,
                      Page.usual(),
                      null,
                      null,
                      TerminalSettings.Timing.usual()))
          .withMessageContaining(type.name());
    }
  }

  @Test
  void in_service_provider_mode_the_scan_names_the_sub_merchant() {
    stand.edge.subMchId = "1900000201";
    stand.scene.servesFor("1900000201");
    stand.on();
    assertThat(stand.end(stand.terminal.payByFace(NOODLES)).outcome().paid()).isTrue();
    assertThat(stand.scene.lastFields())
        .containsEntry("sub_mch_id", "1900000201")
        .containsEntry("sub_appid", "wxsub");
  }

  @Test
  void a_scan_that_forgot_the_sub_merchant_would_be_seen() {
    stand.scene.servesFor("1900000201");
    stand.on();
    Outcome end = stand.end(stand.terminal.payByFace(NOODLES)).outcome();
    assertThat(((Outcome.NotSent) end).why()).isEqualTo(Why.NO_FACE_CODE);
    assertThat(((Outcome.NotSent) end).detail()).contains("sub_mch_id");
  }

  @Test
  void the_firewall_is_on_before_the_sdk_sends_anything() {
    stand.edge.fault("GET /v1/devices/me", Kind.STATUS_503, Kind.STATUS_503);
    stand.settings = stand.settings.withFirewall(true);
    stand.on();
    assertThat(stand.end(stand.terminal.payByFace(NOODLES)).outcome().paid()).isTrue();
    assertThat(stand.scene.history())
        .startsWith("initWxpayface", "enableFirewall", "getWxpayfaceRawdata");
    assertThat(stand.scene.calls(SdkCall.ENABLE_FIREWALL)).isEqualTo(1);
    assertThat(stand.scene.firewallIsOn()).isTrue();
  }

  @Test
  void a_firewall_that_fails_is_told_and_tried_again_with_the_next_scan() {
    stand.scene.plan(SdkCall.ENABLE_FIREWALL, Behaviour.error("no addresses"));
    stand.settings = stand.settings.withFirewall(true);
    stand.on();
    stand.clock.run(Duration.ofSeconds(5));
    assertThat(stand.scene.firewallIsOn()).isFalse();
    assertThat(stand.troubles).containsExactly("firewall: enableFirewall: ERROR no addresses");
    assertThat(stand.end(stand.terminal.payByFace(NOODLES)).outcome().paid()).isTrue();
    assertThat(stand.scene.firewallIsOn()).isTrue();
  }

  @Test
  void an_sdk_without_the_call_is_told_once() {
    stand.version = SdkVersion.parse("2.20");
    stand.settings = stand.settings.withFirewall(true).withAggregated(true);
    stand.on();
    stand.end(stand.terminal.payByFace(NOODLES));
    stand.end(stand.terminal.payByFace(NOODLES));
    assertThat(stand.troubles).containsExactly("firewall: enableFirewall: NeedsVersion");
  }

  private List<String> since(int calls) {
    List<String> all = stand.scene.history();
    return all.subList(calls, all.size());
  }

  @Test
  void the_firewall_is_switched_on_once_the_device_knows_who_it_is() {
    stand.settings = stand.settings.withFirewall(true).withAggregated(true);
    stand.on();
    stand.end(stand.terminal.payByFace(NOODLES));
    assertThat(stand.scene.firewallIsOn()).isTrue();
  }
}
