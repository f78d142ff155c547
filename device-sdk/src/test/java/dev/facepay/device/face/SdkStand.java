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
import dev.facepay.device.face.request.SdkCall;
import dev.facepay.device.face.request.SdkVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** An emulated face SDK on a clock moved by hand, and the ways to call it. */
abstract class SdkStand {

  final ManualScheduler clock = new ManualScheduler();
  final Scene scene = new Scene().stepsUp(Face.of("openid-1"));
  final List<PageEnd> pageEnds = new ArrayList<>();

  static ScanRequest scan() {
    return ScanRequest.of("wx1", "m1", "s1", "credential", "T1", 1280);
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
    BiConsumer<FaceResult<FaceCode>, PageEnd> hear =
        (result, end) -> {
          if (result != null) {
            ends.add(result);
          } else {
            pageEnds.add(end);
          }
        };
    sdk.scan(
        scan(),
        new ScanObserver() {
          @Override
          public void scanned(FaceResult<FaceCode> result) {
            hear.accept(result, null);
          }

          @Override
          public void pageClosed(PageEnd end) {
            hear.accept(null, end);
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
