package dev.facepay.standalone.journey;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * What a device was told.
 *
 * @param askedAt when it asked
 * @param at when it had the answer
 * @param paymentId which payment it asked about
 * @param call {@code pay}, {@code look} or {@code cancel}
 */
public record DeviceAnswer(
    Instant askedAt,
    Instant at,
    String device,
    String merchant,
    String paymentId,
    String call,
    int status,
    JsonNode body) {

  public boolean isPayment() {
    return status / 100 == 2;
  }

  public boolean accepted() {
    return isPayment() && call.equals("pay");
  }

  public String state() {
    return body.path("state").asString("");
  }

  public String reason() {
    return body.path("reason").asString("");
  }

  public String nextAction() {
    return body.path("next_action").asString("");
  }

  /** Of a problem. */
  public String code() {
    return body.path("code").asString("");
  }

  public boolean isFinal() {
    return body.path("final").asBoolean(false);
  }

  /** Whether {@code paid} is told to be true or false. */
  public boolean known() {
    return body.path("paid").isBoolean();
  }

  public boolean paid() {
    return body.path("paid").asBoolean(false);
  }
}
