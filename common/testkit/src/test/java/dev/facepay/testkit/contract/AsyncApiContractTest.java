package dev.facepay.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.FactType;
import dev.facepay.payment.Topic;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The AsyncAPI file says what code and schemas say, in both directions. */
class AsyncApiContractTest extends ContractSamples {

  @Test
  void the_asyncapi_file_has_every_topic_and_no_other() {
    JsonNode channels = CONTRACT.asyncApi().path("channels");
    assertThat(channels.valueStream().map(one -> one.path("address").asString()))
        .as("channels in docs/events/asyncapi.yaml")
        .containsExactlyInAnyOrderElementsOf(Stream.of(Topic.values()).map(Topic::wire).toList());
    for (Topic topic : Topic.values()) {
      JsonNode channel = channels.path(topic.wire());
      assertThat(channel.path("messages").propertyNames())
          .as("messages of channel %s in docs/events/asyncapi.yaml", topic.wire())
          .containsExactlyInAnyOrderElementsOf(
              Stream.of(FactType.values())
                  .filter(type -> type.topic() == topic)
                  .map(FactType::wire)
                  .toList());
      JsonNode kafka = resolved(channel.path("bindings")).path("kafka");
      assertThat(kafka.path("partitions").asInt()).isEqualTo(12);
      assertThat(kafka.at("/topicConfiguration/cleanup.policy/0").asString())
          .isEqualTo(topic.compacted() ? "compact" : "delete");
      assertThat(
              resolved(CONTRACT.asyncApi().path("operations").path(topic.wire()).path("channel")))
          .as("an operation for %s in docs/events/asyncapi.yaml", topic.wire())
          .isEqualTo(channel);
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_asyncapi_file_describes_every_fact(FactType type) {
    JsonNode message = CONTRACT.asyncApi().path("components").path("messages").path(type.wire());
    assertThat(message.path("name").asString(""))
        .as("components.messages in docs/events/asyncapi.yaml")
        .isEqualTo(type.wire());
    assertThat(message.path("title").asString("")).isEqualTo(CONTRACT.fact(type.wire()).title());
    assertThat(message.path("payload").path("$ref").asString(""))
        .isEqualTo("schemas/" + type.wire() + ".json");
  }

  @Test
  void every_reference_in_the_asyncapi_file_leads_somewhere() {
    List<JsonNode> references = CONTRACT.asyncApi().findValues("$ref");
    assertThat(references).isNotEmpty();
    for (JsonNode reference : references) {
      String to = reference.asString();
      if (to.startsWith("#")) {
        assertThat(CONTRACT.asyncApi().at(to.substring(1)).isMissingNode()).as(to).isFalse();
      } else {
        assertThat(EventContract.home().resolve(to)).exists();
      }
    }
  }

  private static JsonNode resolved(JsonNode node) {
    String to = node.path("$ref").asString("");
    return to.isEmpty() ? node : CONTRACT.asyncApi().at(to.substring(1));
  }
}
