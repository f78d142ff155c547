package dev.facepay.standalone.registry;

import dev.facepay.device.edge.Answer;
import dev.facepay.device.edge.DeviceIdentity;
import dev.facepay.device.edge.EdgeClient;
import dev.facepay.device.edge.Enrolled;
import dev.facepay.device.edge.UrlConnectionHttp;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Both ends of an enrolment: the operator who makes stores, devices and codes, and the device that
 * exchanges its code for a key. From any thread.
 */
public final class Registrar implements AutoCloseable {

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
  private static final Duration TRY_AGAIN = Duration.ofMillis(500);

  /** The edge takes a bounded number of codes a minute from one address. */
  private static final Duration ENROL_WITHIN = Duration.ofMinutes(2);

  private final OperatorClient operator;
  private final URI edge;

  /**
   * @param auth the registry
   * @param operatorKey one that may write devices
   */
  public Registrar(URI auth, String operatorKey, URI edge) {
    this.operator = new OperatorClient(auth, operatorKey);
    this.edge = edge;
  }

  /**
   * Makes the store; the same again changes nothing.
   *
   * @throws CannotRun if it is refused, for example since the number is another merchant's store
   */
  public void store(String id, String name, String merchant, @Nullable String subMerchant)
      throws InterruptedException {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("store_id", id);
    body.put("store_name", name);
    body.put("merchant_id", merchant);
    if (subMerchant != null) {
      body.put("sub_mch_id", subMerchant);
    }
    operator.post("/v1/admin/stores", body);
  }

  /**
   * Makes the device if it is not there, and gets it a new key.
   *
   * @throws CannotRun if it is refused
   */
  public String enrol(String device, String store) throws InterruptedException {
    String code = freshCode(operator, device, store);
    long until = System.nanoTime() + ENROL_WITHIN.toNanos();
    while (true) {
      Answer<Enrolled> answer = client(null).enroll(code);
      if (answer instanceof Answer.Success<Enrolled> told) {
        return told.value().key();
      }
      boolean again = answer instanceof Answer.Problem<Enrolled> no && no.retryable();
      if (!again || System.nanoTime() > until) {
        throw new CannotRun(
            ExitCode.UNREACHABLE,
            "the edge did not enrol %s: %s".formatted(device, words(answer)),
            "the edge's log says more");
      }
      Thread.sleep(Objects.requireNonNullElse(retryAfter(answer), TRY_AGAIN));
    }
  }

  /** Whether the edge knows this key, for this device of this store. */
  public boolean knows(String key, String device, String store) {
    return client(key).me() instanceof Answer.Success<DeviceIdentity>(DeviceIdentity who, _)
        && who.deviceId().equals(device)
        && who.storeId().equals(store);
  }

  /** A device whose code or key was lost gets another code: nobody else has either. */
  static String freshCode(OperatorClient operator, String device, String store)
      throws InterruptedException {
    JsonNode made =
        operator.post(
            "/v1/admin/devices", Map.of("device_id", device, "name", device, "store_id", store));
    String code = made.path("enrolment_code").asString("");
    return code.isEmpty()
        ? operator
            .post("/v1/admin/devices/" + OperatorClient.encode(device) + "/rotate", Map.of())
            .path("enrolment_code")
            .asString("")
        : code;
  }

  @Override
  public void close() {
    operator.close();
  }

  private EdgeClient client(@Nullable String key) {
    // For devices that pay at a simulator, also in a network of containers.
    return new EdgeClient(UrlConnectionHttp.inClear(edge, CONNECT_WITHIN), key);
  }

  private static @Nullable Duration retryAfter(Answer<?> answer) {
    return answer instanceof Answer.Problem<?> problem ? problem.retryAfter() : null;
  }

  private static String words(Answer<?> answer) {
    return switch (answer) {
      case Answer.Problem<?> problem -> problem.code();
      case Answer.Silence<?> silence -> "no answer, " + silence.why();
      case Answer.Success<?> told -> "";
      case Answer.Unchanged<?> unchanged -> "304";
    };
  }
}
