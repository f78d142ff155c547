package dev.facepay.standalone.client;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import tools.jackson.databind.JsonNode;

/** The read side, as an operator sees it; each call fails if there is no answer, or no good one. */
public final class ReportClient implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final HttpApi<ReadSide> api;

  /**
   * @param key an operator's, with scope {@code payments:read}; refunds need {@code payments:act}
   */
  public ReportClient(URI report, String key) {
    this.api = new HttpApi<>(ReadSide.class, report, key, TIMEOUT);
  }

  @HttpExchange("/v1")
  interface ReadSide {

    @GetExchange("/search")
    JsonNode search(@RequestParam("q") String number);

    @GetExchange("/attention?limit=200")
    JsonNode attention();

    @GetExchange("/totals?group_by=device,state")
    JsonNode totals(@RequestParam("from_day") String fromDay);

    @GetExchange("/coverage")
    JsonNode coverage(@RequestParam("from_day") String fromDay);

    @PostExchange("/payments/{id}/refunds")
    JsonNode refund(@PathVariable("id") String id, @RequestBody Map<String, Object> wish);
  }

  /**
   * By any number: payments, then trades that were paid elsewhere, with all that happened to them.
   */
  public List<JsonNode> search(String number) throws IOException, InterruptedException {
    List<JsonNode> found = new ArrayList<>();
    JsonNode answer = api.call(it -> it.search(number));
    answer.path("payments").forEach(found::add);
    answer.path("trades").forEach(found::add);
    return found;
  }

  /** How many alarms are open, up to 200 of each kind. */
  public int attention() throws IOException, InterruptedException {
    JsonNode all = api.call(ReadSide::attention);
    return Stream.of("payments", "reports", "differences")
        .mapToInt(kind -> all.path(kind).size())
        .sum();
  }

  /**
   * How many payments, and over how much, in each state.
   *
   * @param fromDay WeChat's day
   */
  public List<JsonNode> totals(LocalDate fromDay) throws IOException, InterruptedException {
    return api.call(it -> it.totals(fromDay.toString())).path("rows").valueStream().toList();
  }

  /**
   * How much of what must be reported to WeChat is, for each device and day.
   *
   * @param fromDay WeChat's day
   */
  public List<JsonNode> coverage(LocalDate fromDay) throws IOException, InterruptedException {
    return api.call(it -> it.coverage(fromDay.toString())).path("rows").valueStream().toList();
  }

  /**
   * Asks for a refund; the same number and content again is the same refund.
   *
   * @param number 1 to 31 characters, made and kept by the caller
   * @param fen null: all that is left
   * @return the payment
   * @throws HttpApi.Refused with a problem, such as {@code refund_more_than_left}
   */
  public JsonNode refund(String payment, String number, @Nullable Long fen, String why)
      throws IOException, InterruptedException {
    Map<String, Object> wish = new HashMap<>(Map.of("refund_no", number, "why", why));
    if (fen != null) {
      wish.put("amount_fen", fen);
    }
    return api.call(it -> it.refund(payment, wish));
  }

  @Override
  public void close() {
    api.close();
  }
}
