package dev.facepay.standalone.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.testkit.Await;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One order at a till, from the first attempt on. */
public final class Sale {

  private static final Duration WAIT = Duration.ofSeconds(10);

  private final Stand stand;
  private final DemoDevice device;
  private final String orderNo;
  private final long fen;
  private int attempt = 1;
  private String channel = "face";
  private String code;
  private @Nullable DeviceAnswer last;

  public Sale(Stand stand, DemoDevice device, String orderNo, long fen) {
    this.stand = stand;
    this.device = device;
    this.orderNo = orderNo;
    this.fen = fen;
    this.code = stand.freshCode();
  }

  public DemoDevice device() {
    return device;
  }

  public String outTradeNo() {
    return attempt == 1 ? orderNo : orderNo + "-" + attempt;
  }

  public String paymentId() {
    return device.merchant() + ":" + outTradeNo();
  }

  public String subMerchant() {
    return String.valueOf(device.subMerchant());
  }

  public long fen() {
    return fen;
  }

  /** Paid by the code on the buyer's phone. */
  public Sale byCode() {
    channel = "code";
    return this;
  }

  /** What calls about this attempt meet at the gateway; without it, the ordinary. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  final Sale meets(String api, Map<String, Object>... steps) {
    stand.gateway().script(outTradeNo(), api, List.of(steps));
    return this;
  }

  /**
   * Sends the attempt, or sends it again, and waits for its answer: longer than one request does,
   * if the machine is so busy that none has been told by then.
   */
  public DeviceAnswer pay() {
    DeviceAnswer told =
        keep(done(() -> stand.till().pay(device, paymentId(), body(fen, code), WAIT)));
    return told.state().equals("PROCESSING")
        ? until("its answer", now -> !now.state().equals("PROCESSING"))
        : told;
  }

  /** Sends the attempt and waits for nothing but its being taken. */
  public DeviceAnswer begin() {
    return keep(done(() -> stand.till().pay(device, paymentId(), body(fen, code), Duration.ZERO)));
  }

  /** The same number with another amount. */
  public DeviceAnswer payAnother(long otherFen) {
    return done(() -> stand.till().pay(device, paymentId(), body(otherFen, code), WAIT));
  }

  /** Moves on to the next attempt, with a new payment code. */
  public Sale nextAttempt() {
    attempt++;
    code = stand.freshCode();
    last = null;
    return this;
  }

  public DeviceAnswer cancel() {
    return keep(done(() -> stand.till().cancel(device, paymentId())));
  }

  /** Follows with long polls, through whatever is in the way, until the device is told this. */
  public DeviceAnswer until(String what, Predicate<DeviceAnswer> wanted) {
    return Await.until(
        paymentId() + " told " + what,
        () -> {
          DeviceAnswer now = last;
          if (now == null || !wanted.test(now)) {
            Integer seen = now == null ? null : now.body().path("version").asInt();
            DeviceAnswer next = stand.till().look(device, paymentId(), seen, WAIT);
            now = next.isPayment() ? keep(next) : now;
          }
          return now;
        },
        now -> now != null && wanted.test(now));
  }

  public DeviceAnswer until(String state) {
    return until(state, told -> told.state().equals(state));
  }

  /** Waiting for what the gateway says; on a busy machine that may be over when one looks. */
  public DeviceAnswer untilWaiting() {
    return until("waiting", told -> told.isFinal() || told.state().equals("WAITING"));
  }

  /** Follows to the end and holds the end against what was wanted. */
  public DeviceAnswer endsAs(String state) {
    DeviceAnswer end = until("its end", DeviceAnswer::isFinal);
    assertThat(end.state()).as(paymentId()).isEqualTo(state);
    return end;
  }

  /** The gateway's page about this attempt. */
  public JsonNode ledger() {
    return stand.gateway().order(device.merchant(), outTradeNo());
  }

  /** When the gateway shows this. */
  public JsonNode ledger(String what, Predicate<JsonNode> wanted) {
    return Await.until(outTradeNo() + " at the gateway: " + what, this::ledger, wanted);
  }

  /** The gateway's lines of one kind about one call of this attempt. */
  public List<JsonNode> journal(String kind, String api) {
    return stand.gateway().journal(outTradeNo()).stream()
        .filter(line -> line.path("kind").asString("").equals(kind))
        .filter(line -> line.path("api").asString("").equals(api))
        .toList();
  }

  /** Waits until the log has this fact of this attempt. */
  public LoggedFact fact(String name) {
    return Await.until(
            paymentId() + " has " + name,
            () -> facts().stream().filter(fact -> fact.is(name)).toList(),
            found -> !found.isEmpty())
        .getFirst();
  }

  /** The names of this attempt's facts in the log, each once, by version. */
  public List<String> story() {
    return names(facts());
  }

  /** The same of all attempts, one after the other. */
  public List<String> orderStory() {
    return names(stand.log().of(device.merchant(), orderNo));
  }

  private static List<String> names(List<LoggedFact> facts) {
    return facts.stream()
        .filter(fact -> fact.version() > 0)
        .sorted(
            Comparator.comparing((LoggedFact fact) -> fact.value().path("attempt").asInt())
                .thenComparing(LoggedFact::version))
        .map(fact -> fact.paymentId() + " " + fact.type())
        .distinct()
        .map(fact -> fact.replaceAll(".* payment\\.(.*)\\.v1", "$1"))
        .toList();
  }

  private List<LoggedFact> facts() {
    return stand.log().of(device.merchant(), orderNo).stream()
        .filter(fact -> fact.paymentId().equals(paymentId()))
        .toList();
  }

  private Map<String, Object> body(long amountFen, String authCode) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("order_no", orderNo);
    body.put("attempt", attempt);
    body.put("auth_code", authCode);
    body.put("total_fee", amountFen);
    body.put("body", "Tea");
    body.put("channel", channel);
    return body;
  }

  private DeviceAnswer keep(DeviceAnswer told) {
    if (told.isPayment()) {
      last = told;
    }
    return told;
  }

  /** As the API says: what gets no answer, a 503 or a 429 is sent again, unchanged. */
  private static DeviceAnswer done(Callable<DeviceAnswer> call) {
    return Await.until(
        "an answer of the edge", call, told -> told.status() != 503 && told.status() != 429);
  }
}
