package dev.facepay.auth.credential;

import dev.facepay.payment.DeviceFact.CredentialAsked;
import dev.facepay.payment.DeviceFact.CredentialIssued;
import dev.facepay.payment.DeviceFact.CredentialSettled;
import dev.facepay.payment.DeviceFact.DeviceSeen;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.DeviceRef;
import dev.facepay.payment.Fact;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.RequestId;
import dev.facepay.payment.StoreId;
import dev.facepay.payment.StoreName;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.due.DueWorker;
import dev.facepay.runtime.due.DueWorker.DueSettings;
import dev.facepay.runtime.seal.Fingerprints;
import dev.facepay.runtime.seal.KeyRing;
import dev.facepay.runtime.seal.Sealer;
import dev.facepay.runtime.seal.Sealer.CannotOpen;
import dev.facepay.runtime.seal.Sealer.Purpose;
import dev.facepay.runtime.store.Documents;
import dev.facepay.testkit.TestTime;
import dev.facepay.wechat.Authinfo;
import dev.facepay.wechat.Cause;
import dev.facepay.wechat.Code;
import dev.facepay.wechat.GatewayCode;
import dev.facepay.wechat.Secret;
import dev.facepay.wechat.Unclear;
import dev.facepay.wechat.WechatPay;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A database, a gateway that counts, and as many processes of the stage on them as a test wants.
 */
final class CredentialStand {

  static final KeyRing RING = ring();
  static final Sealer SEALER = Sealer.of(RING);

  final TestTime clock = new TestTime();
  final Timekeeper time = Timekeeper.of(clock, this::sleepUntil);

  /** Whether time passes as soon as somebody sleeps, instead of by the test's hand. */
  volatile boolean timePasses;

  final Gateway gateway = new Gateway();
  final List<Fact> published = new ArrayList<>();
  final CredentialSettings settings = CredentialSettings.defaults();
  private final Documents credentials;
  private final Documents renewals;
  private final AtomicInteger requests = new AtomicInteger();

  CredentialStand(Documents credentials, Documents renewals) {
    this.credentials = credentials;
    this.renewals = renewals;
  }

  /** What one start of the service is: nothing of it survives but the database. */
  final class Process {
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    // A real server deletes by its own clock, which is far from this one.
    final Credentials store = new Credentials(credentials, Duration.ofDays(3650));
    final CredentialMeters meters = new CredentialMeters(registry);
    final Parameters parameters = new Parameters(new Fingerprints(RING), device -> gateway.appId);
    final Calls calls = new Calls(store, gateway, SEALER, time, settings, meters);
    final DueRecords due = new DueRecords(renewals);
    final Renewals ahead = new Renewals(due, store, calls, parameters, time, settings, meters);
    final CredentialHandler handler =
        new CredentialHandler(
            store, calls, ahead, parameters, CredentialStand.this::publish, time, settings, meters);
    final DueWorker worker =
        new DueWorker(
            "credentials",
            due,
            ahead,
            CredentialStand.this::publish,
            time,
            DueSettings.defaults(),
            registry);

    CredentialSettled ask(DeviceRef device) throws InterruptedException {
      return ask(device, "rawdata of " + device.device(), null);
    }

    CredentialSettled ask(DeviceRef device, String rawdata, @Nullable String attach)
        throws InterruptedException {
      CredentialAsked asked = asked(device, rawdata, attach);
      handler.handle(asked);
      return answerTo(asked.request());
    }

    void beat(DeviceRef device) throws InterruptedException {
      handler.handle(new DeviceSeen(device, "2.21", null, time.instant()));
    }

    double count(String meter, String... tags) {
      return registry.find(meter).tags(tags).counters().stream().mapToDouble(c -> c.count()).sum();
    }
  }

  CredentialAsked asked(DeviceRef device, String rawdata, @Nullable String attach) {
    return new CredentialAsked(
        new RequestId("r" + requests.incrementAndGet()),
        device,
        SEALER.seal(Purpose.FACE_CREDENTIAL, device.key(), rawdata),
        attach,
        time.instant().plusSeconds(10),
        time.instant());
  }

  CredentialSettled answerTo(RequestId request) {
    synchronized (published) {
      return published.reversed().stream()
          .filter(CredentialSettled.class::isInstance)
          .map(CredentialSettled.class::cast)
          .filter(fact -> fact.request().equals(request))
          .findFirst()
          .orElseThrow();
    }
  }

  private void sleepUntil(Instant due) throws InterruptedException {
    if (timePasses) {
      clock.advance(Duration.between(clock.instant(), due));
    } else {
      clock.sleepUntil(due);
    }
  }

  private void publish(Fact fact) {
    synchronized (published) {
      published.add(fact);
    }
  }

  String credentialDocument(DeviceRef device) {
    return credentials.find(device.key()).orElseThrow().toJson();
  }

  static String open(CredentialSettled answer) {
    try {
      return SEALER.open(
          Purpose.FACE_CREDENTIAL, answer.device().key(), ((CredentialIssued) answer).authinfo());
    } catch (CannotOpen e) {
      throw new IllegalStateException(e);
    }
  }

  static DeviceRef device(String id) {
    return device(id, "S017");
  }

  static DeviceRef device(String id, String store) {
    return new DeviceRef(
        new DeviceId(id),
        new StoreId(store),
        new StoreName("Shop " + store),
        new MerchantId("1900000109"),
        null);
  }

  /** WeChat: each call gives a credential of its own that lives an hour. */
  static final class Gateway implements WechatPay {

    final AtomicInteger calls = new AtomicInteger();
    final Map<String, AtomicInteger> callsOf = new ConcurrentHashMap<>();
    final List<String> rawdata = new ArrayList<>();
    volatile String appId = "wx1";
    volatile Authinfo.@Nullable Outcome instead;
    volatile Runnable during = () -> {};

    @Override
    public Authinfo.Outcome authinfo(Authinfo.Request request) {
      int number = calls.incrementAndGet();
      callsOf
          .computeIfAbsent(
              request.mchId() + ":" + request.deviceId(), device -> new AtomicInteger())
          .incrementAndGet();
      synchronized (rawdata) {
        rawdata.add(request.rawdata().reveal());
      }
      during.run();
      Authinfo.Outcome other = instead;
      return other == null
          ? new Authinfo.Issued(new Secret("authinfo " + number), Duration.ofHours(1), null)
          : other;
    }

    static Authinfo.Outcome silence() {
      return new Unclear(Cause.NO_ANSWER, Code.NONE, "timed out");
    }

    static Authinfo.Outcome no() {
      return new Authinfo.Refused(GatewayCode.PARAM_ERROR, "rawdata expired");
    }

    @Override
    public Duration callMax() {
      return Duration.ofSeconds(10);
    }
  }

  private static KeyRing ring() {
    try {
      return KeyRing.createIfMissing(Files.createTempDirectory("keys"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
