package dev.facepay.auth.registry.desk;

import java.time.Instant;

/**
 * An enrolment code on its way to who asked for it; kept nowhere, and never printed.
 *
 * @param code like {@code ABCDE-FGHJK}
 */
public record FreshCode(String code, Instant expiresAt) {

  @Override
  public String toString() {
    return "FreshCode";
  }
}
