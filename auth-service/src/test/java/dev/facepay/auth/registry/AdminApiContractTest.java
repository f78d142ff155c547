package dev.facepay.auth.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.http.CommonProblem;
import dev.facepay.http.FieldError;
import dev.facepay.http.OperatorProblem;
import dev.facepay.http.Problem;
import dev.facepay.http.ProblemCode;
import dev.facepay.http.RequestBody.Read;
import dev.facepay.testkit.Repository;
import dev.facepay.testkit.contract.ApiContract;
import dev.facepay.testkit.contract.ApiContract.Operation;
import dev.facepay.testkit.contract.ApiVariants;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The contract and the code say the same. */
class AdminApiContractTest {

  private static final ApiContract CONTRACT =
      ApiContract.of(
          Repository.read(Path.of("src/main/resources/dev/facepay/auth/registry/openapi.yaml")));

  @Test
  void contract_and_reader_judge_a_store_alike() {
    assertSameVerdicts("/v1/admin/stores", json -> StoreController.StoreBody.read(json, null));
  }

  @Test
  void contract_and_reader_judge_a_device_alike() {
    assertSameVerdicts("/v1/admin/devices", DeviceController.NewDevice::read);
  }

  private static void assertSameVerdicts(String path, Function<byte[], ? extends Read<?>> reader) {
    Operation operation = CONTRACT.operation("POST", path).orElseThrow();
    Set<String> bodies = ApiVariants.of(Objects.requireNonNull(operation.request()));
    List<String> differing = new ArrayList<>();
    int good = 0;
    for (String body : bodies) {
      Set<String> faulty = operation.faultyFields(JsonMapper.shared().readTree(body));
      good += faulty.isEmpty() ? 1 : 0;
      Set<String> refused = refused(reader.apply(body.getBytes(UTF_8)));
      if (!refused.equals(faulty)) {
        differing.add(
            "the contract refuses %s, the reader %s: %s".formatted(faulty, refused, body));
      }
    }
    assertThat(differing).isEmpty();
    assertThat(good).isBetween(50, bodies.size() - 50);
  }

  /** The fields that it names. */
  private static Set<String> refused(Read<?> read) {
    return switch (read) {
      case Read.Valid<?> valid -> Set.of();
      case Read.Invalid<?> invalid ->
          invalid.errors().stream().map(FieldError::field).collect(Collectors.toSet());
      case Read.Malformed<?> malformed -> Set.of(malformed.why());
    };
  }

  @Test
  void each_problem_of_the_contract_is_the_codes_own() {
    Map<String, JsonNode> ours = new TreeMap<>();
    Stream.<ProblemCode[]>of(
            RegistryProblem.values(),
            OperatorProblem.values(),
            new ProblemCode[] {
              CommonProblem.BODY_TOO_LARGE,
              CommonProblem.MALFORMED_JSON,
              CommonProblem.INVALID_REQUEST,
              CommonProblem.UNSUPPORTED_MEDIA_TYPE,
              CommonProblem.INTERNAL_ERROR
            })
        .flatMap(Stream::of)
        .forEach(code -> ours.put(code.wire(), JsonMapper.shared().valueToTree(Problem.of(code))));
    Map<String, JsonNode> shown = new TreeMap<>();
    for (JsonNode examples : CONTRACT.document().findValues("examples")) {
      examples.properties().stream()
          .filter(one -> one.getValue().has("value"))
          .forEach(one -> shown.put(one.getKey(), one.getValue().path("value")));
    }

    assertThat(shown).isEqualTo(ours);
  }
}
