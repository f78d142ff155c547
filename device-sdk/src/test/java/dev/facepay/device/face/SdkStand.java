package dev.facepay.device.face;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.device.ManualScheduler;
import dev.facepay.device.face.FaceResult.Done;
import dev.facepay.device.face.FaceResult.Failed;
import dev.facepay.device.face.ScanObserver.PageEnd;
import dev.facepay.device.face.emulated.Delays;
import dev.facepay.device.face.emulated.EmulatedWxPayFace;
import dev.facepay.device.face.emulated.Face;
import dev.facepay.device.face.emulated.Scene;
import dev.facepay.device.face.request.InitRequest;
import dev.facepay.device.face.request.ScanRequest;
import dev.facepay.device.face.request.ScanRequest.QuickPay;
import dev.facepay.device.face.request.SdkCall;
import dev.facepay.device.face.request.SdkVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** An emulated face SDK on a clock moved by hand, and the ways to call it. */
abstract class SdkStand {

  final ManualScheduler clock = new ManualScheduler();
  final Scene scene = new Scene().stepsUp(Face.of("openid-1"));
  final List<PageEnd> pageEnds = new ArrayList<>();
  final List<FaceProblem> pageProblems = new ArrayList<>();

  static ScanRequest scan() {
    return scan("wx1", null, "T1", 1280L, true);
  }

  static ScanRequest scan(
      String appid, String subMchId, String outTradeNo, Long totalFee, boolean paymentCode) {
    return new ScanRequest(
        appid,
        "m1",
        null,
        subMchId,
        "s1",
        QuickPay.none(),
        outTradeNo,
        totalFee,
        ScanRequest.AuthType.FACEPAY,
        "credential",
        paymentCode,
        false,
        ScanRequest.Page.usual());
  }

  FaceSdk sdk(String version) {
    return sdk(version, scene);
  }

  FaceSdk sdk(String version, Scene before) {
    SdkVersion parsed = SdkVersion.parse(version);
    return new FaceSdk(
        new EmulatedWxPayFace(parsed, clock, Delays.none(), new Random(1), before),
        parsed,
        clock,
        FaceSdkSettings.usual());
  }

  FaceSdk ready(String version) {
    return ready(version, scene);
  }

  FaceSdk ready(String version, Scene before) {
    FaceSdk sdk = sdk(version, before);
    done(then -> sdk.init(InitRequest.plain(), then));
    return sdk;
  }

  FaceResult<Done> init(String version, InitRequest request) {
    FaceSdk sdk = sdk(version);
    return done(then -> sdk.init(request, then));
  }

  FaceResult<FaceCode> scanned(FaceSdk sdk) {
    List<FaceResult<FaceCode>> ends = new ArrayList<>();
    sdk.scan(
        scan(),
        new ScanObserver() {
          @Override
          public void scanned(FaceResult<FaceCode> result) {
            ends.add(result);
          }

          @Override
          public void pageClosed(FaceResult<PageEnd> end) {
            if (end instanceof FaceResult.Ok<PageEnd> ok) {
              pageEnds.add(ok.value());
            } else {
              pageProblems.add(problem(end));
            }
          }
        });
    clock.run(Duration.ofSeconds(5));
    assertThat(ends).hasSize(1);
    return ends.get(0);
  }

  FaceResult<Done> done(Consumer<Consumer<FaceResult<Done>>> call) {
    return result(call);
  }

  FaceResult<PageEnd> page(Consumer<Consumer<FaceResult<PageEnd>>> call) {
    return result(call);
  }

  <T> FaceResult<T> result(Consumer<Consumer<FaceResult<T>>> call) {
    List<FaceResult<T>> ends = new ArrayList<>();
    call.accept(ends::add);
    clock.runUntil(() -> !ends.isEmpty());
    return ends.get(0);
  }

  static FaceProblem problem(FaceResult<?> result) {
    assertThat(result).isInstanceOf(Failed.class);
    return ((Failed<?>) result).problem();
  }

  static FaceProblem needs(SdkCall call, String needed, String found) {
    return new FaceProblem.NeedsVersion(call, SdkVersion.parse(needed), SdkVersion.parse(found));
  }
}
