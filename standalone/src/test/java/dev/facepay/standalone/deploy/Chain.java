package dev.facepay.standalone.deploy;

import dev.facepay.payment.DeviceFact.DeviceState;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.DeviceRef;
import dev.facepay.payment.DeviceStatus;
import dev.facepay.payment.KeySlot;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.StoreId;
import dev.facepay.payment.StoreName;
import dev.facepay.payment.StorePlace;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactCodec;
import dev.facepay.runtime.operator.OperatorKeys;
import dev.facepay.standalone.client.Codes;
import dev.facepay.standalone.client.EdgeClient;
import dev.facepay.standalone.client.EdgeClient.PaymentOrder;
import dev.facepay.standalone.client.EdgeClient.PaymentSeen;
import dev.facepay.standalone.start.FacePaySystem;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A chain of the size that the budget of series is for, and what it sells. */
final class Chain {

  static final int SHOPS = 1_000;
  static final int DEVICES = 5_000;

  /** All its order numbers begin so. */
  static final String ORDERS = "WATCH";

  private static final MerchantId MERCHANT = new MerchantId("1900000109");
  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final int ASKS_MAX = 10;

  /**
   * The simulator's magic amounts: no money, password then paid, password never, answer lost,
   * request lost, HTTP 500, forged success. All others are paid at once.
   */
  private static final List<Integer> ENDINGS = List.of(913, 922, 931, 945, 911, 921, 901);

  private final FacePaySystem system;
  private final Random random = new Random(11);

  Chain(FacePaySystem system) {
    this.system = system;
  }

  static String shop(int device) {
    return "SHOP%04d".formatted(device % SHOPS);
  }

  static String device(int device) {
    return "TILL%05d".formatted(device);
  }

  private static String key(int device) {
    return "dk_the_key_that_opens_only_for_" + device(device);
  }

  /** Tells the log what the registry says of each device. */
  void opens() {
    var kafka = FacePayKafka.at(system.bootstrapServers(), "facepay-watch", "");
    FactCodec codec = new FactCodec(kafka);
    var settings = kafka.clientSettings("chain");
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int device = 0; device < DEVICES; device++) {
        producer.send(codec.encode(state(device), "auth", Optional.empty()));
      }
    }
  }

  private static DeviceState state(int device) {
    StoreName name = new StoreName("Shop " + device % SHOPS);
    DeviceId id = new DeviceId(device(device));
    DeviceRef ref = new DeviceRef(id, new StoreId(shop(device)), name, MERCHANT, null);
    KeySlot slot = new KeySlot(OperatorKeys.sha256(key(device)), null);
    return new DeviceState(
        ref, DeviceStatus.ACTIVE, slot, null, null, StorePlace.UNKNOWN, 1, Instant.now());
  }

  /** That many orders, each at another device, until all are settled; slow endings first. */
  List<PaymentSeen> sells(int orders) throws InterruptedException, ExecutionException {
    List<Future<PaymentSeen>> selling = new ArrayList<>();
    try (EdgeClient edge = new EdgeClient(system.edge());
        ExecutorService tills = Executors.newFixedThreadPool(16)) {
      for (int i = 0; i < orders; i++) {
        int device = i * (DEVICES / orders);
        long fen = 10_000 + 1_000L * i + (i < ENDINGS.size() ? ENDINGS.get(i) : 0);
        PaymentOrder order = order(i, fen);
        selling.add(tills.submit(() -> settled(edge, key(device), order)));
      }
      List<PaymentSeen> sold = new ArrayList<>();
      for (Future<PaymentSeen> one : selling) {
        sold.add(one.get());
      }
      return sold;
    }
  }

  private PaymentOrder order(int number, long fen) {
    String code = Codes.paymentCode(random);
    // By code and by face: what was not paid by face is to be reported.
    String channel = number % 3 == 0 ? "code" : "face";
    return new PaymentOrder(ORDERS + "%05d".formatted(number), 1, code, fen, "Tea", channel);
  }

  private static PaymentSeen settled(EdgeClient edge, String key, PaymentOrder order)
      throws IOException, InterruptedException {
    PaymentSeen seen = edge.pay(key, order, WAIT);
    for (int i = 0; i < ASKS_MAX && !seen.isFinal(); i++) {
      seen = edge.follow(key, seen, WAIT);
    }
    return seen;
  }

  /** A payment that nobody waits for. */
  void sellsUnseen(int device, String orderNo, long fen) throws IOException, InterruptedException {
    try (EdgeClient edge = new EdgeClient(system.edge())) {
      String code = Codes.paymentCode(random);
      var order = new PaymentOrder(orderNo, 1, code, fen, "Tea", "face");
      edge.pay(key(device), order, Duration.ZERO);
    }
  }
}
