package dev.facepay.edge.credentials;

import dev.facepay.payment.DeviceFact.CredentialAsked;
import dev.facepay.payment.DeviceFact.CredentialIssued;
import dev.facepay.payment.DeviceFact.CredentialRefused;
import dev.facepay.payment.DeviceFact.CredentialSettled;
import dev.facepay.payment.DeviceRef;
import dev.facepay.payment.RequestId;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.fact.FactPublisher.FactNotPublished;
import dev.facepay.runtime.seal.Sealer;
import dev.facepay.runtime.seal.Sealer.CannotOpen;
import dev.facepay.runtime.seal.Sealer.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Seals what the face SDK gave out, asks the auth stage, and opens the answer for the one device
 * that waits for it.
 */
public final class CredentialService {

  private final FactPublisher publisher;
  private final Sealer sealer;
  private final InstantSource clock;

  /** Bounded by how many requests may be inside at once. */
  private final Map<RequestId, CompletableFuture<CredentialSettled>> waiting =
      new ConcurrentHashMap<>();

  CredentialService(FactPublisher publisher, Sealer sealer, InstantSource clock) {
    this.publisher = publisher;
    this.sealer = sealer;
    this.clock = clock;
  }

  /** What a device that asked for a credential is told. */
  sealed interface Result {

    /**
     * @param authinfo the credential itself: for the device that asked, and never printed
     * @param cached whether WeChat was asked for it before
     */
    record Issued(String authinfo, Instant expiresAt, boolean cached) implements Result {

      @Override
      public String toString() {
        return "Issued[" + expiresAt + "]";
      }
    }

    record Refused(CredentialRefused fact) implements Result {}

    /** The request is not known to be in the log. */
    record NotPublished() implements Result {}

    /** Nothing came while the device waited. */
    record NoAnswer() implements Result {}
  }

  /** Waits for the answer; the waiter is there before the fact is, so none slips between. */
  Result ask(CredentialRequest request, DeviceRef device, Duration wait)
      throws InterruptedException {
    RequestId id = new RequestId(UUID.randomUUID().toString());
    CompletableFuture<CredentialSettled> settled = new CompletableFuture<>();
    waiting.put(id, settled);
    try {
      Instant now = clock.instant();
      publisher.publish(
          new CredentialAsked(
              id,
              device,
              sealer.seal(Purpose.FACE_CREDENTIAL, device.key(), request.rawdata()),
              request.attach(),
              now.plus(wait),
              now));
      return await(settled, device, wait);
    } catch (FactNotPublished e) {
      return new Result.NotPublished();
    } finally {
      waiting.remove(id);
    }
  }

  /** Takes an answer from the log, whichever instance asked. */
  public void accept(CredentialSettled fact) {
    CompletableFuture<CredentialSettled> waiter = waiting.get(fact.request());
    if (waiter != null) {
      waiter.complete(fact);
    }
  }

  private Result await(
      CompletableFuture<CredentialSettled> settled, DeviceRef device, Duration wait)
      throws InterruptedException {
    try {
      return switch (settled.get(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        case CredentialIssued issued -> open(issued, device);
        case CredentialRefused refused -> new Result.Refused(refused);
      };
    } catch (TimeoutException e) {
      return new Result.NoAnswer();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** With the key that was shown, not the one that the answer names: another's stays shut. */
  private Result open(CredentialIssued issued, DeviceRef device) {
    if (!clock.instant().isBefore(issued.expiresAt())) {
      return new Result.NoAnswer();
    }
    try {
      String authinfo = sealer.open(Purpose.FACE_CREDENTIAL, device.key(), issued.authinfo());
      return new Result.Issued(authinfo, issued.expiresAt(), issued.cached());
    } catch (CannotOpen e) {
      throw new IllegalStateException("a credential of " + device.key(), e);
    }
  }
}
