package dev.facepay.device;

import dev.facepay.device.edge.Answer;
import dev.facepay.device.edge.EdgeClient;
import dev.facepay.device.edge.ReportJob;
import dev.facepay.device.edge.ReportWord;
import dev.facepay.device.edge.TradeBody;
import dev.facepay.device.face.FaceProblem;
import dev.facepay.device.face.FaceResult;
import dev.facepay.device.face.FaceResult.Done;
import dev.facepay.device.face.FaceSdk;
import dev.facepay.device.face.request.TradeReport;
import dev.facepay.device.time.Scheduler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Reports trades to WeChat in the background (spec section 8): asks the edge what there is to
 * report, has the face SDK report it, and says what came of it. A try that may have been made is
 * never made again, and a trade that the SDK took is never reported again, also after a restart.
 */
final class ReportWorker {

  /** Between two looks, should the edge not hold the request. */
  private static final Duration EMPTY_PAUSE = Duration.ofSeconds(5);

  private static final String TROUBLE = "report";

  private final FaceSdkQueue sdkQueue;
  private final EdgeCalls edge;
  private final Scheduler scheduler;
  private final TerminalSettings.Timing timing;
  private final TerminalListener listener;
  private final Reports reports;
  private final TradeSender trades;
  private boolean loaded;
  private boolean closed;
  private int failures;

  ReportWorker(
      FaceSdkQueue sdkQueue,
      EdgeCalls edge,
      TerminalPorts ports,
      TerminalSettings.Timing timing,
      TerminalListener listener) {
    this.sdkQueue = sdkQueue;
    this.edge = edge;
    this.scheduler = ports.scheduler();
    this.timing = timing;
    this.listener = listener;
    this.reports = new Reports(ports.journal(), listener);
    this.trades = new TradeSender(reports, edge, scheduler, listener);
  }

  void start() {
    if (closed) {
      return;
    }
    loaded = reports.load();
    if (!loaded) {
      scheduler.after(timing.backOffMax(), this::start);
      return;
    }
    trades.send();
    sayAgain(new ArrayDeque<>(reports.unheard()));
  }

  void close() {
    closed = true;
    trades.close();
  }

  /** A trade that was paid elsewhere; on the disk first, then sent until the edge has it. */
  boolean tell(TradeBody trade) {
    return !closed && loaded && trades.tell(trade);
  }

  /** What was found out before the last end of the App, and perhaps never heard. */
  private void sayAgain(Deque<Reports.Entry> unheard) {
    Reports.Entry entry = unheard.poll();
    if (entry == null) {
      look();
    } else {
      say(entry, () -> sayAgain(unheard));
    }
  }

  private void look() {
    if (!closed) {
      edge.call(e -> e.reports(timing.longPoll()), this::found);
    }
  }

  private void found(Answer<List<ReportJob>> answer) {
    if (closed) {
      return;
    }
    if (!(answer instanceof Answer.Success<List<ReportJob>> told)) {
      again(answer, this::look);
      return;
    }
    failures = 0;
    if (told.value().isEmpty()) {
      scheduler.after(EMPTY_PAUSE, this::look);
    } else {
      next(new ArrayDeque<>(told.value()));
    }
  }

  private void next(Deque<ReportJob> jobs) {
    if (closed) {
      return;
    }
    ReportJob job = jobs.poll();
    if (job == null) {
      // What failed may be asked for again at once: never a loop without a breath.
      scheduler.after(EMPTY_PAUSE, this::look);
      return;
    }
    Runnable then = () -> next(jobs);
    Reports.Entry known = reports.find(job.id());
    if (known != null && known.stage() == Reports.Entry.Stage.CONFIRMED) {
      say(Reports.Entry.confirmed(job.id(), job.tryNo()), then);
    } else if (known != null && known.tryNo() >= job.tryNo()) {
      say(known, then);
    } else {
      sdkQueue.job(() -> make(job, then));
    }
  }

  /** In a job of the sdkQueue: the SDK is free. */
  private void make(ReportJob job, Runnable then) {
    TradeReport report;
    try {
      report = job.report();
    } catch (IllegalArgumentException e) {
      done(Reports.Entry.failed(job.id(), job.tryNo(), "bad_job", e.getMessage()), then);
      return;
    }
    FaceSdk sdk = sdkQueue.sdk();
    if (!sdk.has(job.call())) {
      done(Reports.Entry.failed(job.id(), job.tryNo(), "sdk_too_old", ""), then);
      return;
    }
    sdkQueue.ready(
        init -> {
          if (init instanceof FaceResult.Failed<Done> failed) {
            done(refused(job, failed.problem()), then);
          } else if (!reports.store(Reports.Entry.calling(job.id(), job.tryNo()))) {
            // Without the disk a restart would make the call twice: not now.
            sdkQueue.done();
            scheduler.after(timing.backOffMax(), this::look);
          } else {
            sdk.report(report, result -> done(entry(job, result), then));
          }
        });
  }

  private Reports.Entry entry(ReportJob job, FaceResult<Done> result) {
    if (result instanceof FaceResult.Failed<Done> failed) {
      sdkQueue.forget(failed.problem());
      return refused(job, failed.problem());
    }
    return Reports.Entry.confirmed(job.id(), job.tryNo());
  }

  private void done(Reports.Entry entry, Runnable then) {
    sdkQueue.done();
    if (closed) {
      // The journal says that the call was begun: the next start answers it.
      return;
    }
    reports.store(entry);
    say(entry, then);
  }

  private static Reports.Entry refused(ReportJob job, FaceProblem problem) {
    String code = "sdk_error";
    String text = problem.getClass().getSimpleName();
    if (problem instanceof FaceProblem.Refused said) {
      Integer number = said.errCode();
      code = number == null ? said.returnCode() : number.toString();
      text = said.returnMsg();
    } else if (problem instanceof FaceProblem.NotReady notReady) {
      code = Integer.toString(notReady.errCode());
    } else if (problem instanceof FaceProblem.TimedOut) {
      code = "no_answer";
    } else if (problem instanceof FaceProblem.NeedsVersion) {
      code = "sdk_too_old";
    }
    return Reports.Entry.failed(job.id(), job.tryNo(), code, text);
  }

  /** Until the edge has heard it, or has never asked for it. */
  private void say(Reports.Entry entry, Runnable then) {
    ReportWord word =
        new ReportWord(
            entry.tryNo(),
            entry.stage() == Reports.Entry.Stage.CONFIRMED,
            entry.code(),
            entry.text(),
            sdkQueue.sdk().version().toString());
    edge.call(
        (EdgeClient e) -> e.report(entry.id(), word),
        answer -> {
          if (closed) {
            return;
          }
          if (EdgeCalls.isTaken(answer, 404)) {
            failures = 0;
            reports.store(entry.heard());
            then.run();
          } else {
            again(answer, () -> say(entry, then));
          }
        });
  }

  private void again(Answer<?> answer, Runnable retry) {
    failures++;
    listener.trouble(TROUBLE, EdgeCalls.text(answer));
    Duration pause = edge.pause(failures, EdgeCalls.retryAfter(answer));
    scheduler.after(
        pause,
        () -> {
          if (!closed) {
            retry.run();
          }
        });
  }
}
