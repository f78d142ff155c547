package dev.facepay.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.payment.Fact;
import dev.facepay.payment.FactFields;
import dev.facepay.payment.FactType;
import dev.facepay.payment.WireName;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Code, schemas, samples and the AsyncAPI file say the same, in both directions. */
class EventContractTest extends ContractSamples {

  private static final Set<String> TYPES =
      Stream.of(FactType.values()).map(FactType::wire).collect(Collectors.toSet());

  @Test
  void no_file_is_about_a_fact_that_the_code_does_not_know() {
    assertThat(CONTRACT.types()).as("docs/events/schemas").isSubsetOf(TYPES);
    assertThat(CONTRACT.sampled()).as("docs/events/samples").isSubsetOf(TYPES);
  }

  @ParameterizedTest
  @EnumSource
  void a_fact_has_a_schema_of_the_2020_12_kind(FactType type) {
    FactSchema schema = CONTRACT.fact(type.wire());
    assertThat(schema.faultsOfItself()).isEmpty();
    assertThat(schema.tree().path("$schema").asString())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(schema.title()).isNotBlank();
    assertThat(schema.tree().has("additionalProperties")).as("consumers get it open").isFalse();
    schema
        .fields()
        .forEach(
            (name, field) -> {
              assertThat(field.path("type").asString("")).as(name).isNotEmpty();
              assertThat(field.path("description").asString("")).as(name).isNotBlank();
              assertThat(field.path("x-since").asString("")).as(name).matches("[1-9]\\.[0-9]+");
            });
  }

  @ParameterizedTest
  @EnumSource
  void a_sample_is_exactly_what_the_code_would_write(FactType type) {
    for (SampleEvent sample : CONTRACT.samples(type.wire())) {
      Map<String, Object> fields = JSON.readValue(sample.value(), FIELDS);
      Fact fact = FactFields.read(type, fields);
      assertThat(wider(FactFields.write(fact))).isEqualTo(wider(fields));
      assertThat(sample.key()).isEqualTo(fact.key());
      assertThat(sample.headers())
          .containsEntry("ce_id", fact.factId())
          .containsEntry("ce_type", type.wire())
          .containsEntry("ce_subject", fact.subject())
          .containsEntry("ce_time", String.valueOf(fields.get("occurred_at")));
      assertThat(CONTRACT.headers().strictFaults(JSON.valueToTree(sample.headers()))).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_sample_keeps_to_the_closed_schema_and_shows_every_field(FactType type) {
    FactSchema schema = CONTRACT.fact(type.wire());
    Set<String> shown = new LinkedHashSet<>();
    for (SampleEvent sample : CONTRACT.samples(type.wire())) {
      JsonNode value = JSON.readTree(sample.value());
      assertThat(schema.strictFaults(value)).isEmpty();
      shown.addAll(value.propertyNames());
    }
    assertThat(shown)
        .as("fields in docs/events/samples/%s.txt; add a sample that has the rest", type.wire())
        .containsExactlyInAnyOrderElementsOf(schema.fields().keySet());
  }

  /** Else a field that the code can write would not be seen by the tests above. */
  @ParameterizedTest
  @EnumSource
  void the_samples_fill_everything_that_a_fact_can_say(FactType type) throws Exception {
    Set<String> all = new LinkedHashSet<>();
    Set<String> filled = new LinkedHashSet<>();
    for (SampleEvent sample : CONTRACT.samples(type.wire())) {
      collect("", fact(type, sample), all, filled);
    }
    all.removeAll(filled);
    assertThat(all)
        .as("absent from every sample in docs/events/samples/%s.txt", type.wire())
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void what_the_code_cannot_do_without_is_required(FactType type) {
    FactSchema schema = CONTRACT.fact(type.wire());
    for (SampleEvent sample : CONTRACT.samples(type.wire())) {
      for (String field : List.copyOf(schema.fields().keySet())) {
        ObjectNode less = (ObjectNode) JSON.readTree(sample.value());
        less.remove(field);
        assertThat(schema.faults(less).isEmpty()).as(field).isEqualTo(!schema.requires(field));
        if (!schema.requires(field)) {
          assertThatCode(() -> FactFields.read(type, JSON.convertValue(less, FIELDS)))
              .as(field)
              .doesNotThrowAnyException();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_coded_field_lists_the_values_that_the_code_knows(FactType type) throws Exception {
    FactSchema schema = CONTRACT.fact(type.wire());
    Set<String> coded = new LinkedHashSet<>();
    for (SampleEvent sample : CONTRACT.samples(type.wire())) {
      for (Map.Entry<String, Class<?>> one : codes(fact(type, sample)).entrySet()) {
        coded.add(one.getKey());
        assertThat(schema.values(one.getKey()))
            .as("x-values of " + one.getKey() + " in " + type.wire())
            .isEqualTo(
                Stream.of(one.getValue().getEnumConstants())
                    .map(constant -> ((WireName) constant).wire())
                    .collect(Collectors.toSet()));
      }
    }
    schema
        .fields()
        .forEach(
            (name, field) ->
                assertThat(field.has("x-values")).as(name).isEqualTo(coded.contains(name)));
  }

  @ParameterizedTest
  @EnumSource
  void a_reader_takes_fields_and_values_that_it_does_not_know(FactType type) {
    FactSchema schema = CONTRACT.fact(type.wire());
    ObjectNode later = (ObjectNode) JSON.readTree(CONTRACT.samples(type.wire()).getFirst().value());
    later.put("added_later", 1);
    if (later.has("reason")) {
      later.put("reason", "a_reason_of_tomorrow");
    }
    assertThat(schema.faults(later)).isEmpty();
    assertThat(schema.strictFaults(later)).isNotEmpty();
  }

  @Test
  void what_is_secret_is_marked_as_sealed_or_is_a_hash() {
    for (String type : CONTRACT.types()) {
      CONTRACT
          .fact(type)
          .fields()
          .forEach(
              (name, field) -> {
                assertThat(field.path("x-sealed").asBoolean(false))
                    .as(type + "." + name)
                    .isEqualTo(name.endsWith("_sealed"));
                assertThat(name)
                    .as(type)
                    .isNotIn("auth_code", "openid", "sub_openid", "authinfo", "rawdata", "key");
              });
    }
  }

  @Test
  void a_missing_file_is_named() {
    assertThatThrownBy(() -> CONTRACT.fact("payment.new.v1"))
        .hasMessageContaining("add docs/events/schemas/payment.new.v1.json");
    assertThatThrownBy(() -> CONTRACT.samples("payment.new.v1"))
        .hasMessageContaining("add docs/events/samples/payment.new.v1.txt");
  }

  /** Whole numbers as one type: the code has int and long, JSON has neither. */
  private static Map<String, Object> wider(Map<String, Object> fields) {
    return fields.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                one -> one.getValue() instanceof Integer i ? Long.valueOf(i) : one.getValue()));
  }

  /** Names of all components of a record and of the records in it, and of those that are set. */
  private static void collect(String path, Object record, Set<String> all, Set<String> filled)
      throws ReflectiveOperationException {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      String name = path + component.getName();
      Object value = component.getAccessor().invoke(record);
      all.add(name);
      if (value != null) {
        filled.add(name);
        if (value instanceof Record inner) {
          collect(name + ".", inner, all, filled);
        }
      }
    }
  }

  /** The values of a {@code Coded<E>} are those of {@code E}. */
  private static Class<?> coded(RecordComponent component) {
    return component.getGenericType() instanceof ParameterizedType coded
        ? (Class<?>) coded.getActualTypeArguments()[0]
        : component.getType();
  }

  private static String snake(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /** Coded components have their field's name. */
  private static Map<String, Class<?>> codes(Object record) throws ReflectiveOperationException {
    Map<String, Class<?>> codes = new LinkedHashMap<>();
    List<Object> open = new ArrayList<>(List.of(record));
    while (!open.isEmpty()) {
      Object one = open.removeLast();
      for (RecordComponent component : one.getClass().getRecordComponents()) {
        Object value = component.getAccessor().invoke(one);
        if (value instanceof WireName) {
          codes.put(snake(component.getName()), coded(component));
        } else if (value instanceof Record inner) {
          open.add(inner);
        }
      }
    }
    return codes;
  }
}
