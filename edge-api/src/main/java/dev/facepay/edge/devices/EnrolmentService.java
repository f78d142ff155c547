package dev.facepay.edge.devices;

import dev.facepay.edge.access.DeviceRegistry;
import dev.facepay.edge.access.EnrolmentSettings;
import dev.facepay.payment.Coded;
import dev.facepay.payment.DeviceFact.DeviceEnrolled;
import dev.facepay.payment.DeviceFact.EnrolmentAsked;
import dev.facepay.payment.DeviceFact.EnrolmentRefused;
import dev.facepay.payment.DeviceFact.EnrolmentSettled;
import dev.facepay.payment.DeviceRef;
import dev.facepay.payment.EnrolmentRefusal;
import dev.facepay.payment.RequestId;
import dev.facepay.payment.WechatApp;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.fact.FactPublisher.FactNotPublished;
import dev.facepay.runtime.seal.EnrolmentCodes;
import dev.facepay.runtime.seal.Fingerprints;
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
import org.jspecify.annotations.Nullable;

/**
 * Makes the key here, asks the registry with nothing but hashes, and hands the key to the device
 * that waits: it is nowhere else, not even for a moment.
 */
public final class EnrolmentService {

  /** Twice what a guess of a hash could ever need. */
  private static final int KEY_BYTES = 32;

  private final EnrolmentSettings settings;
  private final EnrolmentCodes codes;
  private final FactPublisher publisher;
  private final DeviceRegistry registry;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<RequestId, CompletableFuture<EnrolmentSettled>> waiting =
      new ConcurrentHashMap<>();

  EnrolmentService(
      EnrolmentSettings settings,
      Fingerprints fingerprints,
      FactPublisher publisher,
      DeviceRegistry registry,
      InstantSource clock) {
    this.settings = settings;
    this.codes = new EnrolmentCodes(fingerprints);
    this.publisher = publisher;
    this.registry = registry;
    this.clock = clock;
  }

  /** What becomes of a code that a device shows. */
  sealed interface Result {

    /**
     * @param key the device's own, told this once and kept nowhere
     * @param app null where the registry does not know the merchant's app
     */
    record Enrolled(String key, DeviceRef device, @Nullable WechatApp app) implements Result {

      @Override
      public String toString() {
        return "Enrolled[" + device.key() + "]";
      }
    }

    record Refused(Coded<EnrolmentRefusal> reason) implements Result {}

    /** The broker did not take it: the code is unused, or used up by a key that nobody has. */
    record NotPublished() implements Result {}

    /** The registry gave no answer in time. */
    record NoAnswer() implements Result {}

    /** Too many wait already. */
    record Busy() implements Result {}
  }

  /**
   * @param typed the code as a person typed it
   */
  Result enrol(String typed) throws InterruptedException {
    Optional<String> codeHash = codes.hash(typed);
    if (codeHash.isEmpty()) {
      return new Result.Refused(EnrolmentRefusal.UNKNOWN_CODE);
    }
    if (waiting.size() >= settings.waitingMax()) {
      return new Result.Busy();
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

  /** Takes an answer from the log, whichever instance asked. */
  public void accept(EnrolmentSettled fact) {
    CompletableFuture<EnrolmentSettled> waiter = waiting.get(fact.request());
    if (waiter != null) {
      waiter.complete(fact);
    }
  }

  private Result ask(
      RequestId request, String codeHash, CompletableFuture<EnrolmentSettled> settled)
      throws InterruptedException {
    String key = freshKey();
    String keyHash = DeviceRegistry.hash(key);
    Instant now = clock.instant();
    Instant answerBy = now.plus(settings.patience());
    try {
      publisher.publish(new EnrolmentAsked(request, codeHash, keyHash, answerBy, now));
    } catch (FactNotPublished e) {
      return new Result.NotPublished();
    }
    try {
      return switch (settled.get(settings.patience().toMillis(), TimeUnit.MILLISECONDS)) {
        case DeviceEnrolled enrolled -> {
          // The device may use its key at once, here.
          registry.awaitKey(keyHash, Duration.ofSeconds(2));
          yield new Result.Enrolled(key, enrolled.device(), enrolled.app());
        }
        case EnrolmentRefused refused -> new Result.Refused(refused.reason());
      };
    } catch (TimeoutException e) {
      return new Result.NoAnswer();
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
