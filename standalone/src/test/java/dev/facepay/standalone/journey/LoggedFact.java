package dev.facepay.standalone.journey;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * A record of the log, as it lies there.
 *
 * @param type of the headers, e.g. {@code payment.succeeded.v1}
 * @param id of the headers; a repeat has the same
 */
public record LoggedFact(String topic, String type, String id, JsonNode value) {

  public String paymentId() {
    return text("payment_id");
  }

  public int version() {
    return value.path("version").asInt(0);
  }

  public String text(String field) {
    return value.path(field).asString("");
  }

  public long amountFen() {
    return value.path("amount_fen").asLong(0);
  }

  public Instant occurredAt() {
    return Instant.parse(text("occurred_at"));
  }

  public boolean is(String name) {
    return type.equals("payment." + name + ".v1");
  }

  public boolean settled() {
    return is("succeeded") || is("failed") || is("reversed");
  }
}
