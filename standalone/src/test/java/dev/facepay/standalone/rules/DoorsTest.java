package dev.facepay.standalone.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.console.payment.HistoryDecider;
import dev.facepay.edge.access.Device;
import dev.facepay.edge.credentials.CredentialRequest;
import dev.facepay.edge.payments.PaymentRequest;
import dev.facepay.edge.reports.ExternalTrade;
import dev.facepay.edge.reports.ReportAnswer;
import dev.facepay.http.RequestBody.Read;
import dev.facepay.payment.DeviceFact.CredentialAsked;
import dev.facepay.payment.DeviceFact.DeviceSeen;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.DeviceRef;
import dev.facepay.payment.Fact;
import dev.facepay.payment.FactFields;
import dev.facepay.payment.FieldRule;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.ReportFact.ReportTold;
import dev.facepay.payment.ReportFact.TradeTold;
import dev.facepay.payment.RequestId;
import dev.facepay.payment.Sealed;
import dev.facepay.payment.StoreId;
import dev.facepay.payment.StoreName;
import dev.facepay.payment.TradeRef;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactCodec;
import dev.facepay.runtime.seal.Fingerprints;
import dev.facepay.runtime.seal.KeyRing;
import dev.facepay.runtime.seal.Sealer;
import dev.facepay.testkit.contract.EventContract;
import dev.facepay.wechat.Authinfo;
import dev.facepay.wechat.InvalidMerchantException;
import dev.facepay.wechat.Merchant;
import dev.facepay.wechat.Message;
import dev.facepay.wechat.Micropay;
import dev.facepay.wechat.Secret;
import dev.facepay.wechat.SignType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a door takes, every later step takes too: the fact is one by its own schema, is read as it
 * was written, and makes a message that may be sent to WeChat.
 */
class DoorsTest {

  private static final int TRIES = 5_000;
  private static final Instant NOW = Instant.parse("2026-11-22T10:30:00.123Z");
  private static final EventContract CONTRACT = EventContract.current();
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final FactCodec CODEC =
      new FactCodec(FacePayKafka.at("nowhere:9092", "doors", ""));
  private static final Merchant MERCHANT = merchant("1900000109", "wx1", Map.of());
  private static final Device DEVICE =
      new Device(new DeviceId("D01"), new StoreId("S001"), new MerchantId("1900000109"), null);

  @TempDir static Path keys;
  private static @Nullable Sealer sealer;
  private static @Nullable Fingerprints fingerprints;

  @BeforeAll
  static void keys() {
    KeyRing.createIfMissing(keys);
    KeyRing ring = KeyRing.open(keys);
    sealer = Sealer.of(ring);
    fingerprints = new Fingerprints(ring);
  }

  @Test
  void a_payment_that_the_edge_takes_can_be_asked_for() {
    int taken = 0;
    for (int seed = 0; seed < TRIES; seed++) {
      Words words = new Words(seed);
      if (PaymentRequest.read(json(payment(words)))
          instanceof Read.Valid<PaymentRequest>(PaymentRequest request)) {
        Requested fact = request.requested(request.ref(DEVICE, NOW, fingerprints), sealer);
        isWhole(fact, seed);
        HistoryDecider.fold(Optional.empty(), fact);
        isReady(Micropay.fields(micropay(fact, request, "10.0.0.1"), MERCHANT), seed);
        taken++;
      }
    }
    assertThat(taken).as("enough were taken to tell").isBetween(TRIES / 20, TRIES);
  }

  private static Map<String, Object> payment(Words words) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("order_no", "A1");
    fields.put("auth_code", "134567890123456789");
    fields.put("total_fee", 1280);
    fields.put("body", "Noodles");
    fields.put("channel", "face");
    // A few at a time, so that one that is refused does not hide the others.
    for (int change = words.once(3) ? 3 : 1; change > 0; change--) {
      switch ((int) words.number(9)) {
        case 0 -> fields.put("order_no", words.text(28));
        case 1 -> fields.put("auth_code", words.digits(18));
        case 2 -> fields.put("total_fee", words.number(100_000_000));
        case 3 -> fields.put("attach", words.text(127));
        case 4 -> fields.put("goods_tag", words.text(32));
        case 5 -> fields.put("detail", words.json(words.once(5) ? 6000 : 40));
        case 6 -> fields.put("time_expire", words.time());
        case 7 -> fields.put("attempt", words.number(999));
        default -> fields.put("body", words.text(128));
      }
    }
    return fields;
  }

  private static Micropay.Request micropay(Requested fact, PaymentRequest request, String payerIp) {
    return Micropay.Request.of(fact, request.authCode(), payerIp);
  }

  @Test
  void a_wish_for_a_credential_that_the_edge_takes_can_be_asked_for() {
    for (int seed = 0; seed < TRIES; seed++) {
      Words words = new Words(seed);
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("rawdata", words.text(words.once(5) ? 2048 : 20));
      if (words.once(2)) {
        fields.put("attach", Map.of("n", words.text(words.once(5) ? 1020 : 20)));
      }
      if (CredentialRequest.read(json(fields))
          instanceof Read.Valid<CredentialRequest>(CredentialRequest request)) {
        DeviceRef device = at(new StoreName("Noodles at the Bund"));
        isWhole(
            new CredentialAsked(
                new RequestId("r-1"), device, new Sealed("x"), request.attach(), NOW, NOW),
            seed);
        isReady(authinfo(device, request.attach(), request.rawdata()), seed);
      }
    }
  }

  @Test
  void a_store_that_the_registry_takes_has_credentials_whatever_release_took_it() {
    for (int seed = 0; seed < TRIES; seed++) {
      String name = new Words(seed).text(128);
      StoreName given;
      try {
        given = new StoreName(name);
      } catch (IllegalArgumentException e) {
        assertThat(FieldRule.STORE_NAME.accepts(name))
            .as("seed %d: the door and who reads it again", seed)
            .isFalse();
        continue;
      }
      isReady(authinfo(at(given), null, "raw"), seed);
      if (FieldRule.STORE_NAME.accepts(name)) {
        isWhole(new DeviceSeen(at(given), "2.13", null, NOW), seed);
      }
    }
  }

  @Test
  void what_a_device_says_of_reports_and_of_itself_is_a_fact_by_its_schema() {
    for (int seed = 0; seed < TRIES; seed++) {
      Words words = new Words(seed);
      Map<String, Object> word = new LinkedHashMap<>();
      word.put("try", words.number(100_000));
      word.put("outcome", words.one(new String[] {"confirmed", "failed", ""}));
      word.put("err_code", words.text(32));
      word.put("return_msg", words.text(128));
      word.put("face_sdk_version", words.once(2) ? "2.13.0" : words.text(32));
      if (ReportAnswer.read(json(word)) instanceof Read.Valid<ReportAnswer>(ReportAnswer said)) {
        isWhole(
            new ReportTold(
                trade("A1"),
                said.tryNo(),
                said.outcome(),
                said.code(),
                said.text(),
                said.sdkVersion(),
                NOW),
            seed);
      }
      Map<String, Object> told = new LinkedHashMap<>();
      told.put("out_trade_no", words.once(2) ? "T1" : words.text(32));
      told.put("order_no", words.once(2) ? "O1" : words.text(64));
      told.put("transaction_id", words.once(2) ? "42" : words.text(32));
      told.put("total_fee", words.number(100_000_000));
      told.put("paid_at", words.time());
      if (ExternalTrade.read(json(told))
          instanceof Read.Valid<ExternalTrade>(ExternalTrade trade)) {
        isWhole(
            new TradeTold(
                trade(trade.outTradeNo().value()),
                trade.numbers(),
                trade.totalFee(),
                trade.paidAt(),
                null,
                "f",
                NOW),
            seed);
      }
    }
  }

  @Test
  void a_merchant_that_is_loaded_is_one_that_doors_and_messages_take() {
    for (int seed = 0; seed < TRIES; seed++) {
      Words words = new Words(seed);
      Merchant merchant;
      String sub = words.text(words.once(2) ? 3 : 32);
      try {
        merchant = merchant(words.text(words.once(2) ? 3 : 32), words.text(32), Map.of(sub, "wx2"));
      } catch (InvalidMerchantException e) {
        continue;
      }
      String id = new MerchantId(merchant.mchId()).value();
      Micropay.Request request = plain(id, new MerchantId(sub).value(), "10.0.0.1");
      isReady(Micropay.fields(request, merchant), seed);
    }
  }

  @Test
  void an_address_that_the_settings_take_can_be_sent() {
    for (String ip : new String[] {"127.0.0.1", "localhost", "", "::1", "10.0.0.256", "1.2.3"}) {
      Micropay.Request request = plain("1900000109", null, ip);
      assertThat(Micropay.fields(request, MERCHANT) instanceof Message.Ready)
          .as(ip)
          .isEqualTo(FieldRule.IP_ADDRESS.accepts(ip));
    }
  }

  private static Micropay.Request plain(String mchId, @Nullable String subMchId, String ip) {
    Micropay.Extras none =
        new Micropay.Extras(null, null, null, null, null, null, null, null, null, null, null);
    return new Micropay.Request(mchId, subMchId, "T1", 1, "134567890123456789", "b", ip, none);
  }

  private static byte[] json(Map<String, Object> fields) {
    // As a careless client writes it: half characters too.
    StringBuilder text = new StringBuilder();
    for (char c : JSON.writeValueAsString(fields).toCharArray()) {
      text.append(Character.isSurrogate(c) ? String.format("\\u%04x", (int) c) : c);
    }
    return text.toString().getBytes(UTF_8);
  }

  private static void isWhole(Fact fact, int seed) {
    Map<String, Object> fields = FactFields.write(fact);
    assertThat(CONTRACT.fact(fact.type().wire()).strictFaults(JSON.valueToTree(fields)))
        .as("seed %d", seed)
        .isEmpty();
    byte[] bytes = CODEC.encode(fact, "doors", Optional.empty()).value();
    Map<?, ?> again = JSON.readValue(bytes, Map.class);
    @SuppressWarnings("unchecked")
    Fact read = FactFields.read(fact.type(), (Map<String, ?>) again);
    assertThat(FactFields.write(read)).as("seed %d", seed).isEqualTo(fields);
  }

  private static void isReady(Message message, int seed) {
    assertThat(message).as("seed %d", seed).isInstanceOf(Message.Ready.class);
  }

  private static Message authinfo(DeviceRef device, @Nullable String attach, String rawdata) {
    return Authinfo.fields(
        new Authinfo.Request(
            device.merchant().value(),
            null,
            device.store().value(),
            device.storeName().value(),
            device.device().value(),
            attach,
            new Secret(rawdata)),
        MERCHANT,
        NOW);
  }

  private static DeviceRef at(StoreName name) {
    return new DeviceRef(DEVICE.id(), DEVICE.store(), name, DEVICE.merchant(), null);
  }

  private static TradeRef trade(String number) {
    return new TradeRef(PaymentId.parse("1900000109:" + number), null, DEVICE.store(), DEVICE.id());
  }

  private static Merchant merchant(String mchId, String appId, Map<String, String> subAppIds) {
    return new Merchant(mchId, appId, new Secret("k".repeat(32)), SignType.MD5, null, subAppIds);
  }
}
