package dev.facepay.report;

import dev.facepay.payment.Coded;
import dev.facepay.payment.ReportDelay;
import dev.facepay.payment.ReportFact;
import dev.facepay.payment.ReportFact.ReportDelayed;
import dev.facepay.payment.ReportFact.ReportNeeded;
import dev.facepay.payment.ReportFact.ReportTold;
import dev.facepay.payment.ReportMethod;
import dev.facepay.payment.Sealed;
import dev.facepay.report.JobMove.Done;
import dev.facepay.report.JobMove.Forget;
import dev.facepay.report.JobMove.How;
import dev.facepay.report.JobMove.Wait;
import dev.facepay.report.TradeJob.ActRequest;
import dev.facepay.report.TradeJob.Paid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done about a trade's report (spec section 8). Looking too early or twice changes
 * nothing: everything is counted from the times in the job.
 */
final class JobDecider {

  /** The SDK is not initialised, or is initialising (spec section 2). */
  private static final List<String> NOT_INITIALISED = List.of("271378620", "271378621");

  private JobDecider() {}

  static JobMove decide(TradeJob job, DeviceSnapshot device, Instant now, JobSettings settings) {
    if (job.confirmed()) {
      return new Done(How.CONFIRMED, List.of());
    }
    if (job.closed()) {
      return new Done(How.NOT_DUE, List.of());
    }
    if (job.resolved()) {
      return new Done(How.RESOLVED, List.of());
    }
    if (job.paid().isEmpty()) {
      Instant forget = job.openedAt().plus(settings.forgetAfter());
      return now.isBefore(forget) ? new Wait(job, forget, List.of()) : new Forget();
    }
    return decidePaid(job, job.paid().get(), device, now, settings);
  }

  private static JobMove decidePaid(
      TradeJob job, Paid paid, DeviceSnapshot device, Instant now, JobSettings settings) {
    if (!now.isBefore(giveUpAt(job, paid, settings))) {
      return new Done(
          How.GIVEN_UP,
          List.of(new ReportDelayed(job.trade(), job.tries(), ReportDelay.GIVEN_UP, true, now)));
    }
    Instant due = due(job, paid, settings);
    if (now.isBefore(due)) {
      return later(job, paid, delay(job, now, settings), due, now, settings, List.of());
    }
    Optional<ReportMethod> method = method(job, device).or(() -> onWish(job, device));
    if (method.isEmpty()) {
      ReportDelay obstacle =
          device.revoked() ? ReportDelay.DEVICE_REVOKED : ReportDelay.SDK_TOO_OLD;
      Instant again = now.plus(settings.retryMax());
      return later(job, paid, Optional.of(obstacle), again, now, settings, List.of());
    }
    Optional<Coded<ReportDelay>> delay = delay(job, now, settings);
    TradeJob asked = job.asked(now);
    Sealed code = method.get() == ReportMethod.PAYCODE ? job.code().orElseThrow() : null;
    ReportNeeded needed = new ReportNeeded(job.trade(), asked.tries(), method.get(), code, now);
    Instant answered = now.plus(settings.pause(asked.tries()));
    return later(asked, paid, delay, answered, now, settings, List.of(needed));
  }

  /** A person's request begins the month anew. */
  private static Instant giveUpAt(TradeJob job, Paid paid, JobSettings settings) {
    Instant since =
        job.request()
            .map(ActRequest::heardAt)
            .filter(at -> at.isAfter(paid.at()))
            .orElse(paid.at());
    return since.plus(settings.giveUpAfter());
  }

  /**
   * When the next try may begin. A person's request waits for no pause, but for a device that was
   * asked within the last minute: it is about to make the call.
   */
  private static Instant due(TradeJob job, Paid paid, JobSettings settings) {
    Instant regular = regularlyDue(job, paid, settings);
    return job.retry()
        .map(
            request ->
                job.last()
                    .filter(it -> it.failed().isEmpty())
                    .map(it -> it.askedAt().plus(settings.retryFirst()))
                    .orElse(request.heardAt()))
        .filter(wanted -> wanted.isBefore(regular))
        .orElse(regular);
  }

  private static Instant regularlyDue(TradeJob job, Paid paid, JobSettings settings) {
    return job.last()
        .map(
            it ->
                it.failed()
                    .map(TradeJob.Failure::heardAt)
                    .orElse(it.askedAt())
                    .plus(settings.pause(it.number())))
        .orElse(paid.heardAt().plus(settings.settle()));
  }

  /** Why it is not reported; a device that has not been silent for long is no reason. */
  private static Optional<Coded<ReportDelay>> delay(
      TradeJob job, Instant now, JobSettings settings) {
    Optional<TradeJob.Failure> failed = job.last().flatMap(TradeJob.Try::failed);
    if (failed.isPresent()) {
      return failed.map(TradeJob.Failure::reason);
    }
    return silentAt(job, settings).filter(at -> !now.isBefore(at)).isPresent()
        ? Optional.of(ReportDelay.DEVICE_SILENT)
        : job.said();
  }

  /** When its device counts as silent; empty while it owes no answer. */
  private static Optional<Instant> silentAt(TradeJob job, JobSettings settings) {
    return job.last()
        .filter(it -> it.failed().isEmpty())
        .map(it -> it.silentSince().plus(settings.silentAfter()));
  }

  /** The better call that the device's SDK has; empty if there is none. */
  private static Optional<ReportMethod> method(TradeJob job, DeviceSnapshot device) {
    if (device.revoked()) {
      return Optional.empty();
    }
    if (job.code().isPresent() && has(device, ReportMethod.PAYCODE)) {
      return Optional.of(ReportMethod.PAYCODE);
    }
    return has(device, ReportMethod.ORDER) ? Optional.of(ReportMethod.ORDER) : Optional.empty();
  }

  /**
   * A person that wants it tried is to see what the device says now, even if all that is known is
   * that its SDK is too old: it answers that without a call.
   */
  private static Optional<ReportMethod> onWish(TradeJob job, DeviceSnapshot device) {
    return job.retry().filter(request -> !device.revoked()).map(request -> ReportMethod.ORDER);
  }

  private static boolean has(DeviceSnapshot device, ReportMethod method) {
    return device.sdk().map(sdk -> sdk.has(method)).orElse(true);
  }

  /** Waits, and says what is new of the delay: another reason, or that a person should look. */
  private static JobMove later(
      TradeJob job,
      Paid paid,
      Optional<Coded<ReportDelay>> delay,
      Instant until,
      Instant now,
      JobSettings settings,
      List<ReportFact> facts) {
    Instant attentionAt = paid.heardAt().plus(settings.attentionAfter());
    boolean attention = !now.isBefore(attentionAt);
    Optional<Coded<ReportDelay>> told =
        attention ? delay.or(() -> Optional.of(ReportDelay.DEVICE_SILENT)) : delay;
    Instant look = until;
    for (Instant at : List.of(attentionAt, silentAt(job, settings).orElse(until))) {
      look = now.isBefore(at) && at.isBefore(look) ? at : look;
    }
    if (told.isEmpty() || (told.equals(job.said()) && attention == job.attention())) {
      return new Wait(job, look, facts);
    }
    List<ReportFact> all = new ArrayList<>();
    int tries = facts.isEmpty() ? job.tries() : job.tries() - 1;
    all.add(new ReportDelayed(job.trade(), tries, told.get(), attention, now));
    all.addAll(facts);
    return new Wait(job.said(told.get(), attention), look, List.copyOf(all));
  }

  /** What a device's refusal means. */
  static ReportDelay reason(ReportTold told) {
    if (NOT_INITIALISED.contains(told.code())) {
      return ReportDelay.SDK_NOT_INITIALISED;
    }
    return told.code().equals("sdk_too_old") ? ReportDelay.SDK_TOO_OLD : ReportDelay.SDK_FAILED;
  }
}
