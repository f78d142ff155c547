package dev.facepay.auth.credential;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** When a kept credential serves, when WeChat is called, and when it is called ahead of need. */
final class CredentialDecider {

  private static final int SPREAD_STEPS = 1_000;

  private CredentialDecider() {}

  /** What to do for a device that asks. */
  sealed interface Move {

    record Use(Credential credential) implements Move {}

    /** Somebody is calling for it already. */
    record Wait(Instant until) implements Move {}

    /**
     * @param ranOut the device had one that was not renewed in time
     */
    record Call(boolean ranOut) implements Move {}
  }

  /** What to do with a credential whose time to be renewed has come. */
  sealed interface Renewal {

    /** It is not wanted, or not to be had: the device's next ask begins anew. */
    record Forget(String why) implements Renewal {}

    record Later(Instant due) implements Renewal {}

    record Call() implements Renewal {}
  }

  static Move onAsk(
      @Nullable DeviceCredential known,
      CredentialRequest request,
      Instant now,
      CredentialSettings settings) {
    if (known == null) {
      return new Move.Call(false);
    }
    Credential credential = known.isFor(request) ? known.credential() : null;
    if (credential != null && now.isBefore(usefulUntil(credential, settings))) {
      return new Move.Use(credential);
    }
    return known.isCalling(now)
        ? new Move.Wait(Objects.requireNonNull(known.callingUntil()))
        : new Move.Call(credential != null);
  }

  /** What serves when no fresh one can be had: one that is near its end, but good. */
  static @Nullable Credential stopgap(
      @Nullable DeviceCredential known, CredentialRequest request, Instant now) {
    if (known == null || !known.isFor(request)) {
      return null;
    }
    Credential credential = known.credential();
    return credential != null && credential.validAt(now) ? credential : null;
  }

  /**
   * @param issuedAt of the credential that this was planned for
   * @param parameters what a call would be bound to now
   */
  static Renewal onDue(
      @Nullable DeviceCredential known,
      Instant issuedAt,
      String parameters,
      Instant now,
      CredentialSettings settings) {
    Credential credential = known == null ? null : known.credential();
    if (known == null || credential == null || !credential.issuedAt().equals(issuedAt)) {
      return new Renewal.Forget("superseded");
    }
    if (!known.request().parameters().equals(parameters)) {
      return new Renewal.Forget("other_parameters");
    }
    if (!now.isBefore(known.usedAt().plus(settings.activeFor()))) {
      return new Renewal.Forget("inactive");
    }
    if (known.rawdataRefused()) {
      return new Renewal.Forget("rawdata_refused");
    }
    Instant due = renewAt(known.request(), credential, settings);
    if (now.isBefore(due)) {
      return new Renewal.Later(due);
    }
    return known.isCalling(now)
        ? new Renewal.Later(Objects.requireNonNull(known.callingUntil()))
        : new Renewal.Call();
  }

  static Instant renewAt(
      CredentialRequest request, Credential credential, CredentialSettings settings) {
    int step = Math.floorMod(request.device().key().hashCode() * 0x9E3779B1, SPREAD_STEPS);
    Duration spread = settings.renewSpread().multipliedBy(step).dividedBy(SPREAD_STEPS);
    return beforeEnd(credential, settings.renewAhead().plus(spread), 2);
  }

  static Instant usefulUntil(Credential credential, CredentialSettings settings) {
    return beforeEnd(credential, settings.usefulFor(), 4);
  }

  /** Whether what was just heard of the device is worth a write. */
  static boolean isNews(DeviceCredential known, Instant now, CredentialSettings settings) {
    return !now.isBefore(known.usedAt().plus(settings.touchEvery()));
  }

  private static Instant beforeEnd(Credential credential, Duration wanted, int partOfLifeMax) {
    Duration most = credential.life().dividedBy(partOfLifeMax);
    return credential.expiresAt().minus(wanted.compareTo(most) < 0 ? wanted : most);
  }
}
