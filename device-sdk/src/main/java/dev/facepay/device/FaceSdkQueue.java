package dev.facepay.device;

import dev.facepay.device.edge.Answer;
import dev.facepay.device.edge.Credential;
import dev.facepay.device.edge.DeviceIdentity;
import dev.facepay.device.face.FaceProblem;
import dev.facepay.device.face.FaceResult;
import dev.facepay.device.face.FaceSdk;
import dev.facepay.device.face.request.SdkCall;
import dev.facepay.device.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The line before the face SDK: one job after the other; on a shared device each begins with an
 * init and ends with a release, alone the SDK is initialised once. Keeps a credential ahead of
 * need.
 */
final class FaceSdkQueue {

  private final FaceSdk sdk;
  private final Credentials credentials;
  private final EdgeCalls edge;
  private final Scheduler scheduler;
  private final TerminalSettings settings;
  private final Supplier<@Nullable DeviceIdentity> identity;
  private final TerminalListener listener;
  private final Deque<Runnable> jobs = new ArrayDeque<>();
  private boolean busy;
  private boolean initialised;
  private boolean closed;
  private boolean firewallIsSet;
  private int renewFailures;

  FaceSdkQueue(
      FaceSdk sdk,
      EdgeCalls edge,
      Scheduler scheduler,
      TerminalSettings settings,
      Supplier<@Nullable DeviceIdentity> identity,
      TerminalListener listener) {
    this.sdk = sdk;
    this.edge = edge;
    this.scheduler = scheduler;
    this.settings = settings;
    this.identity = identity;
    this.listener = listener;
    this.credentials = new Credentials(edge, scheduler, settings.timing());
  }

  FaceSdk sdk() {
    return sdk;
  }

  Credentials credentials() {
    return credentials;
  }

  /** Gets a credential now and another one before its end, for as long as the terminal runs. */
  void keepCredential() {
    if (settings.firewall() != null && identity.get() == null) {
      // The firewall names the merchant, and comes before all that the SDK sends.
      scheduler.after(settings.timing().backOffFirst(), this::renewUnlessClosed);
      return;
    }
    job(
        () ->
            ready(
                init -> {
                  if (init instanceof FaceResult.Failed<FaceResult.Done> failed) {
                    done();
                    renewLater("face_sdk", text(failed.problem()), null);
                  } else {
                    sdk.rawdata(this::renewWith);
                  }
                }));
  }

  /** Runs when the SDK is free; must call {@link #done} at its end. */
  void job(Runnable job) {
    jobs.add(job);
    next();
  }

  /** The job is over: on a shared device the camera is freed. */
  void done() {
    if (settings.aggregated() && initialised) {
      sdk.release();
      initialised = false;
    }
    busy = false;
    next();
  }

  /** In a job: makes sure that the SDK is initialised, and its firewall as it is wanted. */
  void ready(Consumer<FaceResult<FaceResult.Done>> then) {
    if (initialised) {
      firewall(then);
      return;
    }
    sdk.init(
        settings.init(),
        result -> {
          initialised = result instanceof FaceResult.Ok;
          if (initialised) {
            firewall(then);
          } else {
            then.accept(result);
          }
        });
  }

  /** In a job: a credential, if one can be had before {@code deadline}; else why not. */
  void credential(Instant deadline, int failures, Consumer<String> got, Consumer<String> not) {
    String usable = credentials.usable();
    if (usable != null) {
      got.accept(usable);
      return;
    }
    sdk.rawdata(
        rawdata -> {
          if (rawdata instanceof FaceResult.Failed<String> failed) {
            forget(failed.problem());
            not.accept(text(failed.problem()));
          } else if (rawdata instanceof FaceResult.Ok<String> ok) {
            credentials.fetch(ok.value(), answer -> fetched(answer, deadline, failures, got, not));
          }
        });
  }

  /** The SDK's process is gone: the next job begins with an init. */
  void forget(FaceProblem problem) {
    if (problem instanceof FaceProblem.Threw || problem instanceof FaceProblem.NotReady) {
      initialised = false;
    }
  }

  /** When leaving. */
  void close() {
    closed = true;
    jobs.clear();
    if (initialised) {
      sdk.release();
      initialised = false;
    }
  }

  static String text(FaceProblem problem) {
    if (problem instanceof FaceProblem.Refused refused) {
      return refused.call().wire() + ": " + refused.returnCode() + " " + refused.returnMsg();
    }
    return problem.call().wire() + ": " + problem.getClass().getSimpleName();
  }

  private void next() {
    if (busy || closed) {
      return;
    }
    Runnable job = jobs.poll();
    if (job != null) {
      busy = true;
      scheduler.soon(job);
    }
  }

  private void fetched(
      Answer<Credential> answer,
      Instant deadline,
      int failures,
      Consumer<String> got,
      Consumer<String> not) {
    String usable = credentials.usable();
    if (usable != null) {
      got.accept(usable);
      return;
    }
    Duration pause = edge.pause(failures + 1, EdgeCalls.retryAfter(answer));
    boolean hopeless = answer instanceof Answer.Problem<Credential> p && !p.retryable();
    if (hopeless || !scheduler.now().plus(pause).isBefore(deadline)) {
      not.accept(EdgeCalls.text(answer));
    } else {
      scheduler.after(pause, () -> credential(deadline, failures + 1, got, not));
    }
  }

  /** The camera is free again before the edge is asked: that may take seconds. */
  private void renewWith(FaceResult<String> rawdata) {
    done();
    if (rawdata instanceof FaceResult.Failed<String> failed) {
      forget(failed.problem());
      renewLater("face_sdk", text(failed.problem()), null);
    } else if (rawdata instanceof FaceResult.Ok<String> ok) {
      credentials.fetch(ok.value(), this::renewed);
    }
  }

  private void renewed(Answer<Credential> answer) {
    if (!(answer instanceof Answer.Success<Credential> told)) {
      renewLater("credential", EdgeCalls.text(answer), EdgeCalls.retryAfter(answer));
      return;
    }
    renewFailures = 0;
    scheduler.after(credentials.renewIn(told.value()), this::renewUnlessClosed);
    DeviceIdentity who = identity.get();
    if (who != null) {
      listener.ready(who);
    }
  }

  private void renewLater(String what, String detail, @Nullable Duration atLeast) {
    renewFailures++;
    listener.trouble(what, detail);
    scheduler.after(edge.pause(renewFailures, atLeast), this::renewUnlessClosed);
  }

  private void renewUnlessClosed() {
    if (!closed) {
      keepCredential();
    }
  }

  /**
   * Once for the process: the SDK keeps it. What fails is told, does not stop the job, and is tried
   * again with the next one, unless the SDK will never have the call.
   */
  private void firewall(Consumer<FaceResult<FaceResult.Done>> then) {
    FaceResult<FaceResult.Done> ready = new FaceResult.Ok<>(FaceResult.Done.DONE);
    Boolean wanted = settings.firewall();
    DeviceIdentity who = identity.get();
    if (wanted == null || who == null || firewallIsSet) {
      then.accept(ready);
      return;
    }
    Consumer<FaceResult<FaceResult.Done>> set =
        result -> {
          firewallIsSet = true;
          if (result instanceof FaceResult.Failed<FaceResult.Done> failed) {
            firewallIsSet = failed.problem() instanceof FaceProblem.NeedsVersion;
            forget(failed.problem());
            listener.trouble("firewall", text(failed.problem()));
          }
          then.accept(ready);
        };
    if (wanted) {
      sdk.enableFirewall(who.merchantId(), who.subMchId(), set);
    } else {
      sdk.disableFirewall(who.merchantId(), who.subMchId(), set);
    }
  }

  /** How WeChat's page ended is not known. */
  void pageFailed(FaceProblem problem) {
    listener.trouble("face_page", text(problem));
  }

  /** Closes the SDK's page where the SDK can, with the shop's own words if it has some. */
  void quit() {
    if (sdk.has(SdkCall.QUIT)) {
      sdk.quit(settings.toast(), ignored -> {});
    }
  }

  /** A scan that failed: what is to be thought of the SDK and of the credential. */
  void scanFailed(FaceProblem problem) {
    forget(problem);
    if (problem instanceof FaceProblem.Refused) {
      credentials.drop();
    }
    if (problem instanceof FaceProblem.TimedOut) {
      quit();
    }
  }
}
