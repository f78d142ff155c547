package dev.facepay.device;

import dev.facepay.device.edge.DeviceIdentity;
import dev.facepay.device.face.FaceCode;
import dev.facepay.device.face.FaceProblem;
import dev.facepay.device.face.FaceResult;
import dev.facepay.device.face.ScanObserver;
import dev.facepay.device.face.request.PayResultRequest;
import dev.facepay.device.face.request.ScanRequest;
import dev.facepay.device.face.request.SdkCall;
import dev.facepay.device.order.OrderEntry;
import dev.facepay.device.order.Outcome.Why;
import dev.facepay.device.time.Scheduler;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One scan for one order: init, credential, face code, and for SDKs before 2.13 the word on how the
 * payment ended. Holds the SDK until the code is there, or until that word has been given.
 */
final class FaceScan implements ScanObserver {

  /** Hears the scan's end, once. */
  interface Ending {
    void code(String code);

    void none(Why why, String detail);

    /** The buyer left the SDK's page while the payment runs. */
    void buyerLeft();

    void opened();
  }

  private final OrderEntry entry;
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

  FaceScan(
      OrderEntry entry,
      FaceSdkQueue sdkQueue,
      Scheduler scheduler,
      TerminalSettings settings,
      Supplier<@Nullable DeviceIdentity> identity,
      Ending ending) {
    this.entry = entry;
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
    if (open && !over && sdkQueue.sdk().has(SdkCall.QUIT)) {
      sdkQueue.sdk().quit(null, ignored -> {});
    }
  }

  /** The payment is over: SDKs before 2.13 are told, and the camera is freed. */
  void ended(boolean paid) {
    DeviceIdentity who = identity.get();
    String appid = who == null ? null : who.appid();
    String credential = authinfo;
    if (!tellsSdk() || who == null || appid == null || credential == null || !hasCode) {
      letGo();
      return;
    }
    PayResultRequest request =
        new PayResultRequest(appid, who.merchantId(), who.storeId(), credential, paid);
    sdkQueue.sdk().updatePayResult(request, ignored -> letGo());
  }

  @Override
  public void scanned(FaceResult<FaceCode> result) {
    over = true;
    if (result instanceof FaceResult.Ok<FaceCode> ok) {
      hasCode = true;
      holdOrLetGo();
      if (cancelled) {
        ending.none(Why.CANCELLED, "a face code came after the cancel and was not used");
      } else {
        ending.code(ok.value().code());
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
  public void pageClosed(PageEnd end) {
    if (end == PageEnd.USER_QUERY_CANCEL) {
      ending.buyerLeft();
    }
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
    ScanRequest plain =
        ScanRequest.of(
            appid,
            who.merchantId(),
            who.storeId(),
            credential,
            entry.outTradeNo(),
            entry.sale().totalFee());
    String sub = who.subMchId();
    ScanRequest request = sub == null ? plain : plain.forSubMerchant(sub, who.subAppid());
    open = true;
    ending.opened();
    sdkQueue
        .sdk()
        .scan(
            request
                .withAuthType(settings.authType())
                .showing(settings.screen(), settings.overlay(), false, !tellsSdk()),
            this);
  }

  /** From 2.13 on the SDK wants no word on the payment: it is let go with the face code. */
  private boolean tellsSdk() {
    return sdkQueue.sdk().has(SdkCall.UPDATE_PAY_RESULT);
  }

  private void holdOrLetGo() {
    if (!tellsSdk() || !settings.aggregated()) {
      letGo();
    } else {
      // An order that stays open must not keep the camera from the next buyer.
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
