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
 * Who may use the face SDK and when. One job after the other; on a shared device each begins with
 * an init and ends with a release, alone the SDK is initialised once. Keeps a credential ahead of
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

  /** In a job: makes sure that the SDK is initialised. */
  void ready(Consumer<FaceResult<FaceResult.Done>> then) {
    if (initialised) {
      then.accept(new FaceResult.Ok<>(FaceResult.Done.DONE));
      return;
    }
    sdk.init(
        settings.init(),
        result -> {
          initialised = result instanceof FaceResult.Ok;
          if (initialised) {
            firewall();
          }
          then.accept(result);
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
    if (!(answer instanceof Answer.Told<Credential> told)) {
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

  private void firewall() {
    Boolean wanted = settings.firewall();
    DeviceIdentity who = identity.get();
    if (wanted == null || who == null) {
      return;
    }
    Consumer<FaceResult<FaceResult.Done>> then =
        result -> {
          if (result instanceof FaceResult.Failed<FaceResult.Done> failed) {
            listener.trouble("firewall", text(failed.problem()));
          }
        };
    if (wanted) {
      sdk.enableFirewall(who.merchantId(), who.subMchId(), then);
    } else {
      sdk.disableFirewall(who.merchantId(), who.subMchId(), then);
    }
  }

  /** A scan that failed: what is to be thought of the SDK and of the credential. */
  void scanFailed(FaceProblem problem) {
    forget(problem);
    if (problem instanceof FaceProblem.Refused) {
      credentials.drop();
    }
    boolean stillOpen = problem instanceof FaceProblem.TimedOut;
    if (stillOpen && sdk.has(SdkCall.QUIT)) {
      sdk.quit(null, ignored -> {});
    }
  }
}
