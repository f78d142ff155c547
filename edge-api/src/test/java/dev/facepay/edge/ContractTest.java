package dev.facepay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.edge.EdgeStand.Answer;
import dev.facepay.testkit.contract.ApiContract.Operation;
import dev.facepay.testkit.contract.ApiQueries;
import dev.facepay.testkit.contract.ApiQueries.Query;
import dev.facepay.testkit.contract.ApiRequests;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Requests, good and bad, that are made from the contract: the contract and who reads them have the
 * same verdict, down to the fields.
 */
@Tag("real")
class ContractTest {

  private static final int REQUESTS = 200;

  private static EdgeStand edge;

  @BeforeAll
  static void begin() {
    edge =
        new EdgeStand(
            "--facepay.edge.rate-burst=1000000",
            "--facepay.edge.heard-within=1ms",
            "--facepay.edge.trades-burst=1000000",
            "--facepay.edge.enrol.address-burst=1000000",
            "--facepay.edge.enrol.all-burst=1000000",
            "--facepay.edge.enrol.patience=1ms");
  }

  @AfterAll
  static void end() {
    edge.close();
  }

  static List<Operation> operations() {
    return EdgeStand.CONTRACT.operations().stream().filter(it -> it.request() != null).toList();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void contract_and_reader_have_the_same_verdict(Operation operation) {
    int accepted = 0;
    for (int seed = 0; seed < REQUESTS; seed++) {
      // Late enough to close an order at, and early enough for a trade that was paid.
      ApiRequests requests = new ApiRequests(seed, Instant.now().plus(Duration.ofMinutes(5)));
      JsonNode body =
          seed % 2 == 0 ? requests.good(operation.request()) : requests.bad(operation.request());
      Set<String> faulty = operation.faultyFields(body);

      Answer answer = send(operation, body);

      assertThat(fields(answer)).as("seed %d: %s", seed, body).isEqualTo(faulty);
      assertThat(answer.status() == 400).as("seed %d", seed).isEqualTo(!faulty.isEmpty());
      accepted += faulty.isEmpty() ? 1 : 0;
    }
    assertThat(accepted).isBetween(REQUESTS / 2, REQUESTS * 3 / 4);
  }

  static List<Operation> reads() {
    return EdgeStand.CONTRACT.operations().stream()
        .filter(it -> it.method().equals("GET") && !it.path().endsWith("/events"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("reads")
  void contract_and_reader_have_the_same_verdict_on_addresses(Operation operation) {
    String path = operation.path().replace("{id}", "1900000109:A1").replace("{refund_no}", "R-1");
    for (int seed = 0; seed < REQUESTS / 4; seed++) {
      Query query = new ApiQueries(seed, Instant.now(), Set.of()).of(operation);

      Answer answer =
          EdgeStand.send(edge.to(path + "?" + query.text()).header("Prefer", "wait=0").build());

      assertThat(fields(answer)).as(query.text()).isEqualTo(query.faulty());
    }
  }

  private static Answer send(Operation operation, JsonNode body) {
    String path = operation.path().replace("{id}", "1900000109:A1");
    return EdgeStand.send(
        edge.to(path)
            .header("Content-Type", "application/json")
            .header("Prefer", "wait=0")
            .POST(BodyPublishers.ofString(body.toString()))
            .build());
  }

  private static Set<String> fields(Answer answer) {
    Set<String> fields = new TreeSet<>();
    if (answer.status() == 400) {
      assertThat(answer.text("code")).isEqualTo("invalid_request");
      answer.json().path("errors").forEach(it -> fields.add(it.path("field").asString()));
    }
    return fields;
  }
}
