package dev.facepay.auth.credential;

import dev.facepay.payment.DeviceFact.CredentialAsked;
import dev.facepay.payment.DeviceFact.CredentialIssued;
import dev.facepay.payment.DeviceFact.CredentialRefused;
import dev.facepay.payment.DeviceFact.DeviceSeen;
import dev.facepay.payment.Fact;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.stage.FactHandler;
import java.time.Instant;

/** Answers devices that ask for a credential, and notes which devices are in use. */
final class CredentialHandler implements FactHandler {

  private final Credentials credentials;
  private final Calls calls;
  private final Renewals renewals;
  private final Parameters parameters;
  private final FactPublisher publisher;
  private final Timekeeper time;
  private final CredentialSettings settings;
  private final CredentialMeters meters;

  CredentialHandler(
      Credentials credentials,
      Calls calls,
      Renewals renewals,
      Parameters parameters,
      FactPublisher publisher,
      Timekeeper time,
      CredentialSettings settings,
      CredentialMeters meters) {
    this.credentials = credentials;
    this.calls = calls;
    this.renewals = renewals;
    this.parameters = parameters;
    this.publisher = publisher;
    this.time = time;
    this.settings = settings;
    this.meters = meters;
  }

  @Override
  public void handle(Fact fact) throws InterruptedException {
    if (fact instanceof CredentialAsked asked) {
      answer(asked);
    } else if (fact instanceof DeviceSeen seen) {
      note(seen);
    }
  }

  private void answer(CredentialAsked asked) throws InterruptedException {
    CredentialRequest request =
        new CredentialRequest(
            asked.device(),
            parameters.of(asked.device(), asked.attach()),
            asked.attach(),
            asked.rawdata());
    Instant atLeast = time.instant().plus(settings.patienceMin());
    Instant until = asked.answerBy().isAfter(atLeast) ? asked.answerBy() : atLeast;
    switch (calls.obtain(request, until)) {
      case Answer.Got got -> {
        publish(asked, got);
        keepUp(request, got);
      }
      case Answer.Refused refused -> publish(asked, refused);
    }
  }

  private void publish(CredentialAsked asked, Answer.Got got) throws InterruptedException {
    publisher.publish(
        new CredentialIssued(
            asked.request(),
            asked.device(),
            got.credential().authinfo(),
            got.credential().expiresAt(),
            got.cached(),
            time.instant()));
    meters.asked(got.cached() ? "cached" : "called");
  }

  private void publish(CredentialAsked asked, Answer.Refused refused) throws InterruptedException {
    publisher.publish(
        new CredentialRefused(
            asked.request(),
            asked.device(),
            refused.reason(),
            refused.code(),
            refused.text(),
            refused.retryable(),
            time.instant()));
    meters.asked(refused.reason().wire());
  }

  /**
   * Sees to it that the credential will be renewed, then notes that the device is in use: in this
   * order, since who finds the note sees to nothing more.
   */
  private void keepUp(CredentialRequest request, Answer.Got got) {
    Instant now = time.instant();
    DeviceCredential known = credentials.find(request.device().key());
    boolean news =
        known != null
            && known.isFor(request)
            && (known.rawdataRefused() || CredentialDecider.isNews(known, now, settings));
    if (news || !got.cached()) {
      renewals.plan(request, got.credential());
    }
    if (news) {
      credentials.change(
          request.device().key(), found -> found.isFor(request) ? found.asked(request, now) : null);
    }
  }

  private void note(DeviceSeen seen) {
    Instant now = time.instant();
    DeviceCredential known = credentials.find(seen.device().key());
    if (known == null
        || !known.request().device().equals(seen.device())
        || !CredentialDecider.isNews(known, now, settings)) {
      return;
    }
    Credential credential = known.credential();
    if (credential != null && !known.rawdataRefused()) {
      renewals.plan(known.request(), credential);
    }
    credentials.change(seen.device().key(), found -> found.seen(now));
  }
}
