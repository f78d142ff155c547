package dev.facepay.auth.credential;

import dev.facepay.auth.credential.CredentialDecider.Move;
import dev.facepay.payment.CredentialRefusal;
import dev.facepay.payment.DeviceRef;
import dev.facepay.payment.MerchantId;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.seal.Sealer;
import dev.facepay.runtime.seal.Sealer.CannotOpen;
import dev.facepay.runtime.seal.Sealer.Purpose;
import dev.facepay.wechat.Authinfo;
import dev.facepay.wechat.Secret;
import dev.facepay.wechat.Unclear;
import dev.facepay.wechat.WechatPay;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One call for a device at a time: those who ask in this process share it, those in others see its
 * lease.
 */
final class Calls {

  private final Credentials credentials;
  private final WechatPay gateway;
  private final Sealer sealer;
  private final Timekeeper time;
  private final CredentialSettings settings;
  private final CredentialMeters meters;

  /** Bounded by the stage's records in flight. */
  private final Map<String, CompletableFuture<Answer>> flights = new ConcurrentHashMap<>();

  Calls(
      Credentials credentials,
      WechatPay gateway,
      Sealer sealer,
      Timekeeper time,
      CredentialSettings settings,
      CredentialMeters meters) {
    this.credentials = credentials;
    this.gateway = gateway;
    this.sealer = sealer;
    this.time = time;
    this.settings = settings;
    this.meters = meters;
  }

  /**
   * A credential for a device that asks, called for if need be and as long as the device waits.
   *
   * @param until when the device goes away
   */
  Answer obtain(CredentialRequest request, Instant until) throws InterruptedException {
    DeviceCredential known = credentials.find(request.device().key());
    if (CredentialDecider.onAsk(known, request, time.instant(), settings) instanceof Move.Use use) {
      return new Answer.Got(use.credential(), true);
    }
    String flight = request.device().key() + " " + request.parameters();
    while (true) {
      CompletableFuture<Answer> mine = new CompletableFuture<>();
      CompletableFuture<Answer> leader = flights.putIfAbsent(flight, mine);
      if (leader == null) {
        return fly(flight, mine, request, until);
      }
      Answer shared = share(leader);
      if (shared != null) {
        return shared;
      }
    }
  }

  private Answer fly(
      String flight, CompletableFuture<Answer> mine, CredentialRequest request, Instant until)
      throws InterruptedException {
    try {
      Answer answer = lead(request, until);
      mine.complete(answer);
      return answer;
    } finally {
      flights.remove(flight, mine);
      // For those who share a flight that broke off; without effect on one that arrived.
      mine.cancel(false);
    }
  }

  /** What the one who calls is told; null if it broke off: then somebody else goes on. */
  private static @Nullable Answer share(CompletableFuture<Answer> leader)
      throws InterruptedException {
    try {
      return switch (leader.get()) {
        case Answer.Got got -> new Answer.Got(got.credential(), true);
        case Answer.Refused refused -> refused;
      };
    } catch (CancellationException e) {
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private Answer lead(CredentialRequest request, Instant until) throws InterruptedException {
    String device = request.device().key();
    Answer.Refused last = null;
    while (true) {
      DeviceCredential known = credentials.find(device);
      Instant now = time.instant();
      switch (CredentialDecider.onAsk(known, request, now, settings)) {
        case Move.Use use -> {
          return new Answer.Got(use.credential(), true);
        }
        case Move.Wait wait -> {
          if (!now.isBefore(until)) {
            return stopgap(known, request, last == null ? elsewhere() : last);
          }
          Instant look = now.plus(settings.lookAgain());
          time.sleepUntil(look.isBefore(wait.until()) ? look : wait.until());
        }
        case Move.Call call -> {
          Optional<DeviceCredential> mine = credentials.takeUp(known, request, now, leaseFrom(now));
          if (mine.isEmpty()) {
            continue;
          }
          meters.ranOut(call.ranOut());
          switch (call(mine.get(), request, "ask")) {
            case Outcome.Fresh fresh -> {
              return new Answer.Got(fresh.credential(), false);
            }
            case Outcome.No no -> last = no.refused();
          }
          Instant again = time.instant().plus(settings.retryPause());
          if (!last.retryable() || !again.isBefore(until)) {
            return stopgap(mine.get(), request, last);
          }
          time.sleepUntil(again);
        }
      }
    }
  }

  private Answer stopgap(
      @Nullable DeviceCredential known, CredentialRequest request, Answer.Refused otherwise) {
    Credential old = CredentialDecider.stopgap(known, request, time.instant());
    return old == null ? otherwise : new Answer.Got(old, true);
  }

  private static Answer.Refused elsewhere() {
    return new Answer.Refused(
        CredentialRefusal.GATEWAY_UNAVAILABLE,
        "",
        "another call for this device has not ended",
        true);
  }

  /** What one call brought. */
  sealed interface Outcome {

    record Fresh(Credential credential) implements Outcome {}

    record No(Answer.Refused refused) implements Outcome {}
  }

  /** One call ahead of need; null if somebody else has taken it up. */
  @Nullable Outcome renew(DeviceCredential known) throws InterruptedException {
    Instant now = time.instant();
    Optional<DeviceCredential> mine =
        credentials.takeUp(known, known.request(), now, leaseFrom(now));
    return mine.isEmpty() ? null : call(mine.get(), known.request(), "renewal");
  }

  private Outcome call(DeviceCredential mine, CredentialRequest request, String purpose)
      throws InterruptedException {
    Instant sentAt = time.instant();
    Authinfo.Outcome outcome = gateway.authinfo(sent(request));
    String device = mine.request().device().key();
    return switch (outcome) {
      case Authinfo.Issued issued -> {
        Credential fresh =
            new Credential(
                sealer.seal(Purpose.FACE_CREDENTIAL, device, issued.authinfo().reveal()),
                sentAt,
                sentAt.plus(issued.expiresIn()));
        credentials.change(device, found -> found.isFor(request) ? found.with(fresh) : null);
        meters.called(purpose, "issued");
        yield new Outcome.Fresh(fresh);
      }
      case Authinfo.Refused refused -> {
        letGo(request, true);
        meters.called(purpose, "refused");
        yield new Outcome.No(Answer.of(refused));
      }
      case Unclear unclear -> {
        letGo(request, false);
        meters.called(purpose, "unclear");
        yield new Outcome.No(Answer.of(unclear));
      }
    };
  }

  private Authinfo.Request sent(CredentialRequest request) {
    DeviceRef device = request.device();
    MerchantId subMerchant = device.subMerchant();
    return new Authinfo.Request(
        device.merchant().value(),
        subMerchant == null ? null : subMerchant.value(),
        device.store().value(),
        device.storeName().value(),
        device.device().value(),
        request.attach(),
        new Secret(open(request)));
  }

  /** Rawdata that the device has brought meanwhile is not the one that was refused. */
  private void letGo(CredentialRequest request, boolean refused) {
    credentials.change(
        request.device().key(),
        found ->
            found.isFor(request)
                ? found.without(refused && found.request().rawdata().equals(request.rawdata()))
                : null);
  }

  private String open(CredentialRequest request) {
    try {
      return sealer.open(Purpose.FACE_CREDENTIAL, request.device().key(), request.rawdata());
    } catch (CannotOpen e) {
      throw new IllegalStateException("rawdata of " + request.device().key(), e);
    }
  }

  private Instant leaseFrom(Instant now) {
    return now.plus(gateway.callMax()).plus(settings.leaseMargin());
  }
}
