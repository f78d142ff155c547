package dev.facepay.report;

import dev.facepay.report.JobMove.Done;
import dev.facepay.report.JobMove.Forget;
import dev.facepay.report.JobMove.How;
import dev.facepay.report.JobMove.Wait;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecords.DueRecord;
import dev.facepay.runtime.due.DueWorker.DueHandler;
import dev.facepay.runtime.due.DueWorker.DueHandler.DueStep;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Looks after one trade's report when it is due. */
final class Reporter implements DueHandler {

  private final ReportEnds ends;
  private final KnownDevices devices;
  private final Timekeeper time;
  private final JobSettings settings;

  public Reporter(ReportEnds ends, KnownDevices devices, Timekeeper time, JobSettings settings) {
    this.ends = ends;
    this.devices = devices;
    this.time = time;
    this.settings = settings;
  }

  @Override
  public DueStep handle(DueRecord claimed) {
    TradeJob job = JobDocument.read(claimed.body());
    Optional<ReportEnds.End> end = ends.find(job.trade().id());
    if (end.filter(it -> !it.isTakenBackBy(job.requestedAt())).isPresent()) {
      return DueStep.finished();
    }
    Instant now = time.instant();
    DeviceSnapshot device = devices.now(job.trade().deviceKey());
    return switch (JobDecider.decide(job, device, now, settings)) {
      case Wait wait ->
          new DueStep.Later(
              wait.until(), JobDocument.write(wait.next()), List.copyOf(wait.facts()));
      case Forget forget -> DueStep.finished();
      case Done done -> {
        // First, so that a repeat of a fact never opens what is about to be deleted.
        How stands = ends.put(job.trade().id(), done.how(), job.requestedAt(), now);
        yield stands == done.how()
            ? new DueStep.Finished(List.copyOf(done.facts()))
            : DueStep.finished();
      }
    };
  }
}
