package dev.facepay.edge.enrol;

import dev.facepay.edge.device.KeyHash;
import dev.facepay.edge.device.RegisteredDevices;
import dev.facepay.payment.DeviceFact.DeviceEnrolled;
import dev.facepay.payment.DeviceFact.EnrolmentAsked;
import dev.facepay.payment.DeviceFact.EnrolmentRefused;
import dev.facepay.payment.DeviceFact.EnrolmentSettled;
import dev.facepay.payment.EnrolmentRefusal;
import dev.facepay.payment.RequestId;
import dev.facepay.runtime.fact.FactNotPublished;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.seal.EnrolmentCodes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes the key here, asks the registry with nothing but hashes, and hands the key to the device
 * that waits: it is nowhere else, not even for a moment.
 */
public final class EnrolmentDesk {

  /** Twice what a guess of a hash could ever need. */
  private static final int KEY_BYTES = 32;

  private final EnrolSettings settings;
  private final EnrolmentCodes codes;
  private final FactPublisher publisher;
  private final RegisteredDevices registry;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<RequestId, CompletableFuture<EnrolmentSettled>> waiting =
      new ConcurrentHashMap<>();

  public EnrolmentDesk(
      EnrolSettings settings,
      EnrolmentCodes codes,
      FactPublisher publisher,
      RegisteredDevices registry,
      InstantSource clock) {
    this.settings = settings;
    this.codes = codes;
    this.publisher = publisher;
    this.registry = registry;
    this.clock = clock;
  }

  /**
   * @param typed the code as a person typed it
   */
  public EnrolmentAnswer enrol(String typed) throws InterruptedException {
    Optional<String> codeHash = codes.hash(typed);
    if (codeHash.isEmpty()) {
      return new EnrolmentAnswer.Refused(EnrolmentRefusal.UNKNOWN_CODE);
    }
    if (waiting.size() >= settings.waitingMax()) {
      return new EnrolmentAnswer.Busy();
    }
    RequestId request = new RequestId(UUID.randomUUID().toString());
    CompletableFuture<EnrolmentSettled> settled = new CompletableFuture<>();
    waiting.put(request, settled);
    try {
      return ask(request, codeHash.get(), settled);
    } finally {
      waiting.remove(request);
    }
  }

  /** Takes an answer from the log, whoever asked. */
  public void accept(EnrolmentSettled fact) {
    CompletableFuture<EnrolmentSettled> waiter = waiting.get(fact.request());
    if (waiter != null) {
      waiter.complete(fact);
    }
  }

  private EnrolmentAnswer ask(
      RequestId request, String codeHash, CompletableFuture<EnrolmentSettled> settled)
      throws InterruptedException {
    String key = freshKey();
    KeyHash keyHash = KeyHash.of(key);
    Instant now = clock.instant();
    Instant answerBy = now.plus(settings.patience());
    try {
      publisher.publish(new EnrolmentAsked(request, codeHash, keyHash.hex(), answerBy, now));
    } catch (FactNotPublished e) {
      return new EnrolmentAnswer.NotPublished();
    }
    try {
      return switch (settled.get(settings.patience().toMillis(), TimeUnit.MILLISECONDS)) {
        case DeviceEnrolled enrolled -> {
          // Whoever gets a key may use it at once, here.
          registry.awaitKey(keyHash, Duration.ofSeconds(2));
          yield new EnrolmentAnswer.Enrolled(key, enrolled.device(), enrolled.app());
        }
        case EnrolmentRefused refused -> new EnrolmentAnswer.Refused(refused.reason());
      };
    } catch (TimeoutException e) {
      return new EnrolmentAnswer.NoAnswer();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private String freshKey() {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    return "fk_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
