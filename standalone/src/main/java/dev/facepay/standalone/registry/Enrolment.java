package dev.facepay.standalone.registry;

import dev.facepay.device.edge.Answer;
import dev.facepay.device.edge.DeviceIdentity;
import dev.facepay.device.edge.EdgeClient;
import dev.facepay.device.edge.Enrolled;
import dev.facepay.device.edge.UrlConnectionHttp;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.command.Output;
import dev.facepay.standalone.data.DemoDevices;
import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.standalone.data.DeviceHome;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an emulated device comes to its key: as a real one does, by a code that is used once. */
final class Enrolment {

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

  private final RegistryOptions registry;
  private final URI edge;
  private final Output out;

  Enrolment(RegistryOptions registry, URI edge, Output out) {
    this.registry = registry;
    this.edge = edge;
    this.out = out;
  }

  /**
   * The key that the device has, or a new one.
   *
   * @param code exchanged for a new key in any case; null to do without if it has one, and else to
   *     have the operator make one
   * @param merchant whose store it is, if that must be made; null for the first demo merchant
   */
  String key(
      DeviceHome home, String store, String name, @Nullable String code, @Nullable String merchant)
      throws InterruptedException {
    if (code == null && home.key().isPresent()) {
      return home.key().get();
    }
    Enrolled enrolled = enrol(code == null ? freshCode(store, name, merchant) : code);
    home.keep(enrolled.key());
    out.line(
        "enrolled as %s of store %s"
            .formatted(enrolled.identity().deviceId(), enrolled.identity().storeId()));
    return enrolled.key();
  }

  /**
   * The identity that the edge tells it; empty if it does not answer.
   *
   * @throws CannotRun if it does not know the key, or knows it for a device of another store
   */
  @Nullable DeviceIdentity check(String key, DeviceHome home, @Nullable String store) {
    return switch (client(key).me()) {
      case Answer.Success<DeviceIdentity>(DeviceIdentity who, _) -> {
        if (store != null && !who.storeId().equals(store)) {
          throw new CannotRun(
              ExitCode.USAGE,
              "device %s is of store %s, not of %s".formatted(who.deviceId(), who.storeId(), store),
              "name that store or another device");
        }
        yield who;
      }
      case Answer.Problem<DeviceIdentity> no when no.status() == 401 || no.status() == 403 ->
          throw new CannotRun(
              ExitCode.CONFIGURATION,
              "the edge refuses the key in %s (%s)".formatted(home.dir(), no.code()),
              "for another one: ./facepay device rotate, then --code");
      case Answer.Problem<DeviceIdentity> no -> null;
      case Answer.Silence<DeviceIdentity> none -> null;
      case Answer.Unchanged<DeviceIdentity> none -> null;
    };
  }

  EdgeClient client(@Nullable String key) {
    return new EdgeClient(new UrlConnectionHttp(edge, CONNECT_WITHIN), key);
  }

  private Enrolled enrol(String code) {
    return switch (client(null).enroll(code)) {
      case Answer.Success<Enrolled>(Enrolled enrolled, _) -> enrolled;
      case Answer.Problem<Enrolled> no ->
          throw new CannotRun(
              no.retryable() ? ExitCode.UNREACHABLE : ExitCode.CONFIGURATION,
              "the edge did not enrol the device: " + no.code(),
              no.retryable() ? "try again" : "for a fresh code: ./facepay device rotate");
      case Answer.Silence<Enrolled> none -> throw silent(none.why());
      case Answer.Unchanged<Enrolled> none -> throw silent("304");
    };
  }

  CannotRun silent(String why) {
    return new CannotRun(
        ExitCode.UNREACHABLE,
        "no answer of the edge at %s (%s)".formatted(edge, why),
        "start the system, or name another with --edge URL");
  }

  private String freshCode(String store, String name, @Nullable String merchant)
      throws InterruptedException {
    try (OperatorClient client = registry.open()) {
      makeStore(client, store, merchant);
      return Registrar.freshCode(client, name, store);
    }
  }

  private void makeStore(OperatorClient client, String store, @Nullable String merchant)
      throws InterruptedException {
    boolean isThere =
        client.list("/v1/admin/stores", "?limit=100", "stores").stream()
            .anyMatch(one -> one.path("store_id").asString("").equals(store));
    if (!isThere) {
      client.post(
          "/v1/admin/stores",
          Map.of(
              "store_id",
              store,
              "store_name",
              "Store " + store,
              "merchant_id",
              merchant == null ? firstMerchant(store) : merchant));
    }
  }

  private String firstMerchant(String store) {
    return DemoDevices.read(registry.dataDir().resolve("keys")).stream()
        .filter(device -> device.subMerchant() == null)
        .map(DemoDevice::merchant)
        .findFirst()
        .orElseThrow(
            () ->
                new CannotRun(
                    ExitCode.USAGE,
                    "there is no store " + store + " yet, and its chain is not known",
                    "say whose it is with --merchant MCH_ID"));
  }
}
