package dev.facepay.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.http.CommonProblem;
import dev.facepay.http.OperatorProblem;
import dev.facepay.http.Problem;
import dev.facepay.http.ProblemCode;
import dev.facepay.testkit.Repository;
import dev.facepay.testkit.contract.ApiContract;
import dev.facepay.testkit.contract.ApiContract.Operation;
import dev.facepay.testkit.contract.ApiQueries;
import dev.facepay.testkit.contract.ApiQueries.Query;
import dev.facepay.testkit.contract.ApiVariants;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description in the repository is the one that is served, and the one that the code keeps. */
@Tag("real")
class OpenApiTest {

  private static final String YAML =
      Repository.read(Path.of("src/main/resources/dev/facepay/console/openapi.yaml"));
  private static final ApiContract CONTRACT = ApiContract.of(YAML);

  private static ConsoleStand stand;

  @BeforeAll
  static void begin() {
    stand = new ConsoleStand();
  }

  @AfterAll
  static void end() {
    stand.close();
  }

  @Test
  void the_committed_description_is_the_served_one() {
    assertThat(stand.get("/v3/api-docs.yaml").text()).isEqualTo(YAML);
    assertThat(stand.get("/v3/api-docs").json()).isEqualTo(CONTRACT.document());
    assertThat(
            CONTRACT.document().findValues("$ref").stream()
                .map(JsonNode::asString)
                .filter(ref -> CONTRACT.document().at(ref.substring(1)).isMissingNode()))
        .isEmpty();
  }

  @Test
  void every_operation_is_in_the_code_and_every_one_of_the_code_is_described() {
    Set<String> mapped = new TreeSet<>();
    stand
        .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .forEach(
            it ->
                it.getPatternValues().stream()
                    .filter(path -> path.startsWith("/v1/"))
                    .forEach(
                        path ->
                            it.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> mapped.add(method + " " + path))));

    assertThat(CONTRACT.operations())
        .extracting(Operation::toString)
        .containsExactlyInAnyOrderElementsOf(mapped);
  }

  /**
   * Of a payment that is not there: a body that is taken is not found, another one is refused. Of
   * many each is answered by itself; names that nobody has are no fault of the body.
   */
  @ParameterizedTest
  @CsvSource({
    "/v1/payments/1900000109:NONE/retry, 404",
    "/v1/payments/1900000109:NONE/resolve, 404",
    "/v1/payments/1900000109:NONE/refunds, 404",
    "/v1/trades/1900000109:NONE/retry, 404",
    "/v1/trades/1900000109:NONE/resolve, 404",
    "/v1/dead-letters/facepay.none-0@1/redrive, 404",
    "/v1/dead-letters/facepay.none-0@1/drop, 404",
    "/v1/payments/retry, 200",
    "/v1/attention/acknowledge, 200",
    "/v1/attention/assign, 200 or 409"
  })
  void contract_and_code_judge_bodies_alike(String path, String taken) {
    Operation operation = CONTRACT.operation("POST", path).orElseThrow();
    List<String> differing = new ArrayList<>();
    int good = 0;
    int bad = 0;
    for (String body : ApiVariants.of(Objects.requireNonNull(operation.request()))) {
      // JSON Schema calls 1000.0 an integer; with money a fraction is a mistake.
      boolean takes =
          operation.faultyFields(JsonMapper.shared().readTree(body)).isEmpty()
              && !body.contains("1000.0");
      good += takes ? 1 : 0;
      bad += takes ? 0 : 1;
      ConsoleStand.Answer answer =
          ConsoleStand.send(
              stand
                  .to(path, ConsoleStand.ACTOR)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(body))
                  .build());
      if (takes ? !taken.contains("" + answer.status()) : answer.status() != 400) {
        differing.add("the contract " + (takes ? "takes " : "refuses ") + body);
      }
      assertThat(operation.answerFaults(answer.status(), answer.type(), answer.text())).isEmpty();
    }
    assertThat(differing).isEmpty();
    assertThat(good).isGreaterThan(20);
    assertThat(bad).isGreaterThan(20);
  }

  static List<Operation> lists() {
    return CONTRACT.operations().stream()
        .filter(it -> it.method().equals("GET") && !it.path().contains("{"))
        .filter(it -> !it.path().equals("/v1/events"))
        .toList();
  }

  /** Cursors are the service's own, and two of them say where a part begins. */
  @ParameterizedTest
  @MethodSource("lists")
  void contract_and_code_judge_addresses_alike(Operation operation) {
    Instant time = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(90);
    for (int seed = 0; seed < 60; seed++) {
      Query query = new ApiQueries(seed, time, Set.of("cursor", "before")).of(operation);

      ConsoleStand.Answer answer = stand.get(operation.path() + "?" + query.text());

      Set<String> refused = new TreeSet<>();
      if (answer.status() != 200) {
        refused.addAll(answer.json().path("errors").findValuesAsString("field"));
      }
      assertThat(refused)
          .as("%s %s: %s", operation, query.text(), answer)
          .isEqualTo(query.faulty());
      assertThat(operation.answerFaults(answer.status(), answer.type(), answer.text())).isEmpty();
    }
  }

  static List<Operation> ofOnePayment() {
    return CONTRACT.operations().stream().filter(it -> it.path().contains("/{id}")).toList();
  }

  @ParameterizedTest
  @MethodSource("ofOnePayment")
  void an_id_that_can_be_none_is_told_so(Operation operation) {
    for (String id : List.of("x", "a%0ab", "1:", ":A1", "1:A1%0a", "1:2:3", "1%20:A1", "%3B")) {
      ConsoleStand.Answer answer = send(operation, operation.path().replace("{id}", id));

      assertThat(answer.status()).as("%s of %s", operation, id).isEqualTo(400);
      assertThat(answer.json().path("errors").path(0).path("field").asString()).isEqualTo("id");
      assertThat(operation.answerFaults(answer.status(), answer.type(), answer.text())).isEmpty();
    }
    ConsoleStand.Answer matrix = send(operation, operation.path().replace("{id}", "1:A1;v=1"));
    assertThat(matrix.status()).isEqualTo(400);
    assertThat(matrix.json().path("code").asString()).isEqualTo("bad_request");
  }

  private static ConsoleStand.Answer send(Operation operation, String path, String... headers) {
    HttpRequest.Builder request = stand.to(path, ConsoleStand.ACTOR);
    if (operation.method().equals("POST")) {
      request.header("Content-Type", "application/json").POST(BodyPublishers.ofString("{}"));
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return ConsoleStand.send(request.build());
  }

  @Test
  void a_body_that_is_said_to_be_compressed_is_refused_and_the_contract_says_so() {
    for (Operation operation : CONTRACT.operations()) {
      if (operation.request() != null) {
        String path =
            operation
                .path()
                .replace("{id}", "1900000109:NONE")
                .replace("{letter}", "facepay.none-0@1");
        ConsoleStand.Answer answer = send(operation, path, "Content-Encoding", "gzip");

        assertThat(answer.status()).as(operation.toString()).isEqualTo(415);
        assertThat(operation.answerFaults(answer.status(), answer.type(), answer.text())).isEmpty();
      }
    }
  }

  @Test
  void each_problem_of_the_contract_is_the_codes_own() {
    Map<String, JsonNode> ours = new TreeMap<>();
    Stream.<ProblemCode[]>of(
            ConsoleProblem.values(),
            OperatorProblem.values(),
            new ProblemCode[] {
              CommonProblem.MALFORMED_JSON,
              CommonProblem.BODY_TOO_LARGE,
              CommonProblem.INVALID_REQUEST,
              CommonProblem.UNSUPPORTED_MEDIA_TYPE,
              CommonProblem.INTERNAL_ERROR,
              CommonProblem.BUSY
            })
        .flatMap(Stream::of)
        .forEach(code -> ours.put(code.wire(), JsonMapper.shared().valueToTree(Problem.of(code))));
    Map<String, JsonNode> shown = new TreeMap<>();
    CONTRACT
        .document()
        .path("components")
        .path("examples")
        .properties()
        .forEach(one -> shown.put(one.getKey(), one.getValue().path("value")));

    assertThat(shown).isEqualTo(ours);
  }
}
