package dev.facepay.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was released stays readable; {@code docs/events/released} is never edited, only added to.
 */
class ReleasedContractTest {

  private static final EventContract RELEASED = EventContract.released();
  private static final EventContract NOW = EventContract.current();

  @ParameterizedTest
  @MethodSource("releasedTypes")
  void a_reader_of_a_released_fact_can_go_on(String type) {
    assertThat(NOW.types()).as("facts that are still published").contains(type);
    assertThat(ReaderBreaks.between(RELEASED.fact(type), NOW.fact(type)))
        .as("see \"What may change\" in docs/events/README.md; a break needs a new type, .v2")
        .isEmpty();
  }

  static List<String> releasedTypes() {
    return List.copyOf(RELEASED.types());
  }

  @Test
  void the_headers_of_every_record_stay() {
    assertThat(ReaderBreaks.between(RELEASED.headers(), NOW.headers())).isEmpty();
  }

  @Test
  void a_fact_stays_in_its_topic_under_its_key() {
    for (JsonNode channel : RELEASED.asyncApi().path("channels")) {
      String topic = channel.path("address").asString();
      JsonNode now = NOW.asyncApi().path("channels").path(topic);
      assertThat(now.path("messages").propertyNames())
          .as("facts on " + topic)
          .containsAll(channel.path("messages").propertyNames());
      assertThat(now.path("bindings")).isEqualTo(channel.path("bindings"));
    }
    RELEASED
        .asyncApi()
        .path("components")
        .path("messages")
        .forEach(
            message ->
                assertThat(
                        NOW.asyncApi()
                            .path("components")
                            .path("messages")
                            .path(message.path("name").asString())
                            .path("bindings"))
                    .isEqualTo(message.path("bindings")));
  }

  @Test
  void each_kind_of_break_is_seen() {
    Map<String, Consumer<ObjectNode>> changes =
        Map.of(
            "is gone", tree -> fields(tree).remove("tries"),
            "is optional now", tree -> tree.putArray("required").add("payment_id"),
            "is required now", tree -> tree.withArray("required").add("sub_merchant_id"),
            "\"type\" was", tree -> field(tree, "tries").put("type", "string"),
            "\"x-unit\" was", tree -> field(tree, "amount_fen").put("x-unit", "yuan"),
            "\"maxLength\" was", tree -> field(tree, "store_id").put("maxLength", 64),
            "\"pattern\" was", tree -> field(tree, "occurred_at").remove("pattern"),
            "\"confirmed\" is gone",
                tree -> ((ObjectNode) field(tree, "how").path("x-values")).remove("confirmed"),
            "must be optional",
                tree -> {
                  fields(tree).putObject("added_later").put("type", "string");
                  tree.withArray("required").add("added_later");
                });
    changes.forEach(
        (sentence, change) -> assertThat(String.join("\n", afterwards(change))).contains(sentence));
  }

  @Test
  void what_a_tolerant_reader_does_not_notice_may_change() {
    assertThat(
            afterwards(
                tree -> {
                  fields(tree).putObject("added_later").put("type", "string");
                  field(tree, "tries").put("description", "In better words.");
                  ((ObjectNode) field(tree, "how").path("x-values")).put("by_magic", "new");
                }))
        .isEmpty();
  }

  private static List<String> afterwards(Consumer<ObjectNode> change) {
    FactSchema released = RELEASED.fact("payment.reversed.v1");
    ObjectNode tree = released.tree();
    change.accept(tree);
    return ReaderBreaks.between(released, new FactSchema(released.name(), tree));
  }

  private static ObjectNode fields(ObjectNode tree) {
    return (ObjectNode) tree.path("properties");
  }

  private static ObjectNode field(ObjectNode tree, String name) {
    return (ObjectNode) fields(tree).path(name);
  }
}
