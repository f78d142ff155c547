package dev.facepay.device;

import dev.facepay.device.edge.DeviceIdentity;
import dev.facepay.device.face.FaceCode;
import dev.facepay.device.face.FaceProblem;
import dev.facepay.device.face.FaceResult;
import dev.facepay.device.face.ScanObserver;
import dev.facepay.device.face.request.PayResultRequest;
import dev.facepay.device.face.request.ScanRequest;
import dev.facepay.device.face.request.ScanRequest.QuickPay;
import dev.facepay.device.face.request.SdkCall;
import dev.facepay.device.order.OrderEntry;
import dev.facepay.device.order.Outcome;
import dev.facepay.device.order.Outcome.Why;
import dev.facepay.device.time.Scheduler;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One scan for one order: init, credential, face code, and for SDKs before 2.13 the word on how the
 * payment ended. Holds the SDK until the code is there; on a shared device until that word has been
 * given or, from 2.13 on, until WeChat's result page is over.
 */
final class FaceScan implements ScanObserver {

  /** Hears the scan's end, once. */
  interface Ending {
    void code(FaceCode face);

    void none(Why why, String detail);

    /** Once at most, after a code: WeChat's page is over, and whether its result was seen. */
    void pageClosed(boolean resultSeen);

    void opened();
  }

  private final OrderEntry entry;
  private final QuickPay quick;
  private final FaceSdkQueue sdkQueue;
  private final Scheduler scheduler;
  private final TerminalSettings settings;
  private final Supplier<@Nullable DeviceIdentity> identity;
  private final Ending ending;
  private Instant deadline = Instant.MAX;
  private @Nullable String authinfo;
  private boolean cancelled;
  private boolean open;
  private boolean over;
  private boolean hasCode;
  private boolean holding;
  private boolean pageOpen;
  private boolean pageTold;

  FaceScan(
      OrderEntry entry,
      QuickPay quick,
      FaceSdkQueue sdkQueue,
      Scheduler scheduler,
      TerminalSettings settings,
      Supplier<@Nullable DeviceIdentity> identity,
      Ending ending) {
    this.entry = entry;
    this.quick = quick;
    this.sdkQueue = sdkQueue;
    this.scheduler = scheduler;
    this.settings = settings;
    this.identity = identity;
    this.ending = ending;
  }

  void start() {
    deadline = scheduler.now().plus(settings.timing().prepareWithin());
    sdkQueue.job(this::prepare);
  }

  boolean isOf(OrderEntry other) {
    return entry.outTradeNo().equals(other.outTradeNo());
  }

  /** Closes the page where the SDK can; what it still gives is not used. */
  void cancel() {
    cancelled = true;
    if (open && !over) {
      sdkQueue.quit();
    }
  }

  /**
   * The payment is over. SDKs before 2.13 are told, and then the camera is freed; later ones show
   * the result on a page of their own, and are let go when it is over.
   */
  void ended(Outcome outcome) {
    DeviceIdentity who = identity.get();
    String appid = who == null ? null : who.appid();
    String credential = authinfo;
    if (!tellsSdk() || who == null || appid == null || credential == null || !hasCode) {
      letGoAfterPage(outcome);
      return;
    }
    PayResultRequest request =
        new PayResultRequest(appid, who.merchantId(), who.storeId(), credential, outcome.paid());
    sdkQueue
        .sdk()
        .updatePayResult(
            request,
            end -> {
              letGo();
              pageOver(end);
            });
  }

  private void letGoAfterPage(Outcome outcome) {
    if (pageOpen && !(outcome instanceof Outcome.NotSent)) {
      scheduler.after(settings.timing().resultPageWithin(), this::letGo);
    } else {
      letGo();
    }
  }

  @Override
  public void scanned(FaceResult<FaceCode> result) {
    over = true;
    if (result instanceof FaceResult.Ok<FaceCode> ok) {
      hasCode = true;
      pageOpen = !tellsSdk();
      holdOrLetGo();
      if (cancelled) {
        ending.none(Why.CANCELLED, "a face code came after the cancel and was not used");
      } else {
        ending.code(ok.value());
      }
    } else if (result instanceof FaceResult.Failed<FaceCode> failed) {
      FaceProblem problem = failed.problem();
      sdkQueue.scanFailed(problem);
      boolean left = problem instanceof FaceProblem.Cancelled;
      letGo();
      ending.none(
          cancelled ? Why.CANCELLED : left ? Why.BUYER_LEFT : Why.NO_FACE_CODE,
          FaceSdkQueue.text(problem));
    }
  }

  @Override
  public void pageClosed(FaceResult<PageEnd> end) {
    pageOpen = false;
    if (!tellsSdk()) {
      letGo();
    }
    pageOver(end);
  }

  /** Before 2.13 both the page's own callback and the answer to our word may tell it. */
  private void pageOver(FaceResult<PageEnd> end) {
    if (pageTold) {
      return;
    }
    pageTold = true;
    if (end instanceof FaceResult.Failed<PageEnd> failed) {
      sdkQueue.pageFailed(failed.problem());
    }
    ending.pageClosed(end instanceof FaceResult.Ok<PageEnd> ok && ok.value() == PageEnd.SUCCESS);
  }

  private void prepare() {
    holding = true;
    if (cancelled) {
      fail(Why.CANCELLED, "before the scan");
      return;
    }
    DeviceIdentity who = identity.get();
    if (who == null) {
      waitForIdentity();
      return;
    }
    sdkQueue.ready(
        init -> {
          if (init instanceof FaceResult.Failed<FaceResult.Done> failed) {
            fail(Why.NO_FACE_CODE, FaceSdkQueue.text(failed.problem()));
          } else {
            sdkQueue.credential(
                deadline, 0, got -> scan(who, got), not -> fail(Why.NO_CREDENTIAL, not));
          }
        });
  }

  private void waitForIdentity() {
    if (scheduler.now().isBefore(deadline)) {
      scheduler.after(settings.timing().backOffFirst(), this::prepare);
    } else {
      fail(Why.NO_CREDENTIAL, "the edge has not told who this device is");
    }
  }

  private void scan(DeviceIdentity who, String credential) {
    String appid = who.appid();
    if (cancelled || appid == null) {
      fail(cancelled ? Why.CANCELLED : Why.NO_CREDENTIAL, "no appid for this device");
      return;
    }
    authinfo = credential;
    String sub = who.subMchId();
    ScanRequest request =
        new ScanRequest(
            appid,
            who.merchantId(),
            sub == null ? null : who.subAppid(),
            sub,
            who.storeId(),
            quick,
            entry.outTradeNo(),
            entry.sale().totalFee(),
            settings.authType(),
            credential,
            true,
            !tellsSdk(),
            settings.page());
    open = true;
    ending.opened();
    sdkQueue.sdk().scan(request, this);
  }

  /** From 2.13 on the SDK wants no word on the payment. */
  private boolean tellsSdk() {
    return sdkQueue.sdk().has(SdkCall.UPDATE_PAY_RESULT);
  }

  private void holdOrLetGo() {
    if (!settings.aggregated()) {
      letGo();
    } else {
      // An order or a page that stays open must not keep the camera from the next buyer.
      scheduler.after(settings.timing().callStaffAfter(), this::letGo);
    }
  }

  private void fail(Why why, String detail) {
    over = true;
    letGo();
    ending.none(why, detail);
  }

  private void letGo() {
    if (holding) {
      holding = false;
      sdkQueue.done();
    }
  }
}
