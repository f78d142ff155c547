package dev.facepay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.edge.access.EdgeProblem;
import dev.facepay.http.CommonProblem;
import dev.facepay.http.Problem;
import dev.facepay.http.ProblemCode;
import dev.facepay.testkit.contract.ApiContract.Operation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The description in the repository is the one that is served, and the one that the code keeps. */
@Tag("real")
class OpenApiTest {

  private static final JsonNode API = EdgeStand.CONTRACT.document();
  private static EdgeStand edge;

  @BeforeAll
  static void begin() {
    edge = new EdgeStand();
  }

  @AfterAll
  static void end() {
    edge.close();
  }

  @Test
  void the_committed_description_is_the_served_one() {
    assertThat(EdgeStand.send(edge.to("/v3/api-docs.yaml").build()).text())
        .isEqualTo(EdgeStand.OPENAPI);
    assertThat(EdgeStand.send(edge.to("/v3/api-docs").build()).json()).isEqualTo(API);
    assertThat(API.path("openapi").asString()).startsWith("3.1");
    assertThat(API.path("paths").propertyNames())
        .containsExactlyInAnyOrder(
            "/v1/auth",
            "/v1/payments",
            "/v1/payments/{id}",
            "/v1/payments/{id}/events",
            "/v1/payments/{id}/cancel",
            "/v1/payments/{id}/refunds",
            "/v1/payments/{id}/refunds/{refund_no}",
            "/v1/devices/enroll",
            "/v1/devices/me",
            "/v1/devices/me/heartbeat",
            "/v1/devices/me/reports",
            "/v1/devices/me/reports/{id}",
            "/v1/trades");
    assertThat(danglingReferences()).isEmpty();
  }

  @Test
  void every_operation_is_in_the_code_and_every_one_of_the_code_is_described() {
    Set<String> mapped = new TreeSet<>();
    edge.context
        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
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

    assertThat(EdgeStand.CONTRACT.operations())
        .extracting(Operation::toString)
        .containsExactlyInAnyOrderElementsOf(mapped);
  }

  @Test
  void every_problem_is_told_in_the_words_and_with_the_status_that_the_code_answers() {
    Map<String, ProblemCode> ours =
        Stream.<ProblemCode>concat(
                Stream.of(EdgeProblem.values()), Stream.of(CommonProblem.values()))
            .collect(Collectors.toMap(ProblemCode::wire, it -> it));
    Map<String, Set<Integer>> told = new TreeMap<>();
    for (Operation operation : EdgeStand.CONTRACT.operations()) {
      for (var answer : operation.tree().path("responses").properties()) {
        answer
            .getValue()
            .path("content")
            .path("application/problem+json")
            .path("examples")
            .properties()
            .forEach(
                one -> {
                  ProblemCode code = Objects.requireNonNull(ours.get(one.getKey()), one.getKey());
                  ObjectNode answered = JsonMapper.shared().valueToTree(Problem.of(code));
                  assertThat(one.getValue().path("value")).isEqualTo(answered);
                  told.computeIfAbsent(code.wire(), it -> new TreeSet<>())
                      .add(Integer.valueOf(answer.getKey()));
                });
      }
    }
    told.forEach(
        (wire, statuses) ->
            assertThat(statuses)
                .as(wire)
                .containsExactly(Objects.requireNonNull(ours.get(wire)).status()));
    assertThat(told.keySet())
        .containsAll(Stream.of(EdgeProblem.values()).map(EdgeProblem::wire).toList());
  }

  private static List<String> danglingReferences() {
    return StreamSupport.stream(API.findValues("$ref").spliterator(), false)
        .map(JsonNode::asString)
        .filter(ref -> API.at(ref.substring(1)).isMissingNode())
        .toList();
  }
}
