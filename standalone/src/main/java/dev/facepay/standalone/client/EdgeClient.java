package dev.facepay.standalone.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import tools.jackson.databind.JsonNode;

/** A device's side of the edge API. One for all devices: the key is handed in. */
public final class EdgeClient implements AutoCloseable {

  /** The longest wait that the edge grants, and what a loaded machine may take beyond it. */
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private final HttpApi<Payments> api;

  public EdgeClient(URI edge) {
    this.api = new HttpApi<>(Payments.class, edge, null, PATIENCE);
  }

  @HttpExchange("/v1/payments")
  interface Payments {

    @PostExchange
    ResponseEntity<PaymentSeen> pay(
        @RequestHeader("Authorization") String key,
        @RequestHeader("Prefer") String wait,
        @RequestBody PaymentOrder order);

    @GetExchange("/{merchant}:{number}")
    ResponseEntity<PaymentSeen> find(
        @RequestHeader("Authorization") String key,
        @RequestHeader("Prefer") String wait,
        @RequestHeader(name = "If-None-Match", required = false) @Nullable String seen,
        @PathVariable("merchant") String merchant,
        @PathVariable("number") String number);
  }

  /**
   * What a device asks for.
   *
   * @param code the buyer's payment code; with face payment the face code
   * @param channel {@code face} or {@code code}
   */
  public record PaymentOrder(
      @JsonProperty("order_no") String orderNo,
      int attempt,
      @JsonProperty("auth_code") String code,
      @JsonProperty("total_fee") long fen,
      String body,
      String channel) {

    /** Without the code. */
    @Override
    public String toString() {
      return "PaymentOrder[" + orderNo + ", attempt " + attempt + "]";
    }
  }

  /**
   * A payment as the edge told it to a device.
   *
   * @param paid null as long as nobody knows
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record PaymentSeen(
      String id,
      @JsonProperty("order_no") String orderNo,
      int attempt,
      @JsonProperty("out_trade_no") String outTradeNo,
      String state,
      @Nullable Boolean paid,
      @JsonProperty("final") boolean isFinal,
      @JsonProperty("next_action") String nextAction,
      @Nullable String reason,
      Message message,
      @JsonProperty("total_fee") long totalFen,
      @JsonProperty("transaction_id") @Nullable String transactionId,
      int version,
      @JsonProperty("requested_at") Instant requestedAt,
      @JsonProperty("updated_at") Instant updatedAt) {

    /** What stands on the buyer's screen. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Message(String zh, String en) {}

    /** Whether the device may show a result: from then on {@code paid} never changes. */
    public boolean known() {
      return paid != null;
    }

    public boolean succeeded() {
      return "SUCCEEDED".equals(state);
    }

    /** The merchant's number, from the id. */
    public String merchant() {
      return id.substring(0, id.indexOf(':'));
    }
  }

  /** The edge did not take a request; the message says why and what to do. */
  public static final class EdgeProblem extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final boolean retryable;

    EdgeProblem(int status, JsonNode problem) {
      super(message(status, problem));
      this.status = status;
      this.code = code(problem);
      this.retryable = problem.path("retryable").asBoolean(false);
    }

    public int status() {
      return status;
    }

    public String code() {
      return code;
    }

    /** Whether the same request, unchanged, can succeed later. */
    public boolean retryable() {
      return retryable;
    }

    private static String code(JsonNode problem) {
      return problem.path("code").asString("unknown");
    }

    private static String message(int status, JsonNode problem) {
      String told = HttpApi.told(problem);
      return "%d %s: %s (%s)"
          .formatted(
              status,
              code(problem),
              told.isEmpty() ? problem.path("title").asString("refused") : told,
              problem.path("what_to_do").asString("see the edge's log"));
    }
  }

  /**
   * Sends a payment and waits for its result, but no longer than {@code wait}.
   *
   * @throws EdgeProblem if it was not taken
   * @throws IOException if no answer came; sending it again, unchanged, is safe
   */
  public PaymentSeen pay(String key, PaymentOrder order, Duration wait)
      throws IOException, InterruptedException {
    return body(call(it -> it.pay(HttpApi.bearer(key), prefer(wait), order)));
  }

  /** The payment as it stands, or as soon as it is no longer {@code seen}. */
  public PaymentSeen follow(String key, PaymentSeen seen, Duration wait)
      throws IOException, InterruptedException {
    ResponseEntity<PaymentSeen> answer = find(key, seen.id(), "\"" + seen.version() + "\"", wait);
    return answer.getStatusCode().value() == 304 ? seen : body(answer);
  }

  /**
   * @param id {@code mch_id:out_trade_no}
   */
  public PaymentSeen find(String key, String id) throws IOException, InterruptedException {
    return body(find(key, id, null, Duration.ZERO));
  }

  private ResponseEntity<PaymentSeen> find(
      String key, String id, @Nullable String seen, Duration wait)
      throws IOException, InterruptedException {
    int colon = id.indexOf(':');
    String merchant = id.substring(0, colon);
    String number = id.substring(colon + 1);
    return call(it -> it.find(HttpApi.bearer(key), prefer(wait), seen, merchant, number));
  }

  private ResponseEntity<PaymentSeen> call(Function<Payments, ResponseEntity<PaymentSeen>> call)
      throws IOException, InterruptedException {
    try {
      return api.call(call);
    } catch (HttpApi.Refused e) {
      if (e.body().isMissingNode()) {
        throw e;
      }
      throw new EdgeProblem(e.status(), e.body());
    }
  }

  private static PaymentSeen body(ResponseEntity<PaymentSeen> answer) {
    return Objects.requireNonNull(answer.getBody(), "an empty answer");
  }

  private static String prefer(Duration wait) {
    return "wait=" + wait.toSeconds();
  }

  @Override
  public void close() {
    api.close();
  }
}
