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

  private final FaceDesk desk;
  private final EdgeCalls edge;
  private final Scheduler scheduler;
  private final TerminalSettings.Timing timing;
  private final TerminalListener listener;
  private final ReportBook book;
  private final TradeTeller trades;
  private boolean loaded;
  private boolean closed;
  private int failures;

  ReportWorker(
      FaceDesk desk,
      EdgeCalls edge,
      TerminalPorts ports,
      TerminalSettings.Timing timing,
      TerminalListener listener) {
    this.desk = desk;
    this.edge = edge;
    this.scheduler = ports.scheduler();
    this.timing = timing;
    this.listener = listener;
    this.book = new ReportBook(ports.journal(), listener);
    this.trades = new TradeTeller(book, edge, scheduler, listener);
  }

  void start() {
    if (closed) {
      return;
    }
    loaded = book.load();
    if (!loaded) {
      scheduler.after(timing.backOffMax(), this::start);
      return;
    }
    trades.send();
    sayAgain(new ArrayDeque<>(book.unheard()));
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
  private void sayAgain(Deque<ReportEntry> unheard) {
    ReportEntry entry = unheard.poll();
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
    if (!(answer instanceof Answer.Told<List<ReportJob>> told)) {
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
    ReportEntry known = book.find(job.id());
    if (known != null && known.stage() == ReportEntry.Stage.CONFIRMED) {
      say(ReportEntry.confirmed(job.id(), job.tryNo()), then);
    } else if (known != null && known.tryNo() >= job.tryNo()) {
      say(known, then);
    } else {
      desk.job(() -> make(job, then));
    }
  }

  /** In a job of the desk: the SDK is free. */
  private void make(ReportJob job, Runnable then) {
    TradeReport report;
    try {
      report = job.report();
    } catch (IllegalArgumentException e) {
      done(ReportEntry.failed(job.id(), job.tryNo(), "bad_job", e.getMessage()), then);
      return;
    }
    FaceSdk sdk = desk.sdk();
    if (!sdk.has(job.call())) {
      done(ReportEntry.failed(job.id(), job.tryNo(), "sdk_too_old", ""), then);
      return;
    }
    desk.ready(
        init -> {
          if (init instanceof FaceResult.Failed<Done> failed) {
            done(refused(job, failed.problem()), then);
          } else if (!book.store(ReportEntry.calling(job.id(), job.tryNo()))) {
            // Without the disk a restart would make the call twice: not now.
            desk.done();
            scheduler.after(timing.backOffMax(), this::look);
          } else {
            sdk.report(report, result -> done(entry(job, result), then));
          }
        });
  }

  private ReportEntry entry(ReportJob job, FaceResult<Done> result) {
    if (result instanceof FaceResult.Failed<Done> failed) {
      desk.forget(failed.problem());
      return refused(job, failed.problem());
    }
    return ReportEntry.confirmed(job.id(), job.tryNo());
  }

  private void done(ReportEntry entry, Runnable then) {
    desk.done();
    if (closed) {
      // The journal says that the call was begun: the next start answers it.
      return;
    }
    book.store(entry);
    say(entry, then);
  }

  private static ReportEntry refused(ReportJob job, FaceProblem problem) {
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
    return ReportEntry.failed(job.id(), job.tryNo(), code, text);
  }

  /** Until the edge has heard it, or has never asked for it. */
  private void say(ReportEntry entry, Runnable then) {
    ReportWord word =
        new ReportWord(
            entry.tryNo(),
            entry.stage() == ReportEntry.Stage.CONFIRMED,
            entry.code(),
            entry.text(),
            desk.sdk().version().toString());
    edge.call(
        (EdgeClient e) -> e.report(entry.id(), word),
        answer -> {
          if (closed) {
            return;
          }
          if (EdgeCalls.isTaken(answer, 404)) {
            failures = 0;
            book.store(entry.heard());
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
