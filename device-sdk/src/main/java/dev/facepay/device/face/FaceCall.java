package dev.facepay.device.face;

import dev.facepay.device.face.request.SdkCall;
import dev.facepay.device.time.Scheduler;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call, until it has an answer: not initialised → init, then the call again; initialising →
 * wait, init, then the call again. Bounded by tries, each try by time.
 */
final class FaceCall<T> {

  private final FaceSdk sdk;
  private final SdkCall call;
  private final Consumer<WxPayFace.Callback> make;
  private final Function<SdkAnswer, FaceResult<T>> read;
  private final Consumer<FaceResult<T>> then;
  private int tries;
  private @Nullable Once waiting;

  FaceCall(
      FaceSdk sdk,
      SdkCall call,
      Consumer<WxPayFace.Callback> make,
      Function<SdkAnswer, FaceResult<T>> read,
      Consumer<FaceResult<T>> then) {
    this.sdk = sdk;
    this.call = call;
    this.make = make;
    this.read = read;
    this.then = then;
  }

  void start() {
    tries++;
    Duration within =
        call == SdkCall.FACE_CODE ? sdk.settings().scanTimeout() : sdk.settings().callTimeout();
    Once once =
        new Once(
            sdk.scheduler(),
            within,
            this::answered,
            () -> fail(new FaceProblem.TimedOut(call, within)));
    waiting = once;
    try {
      make.accept(once);
    } catch (RuntimeException | LinkageError e) {
      if (once.end()) {
        fail(new FaceProblem.Threw(call, e.getClass().getName()));
      }
    }
  }

  /** The buyer has left the page: no answer of the call is waited for. */
  void end(FaceProblem problem) {
    Once current = waiting;
    if (current != null && current.end()) {
      fail(problem);
    }
  }

  private void answered(@Nullable Map<String, ?> info) {
    SdkAnswer answer = new SdkAnswer(call, info);
    if (!answer.isNotReady()) {
      then.accept(answer.isSuccess() ? read.apply(answer) : refused(answer));
      return;
    }
    int errCode = answer.errCode() == null ? 0 : answer.errCode();
    if (tries >= sdk.settings().triesMax()) {
      fail(new FaceProblem.NotReady(call, errCode, tries));
      return;
    }
    boolean waitFirst = errCode == SdkAnswer.INITIALISING || call == SdkCall.INIT;
    Scheduler scheduler = sdk.scheduler();
    scheduler.after(
        waitFirst ? sdk.settings().initAgainAfter() : Duration.ZERO,
        () -> {
          if (call == SdkCall.INIT) {
            start();
          } else {
            sdk.initAgain(this::initialised);
          }
        });
  }

  private void initialised(FaceResult<FaceResult.Done> init) {
    if (init instanceof FaceResult.Failed<FaceResult.Done> failed) {
      fail(failed.problem());
    } else {
      start();
    }
  }

  /** Some calls read an answer that is no SUCCESS; the others take it for a problem. */
  private FaceResult<T> refused(SdkAnswer answer) {
    return call == SdkCall.UPDATE_PAY_RESULT && answer.isUserQueryCancel()
        ? read.apply(answer)
        : new FaceResult.Failed<>(answer.problem());
  }

  private void fail(FaceProblem problem) {
    then.accept(new FaceResult.Failed<>(problem));
  }

  /**
   * A callback that counts once: the first answer or the time-out, whichever comes first, told on
   * the terminal's thread whatever thread the SDK calls from.
   */
  static final class Once implements WxPayFace.Callback {

    private final Scheduler scheduler;
    private final Consumer<@Nullable Map<String, ?>> answered;
    private final Scheduler.Cancellable timeout;
    private final AtomicBoolean over = new AtomicBoolean();

    Once(
        Scheduler scheduler,
        Duration within,
        Consumer<@Nullable Map<String, ?>> answered,
        Runnable timedOut) {
      this.scheduler = scheduler;
      this.answered = answered;
      this.timeout =
          scheduler.after(
              within,
              () -> {
                if (over.compareAndSet(false, true)) {
                  timedOut.run();
                }
              });
    }

    @Override
    public void response(@Nullable Map<String, ?> info) {
      if (over.compareAndSet(false, true)) {
        timeout.cancel();
        scheduler.soon(() -> answered.accept(info));
      }
    }

    /** Whether this was the end; then nothing else will be heard. */
    boolean end() {
      boolean first = over.compareAndSet(false, true);
      if (first) {
        timeout.cancel();
      }
      return first;
    }
  }
}
