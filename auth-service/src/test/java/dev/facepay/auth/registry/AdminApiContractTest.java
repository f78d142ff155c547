package dev.facepay.auth.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.http.CommonProblem;
import dev.facepay.http.OperatorProblem;
import dev.facepay.http.Problem;
import dev.facepay.http.ProblemCode;
import dev.facepay.testkit.Repository;
import dev.facepay.testkit.contract.ApiContract;
import dev.facepay.testkit.contract.ApiVariants;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
    assertSameVerdicts(
        "/v1/admin/stores", StoreController.StoreBody.class, StoreController.StoreBody::shop);
  }

  @Test
  void contract_and_reader_judge_a_device_alike() {
    assertSameVerdicts(
        "/v1/admin/devices",
        DeviceController.NewDeviceBody.class,
        DeviceController.NewDeviceBody::device);
  }

  private static <T> void assertSameVerdicts(String path, Class<T> type, Consumer<T> rules) {
    ApiContract.Operation operation = CONTRACT.operation("POST", path).orElseThrow();
    List<String> differing = new ArrayList<>();
    int good = 0;
    int bad = 0;
    for (String body : ApiVariants.of(Objects.requireNonNull(operation.request()))) {
      boolean takes = operation.faultyFields(JsonMapper.shared().readTree(body)).isEmpty();
      good += takes ? 1 : 0;
      bad += takes ? 0 : 1;
      if (takes != readerTakes(body, type, rules)) {
        differing.add("the contract " + (takes ? "takes " : "refuses ") + body);
      }
    }
    assertThat(differing).isEmpty();
    assertThat(good).isGreaterThan(50);
    assertThat(bad).isGreaterThan(50);
  }

  private static <T> boolean readerTakes(String body, Class<T> type, Consumer<T> rules) {
    try {
      @Nullable T read =
          BodyReader.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), type);
      if (read == null) {
        return false;
      }
      rules.accept(read);
      return true;
    } catch (IllegalArgumentException refused) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void each_problem_of_the_contract_is_the_codes_own() {
    Map<String, JsonNode> ours = new TreeMap<>();
    Stream.<ProblemCode[]>of(
            RegistryProblem.values(),
            OperatorProblem.values(),
            new ProblemCode[] {
              CommonProblem.MALFORMED_JSON,
              CommonProblem.INVALID_REQUEST,
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
