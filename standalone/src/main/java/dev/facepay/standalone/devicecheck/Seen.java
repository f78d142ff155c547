package dev.facepay.standalone.devicecheck;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One call of the App, or one event of a stream, as it passed by.
 *
 * @param at when the call came
 * @param answeredAt when its answer left
 * @param about the payment's id in the address; empty where there is none
 * @param ask what is asked for, of {@link Call#PAY}; null if it can't be read
 * @param waits whether it lets the edge answer when there is something new
 * @param answer what the App got
 */
record Seen(
    Call call,
    Instant at,
    Instant answeredAt,
    String about,
    @Nullable Ask ask,
    boolean waits,
    Answer answer) {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String PAYMENTS = "/v1/payments";

  /** What kind of call. */
  enum Call {
    PAY,
    LOOK,
    EVENTS,
    CANCEL,
    OTHER;

    static Call of(String method, String path) {
      if (path.equals(PAYMENTS)) {
        return method.equals("POST") ? PAY : OTHER;
      }
      if (!path.startsWith(PAYMENTS + "/") || path.contains("/refunds")) {
        return OTHER;
      }
      if (path.endsWith("/cancel")) {
        return CANCEL;
      }
      return path.endsWith("/events") ? EVENTS : LOOK;
    }
  }

  /** A payment as the App asked for it; the code is only compared. */
  record Ask(String orderNo, int attempt, String authCode, long fen) {

    static @Nullable Ask read(byte[] body) {
      try {
        JsonNode ask = JSON.readTree(body);
        return new Ask(
            ask.path("order_no").asString(""),
            ask.path("attempt").asInt(1),
            ask.path("auth_code").asString(""),
            ask.path("total_fee").asLong(0));
      } catch (JacksonException e) {
        return null;
      }
    }

    boolean isSamePayment(Ask other) {
      return orderNo.equals(other.orderNo) && attempt == other.attempt;
    }

    /** Without the code. */
    @Override
    public String toString() {
      return orderNo + (attempt == 1 ? "" : ", attempt " + attempt);
    }
  }

  /**
   * An answer.
   *
   * @param status 0: it was cut off
   * @param code of a problem; else empty
   * @param text of a problem; else empty
   * @param retryAfter how long to stay away; zero if that is not said
   * @param told the payment's state; null if it tells none
   */
  record Answer(int status, String code, String text, Duration retryAfter, @Nullable Told told) {

    static final Answer CUT = new Answer(0, "", "", Duration.ZERO, null);

    static Answer read(int status, byte[] body, Duration retryAfter) {
      try {
        JsonNode json = JSON.readTree(body);
        return new Answer(
            status,
            json.path("code").asString(""),
            json.path("detail").asString(json.path("title").asString("")),
            retryAfter,
            Told.of(json));
      } catch (JacksonException e) {
        return new Answer(status, "", "", retryAfter, null);
      }
    }

    boolean isCut() {
      return status == 0;
    }
  }

  /**
   * What the App was told of a payment.
   *
   * @param paid null as long as nobody knows
   */
  record Told(String orderNo, int attempt, String state, @Nullable Boolean paid) {

    static @Nullable Told of(JsonNode json) {
      if (!json.has("state") || !json.has("order_no")) {
        return null;
      }
      JsonNode paid = json.path("paid");
      return new Told(
          json.path("order_no").asString(""),
          json.path("attempt").asInt(1),
          json.path("state").asString(""),
          paid.isBoolean() ? paid.asBoolean() : null);
    }

    boolean isOf(Ask ask) {
      return orderNo.equals(ask.orderNo()) && attempt == ask.attempt();
    }

    /** Whether another code may be tried for the order. */
    boolean allowsNextAttempt() {
      return state.equals("FAILED") || state.equals("REVERSED");
    }
  }
}
