package dev.facepay.chaos.judge;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * A record of a topic.
 *
 * @param at when the broker appended it, by the broker's clock
 * @param id what makes repeats recognisable
 * @param type such as {@code payment.succeeded.v1}
 */
record Fact(String topic, Instant at, String id, String type, JsonNode value) {

  String text(String field) {
    return value.path(field).asString("");
  }

  int version() {
    return value.path("version").asInt(0);
  }

  boolean is(String what) {
    return type.startsWith("payment." + what + ".");
  }

  /** Whether the payment's course ends with it. */
  boolean settled() {
    return is("succeeded") || is("failed") || is("reversed");
  }

  /** {@code succeeded} of {@code payment.succeeded.v1}. */
  String word() {
    int from = type.indexOf('.') + 1;
    int to = type.indexOf('.', from);
    return to < 0 ? type : type.substring(from, to);
  }
}
