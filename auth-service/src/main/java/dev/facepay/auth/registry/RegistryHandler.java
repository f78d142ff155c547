package dev.facepay.auth.registry;

import dev.facepay.payment.DeviceFact.DeviceEnrolled;
import dev.facepay.payment.DeviceFact.DeviceSeen;
import dev.facepay.payment.DeviceFact.EnrolmentAsked;
import dev.facepay.payment.DeviceFact.EnrolmentRefused;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.EnrolmentRefusal;
import dev.facepay.payment.Fact;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.stage.FactHandler;
import dev.facepay.runtime.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What devices ask for: to be enrolled with a code, and to be seen. */
@Component
final class RegistryHandler implements FactHandler {

  private static final int TRIES_MAX = 10;
  private static final String NOBODY = "-";

  private final Devices devices;
  private final Heartbeats heartbeats;
  private final DevicePublisher states;
  private final FactPublisher publisher;
  private final Audit audit;
  private final Timekeeper time;
  private final RegistrySettings settings;

  RegistryHandler(
      Devices devices,
      Heartbeats heartbeats,
      DevicePublisher states,
      FactPublisher publisher,
      Audit audit,
      Timekeeper time,
      RegistrySettings settings) {
    this.devices = devices;
    this.heartbeats = heartbeats;
    this.states = states;
    this.publisher = publisher;
    this.audit = audit;
    this.time = time;
    this.settings = settings;
  }

  @Override
  public void handle(Fact fact) throws InterruptedException {
    handle(fact, fact.occurredAt());
  }

  @Override
  public void handle(Fact fact, Instant loggedAt) throws InterruptedException {
    if (fact instanceof EnrolmentAsked asked) {
      // The edge's clock says how long it waits, this one when that is over.
      enrol(asked, loggedAt.plus(Duration.between(asked.occurredAt(), asked.answerBy())));
    } else if (fact instanceof DeviceSeen seen && isRegistered(seen)) {
      heartbeats.seen(seen);
    }
  }

  /** A device that only a keys file knows may have the same id. */
  private boolean isRegistered(DeviceSeen seen) {
    return devices
        .find(seen.device().device())
        .filter(found -> found.device().store().equals(seen.device().store()))
        .isPresent();
  }

  private void enrol(EnrolmentAsked asked, Instant answerBy) throws InterruptedException {
    for (int i = 0; i < TRIES_MAX; i++) {
      Optional<DeviceId> id = devices.byCode(asked.codeHash());
      Optional<Devices.Versioned> found = id.flatMap(devices::find);
      Instant now = time.instant();
      RegistryDecider.Verdict verdict =
          RegistryDecider.enrol(
              found.map(Devices.Versioned::device).orElse(null),
              asked,
              answerBy,
              now,
              settings.keyOverlap());
      if (verdict instanceof RegistryDecider.Verdict.Refuse refuse) {
        refused(asked, id.map(DeviceId::value).orElse(NOBODY), refuse.reason(), now);
        return;
      }
      Devices.Versioned before = found.orElseThrow();
      if (verdict instanceof RegistryDecider.Verdict.Enrol enrol
          && !devices.replace(before, enrol.next(), now)) {
        continue;
      }
      enrolled(asked, before.device(), now);
      return;
    }
    throw new StoreUnavailable("an enrolment lost to others " + TRIES_MAX + " times");
  }

  /** The state goes first: who is told that it is enrolled may use its key. */
  private void enrolled(EnrolmentAsked asked, DeviceRecord device, Instant now)
      throws InterruptedException {
    audit(asked, device.id().value(), Audit.DONE, "");
    states.publish(device.id());
    Shop shop = states.shop(device);
    publisher.publish(
        new DeviceEnrolled(asked.request(), states.ref(device, shop), states.app(shop), now));
  }

  private void refused(EnrolmentAsked asked, String subject, EnrolmentRefusal reason, Instant now)
      throws InterruptedException {
    audit(asked, subject, Audit.REFUSED, reason.wire());
    publisher.publish(new EnrolmentRefused(asked.request(), reason, now));
  }

  private void audit(EnrolmentAsked asked, String subject, String result, String reason) {
    audit.note(
        asked.request().value(),
        asked.occurredAt(),
        "device",
        "device.enrol",
        subject,
        result,
        reason);
  }
}
