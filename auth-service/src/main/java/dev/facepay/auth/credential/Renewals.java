package dev.facepay.auth.credential;

import dev.facepay.auth.credential.CredentialDecider.Renewal;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.due.DueRecords.DueRecord;
import dev.facepay.runtime.due.DueWorker.DueHandler;
import dev.facepay.runtime.due.DueWorker.DueHandler.DueStep;
import dev.facepay.runtime.fact.StateLog;
import java.time.Instant;
import org.bson.Document;

/**
 * Renews credentials before they are asked for. Each credential has a due record of its own; one
 * whose credential is no longer the device's ends at once.
 */
final class Renewals implements DueHandler {

  private static final StateLog LOG = StateLog.of(Renewals.class);
  private static final String EVENT = "credential.renewal";
  private static final String DEVICE = "device";
  private static final String ISSUED_AT = "issued_at";

  private final DueRecords records;
  private final Credentials credentials;
  private final Calls calls;
  private final Parameters parameters;
  private final Timekeeper time;
  private final CredentialSettings settings;
  private final CredentialMeters meters;

  Renewals(
      DueRecords records,
      Credentials credentials,
      Calls calls,
      Parameters parameters,
      Timekeeper time,
      CredentialSettings settings,
      CredentialMeters meters) {
    this.records = records;
    this.credentials = credentials;
    this.calls = calls;
    this.parameters = parameters;
    this.time = time;
    this.settings = settings;
    this.meters = meters;
  }

  /** Changes nothing if it is planned already. */
  void plan(CredentialRequest request, Credential credential) {
    String device = request.device().key();
    long issuedMs = credential.issuedAt().toEpochMilli();
    records.open(
        DueRecord.first(
            device + "@" + issuedMs,
            CredentialDecider.renewAt(request, credential, settings),
            new Document(DEVICE, device).append(ISSUED_AT, issuedMs)));
  }

  @Override
  public DueStep handle(DueRecord claimed) throws InterruptedException {
    String device = claimed.body().getString(DEVICE);
    Instant issuedAt = Instant.ofEpochMilli(claimed.body().getLong(ISSUED_AT));
    DeviceCredential known = credentials.find(device);
    String now =
        known == null ? "" : parameters.of(known.request().device(), known.request().attach());
    return switch (CredentialDecider.onDue(known, issuedAt, now, time.instant(), settings)) {
      case Renewal.Forget forget -> end(device, forget.why());
      case Renewal.Later later -> DueStep.later(later.due(), claimed.body());
      case Renewal.Call call ->
          // Never null here: without a document there is nothing to call for.
          known == null ? end(device, "superseded") : renew(known, claimed);
    };
  }

  private DueStep renew(DeviceCredential known, DueRecord claimed) throws InterruptedException {
    String device = known.request().device().key();
    return switch (calls.renew(known)) {
      case null -> DueStep.later(time.instant().plus(settings.lookAgain()), claimed.body());
      case Calls.Outcome.Fresh fresh -> {
        plan(known.request(), fresh.credential());
        LOG.deviceChange(device, EVENT, "issued", "renewed")
            .with("expires_at", fresh.credential().expiresAt())
            .log();
        yield DueStep.finished();
      }
      case Calls.Outcome.No no -> {
        if (!no.refused().retryable()) {
          yield end(device, no.refused().reason().wire());
        }
        LOG.deviceChange(device, EVENT, "issued", "issued")
            .reason(no.refused().reason().wire())
            .with("gateway_code", no.refused().code())
            .log();
        yield DueStep.later(time.instant().plus(settings.renewRetry()), claimed.body());
      }
    };
  }

  private DueStep end(String device, String why) {
    meters.forgotten(why);
    if (!why.equals("superseded")) {
      LOG.deviceChange(device, EVENT, "issued", "ending").reason(why).log();
    }
    return DueStep.finished();
  }
}
