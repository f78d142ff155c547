package dev.facepay.device.face;

import static dev.facepay.device.face.request.SdkCall.DISABLE_FIREWALL;
import static dev.facepay.device.face.request.SdkCall.ENABLE_FIREWALL;
import static dev.facepay.device.face.request.SdkCall.FACE_CODE;
import static dev.facepay.device.face.request.SdkCall.INIT;
import static dev.facepay.device.face.request.SdkCall.QUIT;
import static dev.facepay.device.face.request.SdkCall.RAWDATA;
import static dev.facepay.device.face.request.SdkCall.RELEASE;
import static dev.facepay.device.face.request.SdkCall.REPORT_ORDER;
import static dev.facepay.device.face.request.SdkCall.REPORT_PAYCODE;
import static dev.facepay.device.face.request.SdkCall.UPDATE_PAY_RESULT;

import dev.facepay.device.face.FaceResult.Done;
import dev.facepay.device.face.ScanObserver.PageEnd;
import dev.facepay.device.face.request.InitRequest;
import dev.facepay.device.face.request.PayResultRequest;
import dev.facepay.device.face.request.ScanRequest;
import dev.facepay.device.face.request.SdkCall;
import dev.facepay.device.face.request.SdkVersion;
import dev.facepay.device.face.request.TradeReport;
import dev.facepay.device.time.Scheduler;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The calls of the face SDK, typed. Call it on the terminal's thread; results come there, once for
 * each call, and within its time. A call that the SDK's version lacks is not made.
 */
public final class FaceSdk {

  private final WxPayFace face;
  private final SdkVersion version;
  private final Scheduler scheduler;
  private final FaceSdkSettings settings;
  private InitRequest lastInit = InitRequest.plain();

  /**
   * @param version of the SDK on the device
   */
  public FaceSdk(
      WxPayFace face, SdkVersion version, Scheduler scheduler, FaceSdkSettings settings) {
    this.face = face;
    this.version = version;
    this.scheduler = scheduler;
    this.settings = settings;
  }

  public SdkVersion version() {
    return version;
  }

  public boolean has(SdkCall call) {
    return call.isIn(version);
  }

  /** Takes up to triesMax × initAgainAfter while the SDK is initialising. */
  public void init(InitRequest request, Consumer<FaceResult<Done>> then) {
    Optional<SdkVersion> needed = request.since();
    if (needed.isPresent() && !version.isAtLeast(needed.get())) {
      later(then, new FaceProblem.NeedsVersion(INIT, needed.get(), version));
      return;
    }
    lastInit = request;
    initAgain(then);
  }

  /** The device's data for a credential; only after init. */
  public void rawdata(Consumer<FaceResult<String>> then) {
    call(RAWDATA, face::getWxpayfaceRawdata, answer -> required(RAWDATA, answer, "rawdata"), then);
  }

  /** For merchants that reach WeChat through fixed addresses; after init. */
  public void enableFirewall(
      String mchId, @Nullable String subMchId, Consumer<FaceResult<Done>> then) {
    call(ENABLE_FIREWALL, cb -> face.enableFirewall(mchId, subMchId, cb), FaceSdk::done, then);
  }

  public void disableFirewall(
      String mchId, @Nullable String subMchId, Consumer<FaceResult<Done>> then) {
    call(DISABLE_FIREWALL, cb -> face.disableFirewall(mchId, subMchId, cb), FaceSdk::done, then);
  }

  /** Opens the SDK's scan page. */
  public void scan(ScanRequest request, ScanObserver observer) {
    ScanEnd end = new ScanEnd(observer);
    FaceCall<FaceCode> scan =
        new FaceCall<>(
            this,
            FACE_CODE,
            cb -> face.getWxpayfaceCode(request.toMap(), cb, end),
            answer -> faceCode(answer, request),
            end::scanned);
    end.scan = scan;
    scan.start();
  }

  /**
   * Closes the scan page; works until a face code has been given.
   *
   * @param toast what the buyer reads; null for WeChat's own 商家已取消刷脸
   */
  public void quit(@Nullable String toast, Consumer<FaceResult<Done>> then) {
    Map<String, String> info = new LinkedHashMap<>();
    if (toast != null) {
      info.put("toast_text", toast);
    }
    call(QUIT, cb -> face.quitWxpayface(info, cb), FaceSdk::done, then);
  }

  /** Before 2.13: tells the SDK's page what became of the payment, and hears how it closed. */
  public void updatePayResult(PayResultRequest request, Consumer<FaceResult<PageEnd>> then) {
    call(
        UPDATE_PAY_RESULT,
        cb -> face.updateWxpayfacePayResult(request.toMap(), cb),
        FaceSdk::pageEnd,
        then);
  }

  /** Frees the camera. An SDK that throws here is released as far as it can be. */
  public FaceResult<Done> release() {
    try {
      face.releaseWxpayface();
      return new FaceResult.Ok<>(Done.DONE);
    } catch (RuntimeException | LinkageError e) {
      return new FaceResult.Failed<>(new FaceProblem.Threw(RELEASE, e.getClass().getName()));
    }
  }

  /** Reports a trade that was not a face payment, once it has succeeded; after init. */
  public void report(TradeReport report, Consumer<FaceResult<Done>> then) {
    if (report instanceof TradeReport.ByPaycode) {
      call(REPORT_PAYCODE, cb -> face.reportPaycode(report.toMap(), cb), FaceSdk::done, then);
    } else {
      call(REPORT_ORDER, cb -> face.reportOrder(report.toMap(), cb), FaceSdk::done, then);
    }
  }

  void initAgain(Consumer<FaceResult<Done>> then) {
    call(INIT, cb -> face.initWxpayface(lastInit.toMap(), cb), FaceSdk::done, then);
  }

  Scheduler scheduler() {
    return scheduler;
  }

  FaceSdkSettings settings() {
    return settings;
  }

  private <T> void call(
      SdkCall call,
      Consumer<WxPayFace.Callback> make,
      Function<SdkAnswer, FaceResult<T>> read,
      Consumer<FaceResult<T>> then) {
    FaceProblem gate = gate(call);
    if (gate != null) {
      later(then, gate);
      return;
    }
    new FaceCall<>(this, call, make, read, then).start();
  }

  private @Nullable FaceProblem gate(SdkCall call) {
    if (call.isIn(version)) {
      return null;
    }
    return call.since().isPresent()
        ? new FaceProblem.NeedsVersion(call, call.since().get(), version)
        : new FaceProblem.NoLongerThere(call, call.until().orElseThrow(), version);
  }

  /** A refusal comes like any result: after the call has returned. */
  private <T> void later(Consumer<FaceResult<T>> then, FaceProblem problem) {
    scheduler.soon(() -> then.accept(new FaceResult.Failed<>(problem)));
  }

  private static FaceResult<Done> done(SdkAnswer answer) {
    return new FaceResult.Ok<>(Done.DONE);
  }

  private static FaceResult<PageEnd> pageEnd(SdkAnswer answer) {
    if (answer.isSuccess()) {
      return new FaceResult.Ok<>(PageEnd.SUCCESS);
    }
    return answer.isUserQueryCancel()
        ? new FaceResult.Ok<>(PageEnd.USER_QUERY_CANCEL)
        : new FaceResult.Failed<>(answer.problem());
  }

  private static FaceResult<String> required(SdkCall call, SdkAnswer answer, String field) {
    String value = answer.text(field);
    return value == null
        ? new FaceResult.Failed<>(new FaceProblem.Unreadable(call, field))
        : new FaceResult.Ok<>(value);
  }

  /** A payment code that no gateway would take is not handed on: 18 digits, if that was asked. */
  private static FaceResult<FaceCode> faceCode(SdkAnswer answer, ScanRequest request) {
    String code = answer.text("face_code");
    if (code == null || (request.paymentCode() && !code.matches("1[0-5][0-9]{16}"))) {
      return new FaceResult.Failed<>(new FaceProblem.Unreadable(FACE_CODE, "face_code"));
    }
    Integer underage = answer.number("underage_state");
    FaceCode.Age age = FaceCode.Age.UNKNOWN;
    if (underage != null && underage == 1) {
      age = FaceCode.Age.ADULT;
    } else if (underage != null && underage == 2) {
      age = FaceCode.Age.MINOR;
    }
    return new FaceResult.Ok<>(
        new FaceCode(code, answer.text("openid"), answer.text("sub_openid"), age));
  }

  /** The second callback: before a face code it ends the scan, after one it closes the page. */
  private final class ScanEnd implements WxPayFace.Callback {

    private final ScanObserver observer;
    private @Nullable FaceCall<FaceCode> scan;
    private boolean over;
    private boolean pageOpen;

    ScanEnd(ScanObserver observer) {
      this.observer = observer;
    }

    void scanned(FaceResult<FaceCode> result) {
      over = true;
      pageOpen = result instanceof FaceResult.Ok;
      observer.scanned(result);
    }

    @Override
    public void response(@Nullable Map<String, ?> info) {
      scheduler.soon(() -> ended(new SdkAnswer(FACE_CODE, info)));
    }

    private void ended(SdkAnswer answer) {
      FaceCall<FaceCode> running = scan;
      if (pageOpen) {
        pageOpen = false;
        observer.pageClosed(pageEnd(answer));
      } else if (!over && !answer.isSuccess() && !answer.isNotReady() && running != null) {
        running.end(answer.problem());
      }
    }
  }
}
