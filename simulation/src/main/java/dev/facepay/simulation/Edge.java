package dev.facepay.simulation;

import dev.facepay.payment.Channel;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.Fact;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.Money;
import dev.facepay.payment.OrderNo;
import dev.facepay.payment.OutTradeNo;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.CancelRequested;
import dev.facepay.payment.PaymentFact.Failed;
import dev.facepay.payment.PaymentFact.RequestRejected;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentFact.ReverseNeeded;
import dev.facepay.payment.PaymentFact.Reversed;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.StoreId;
import dev.facepay.runtime.seal.Sealer.Purpose;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** HTTP in, facts out, as a device sees it: its wishes are published, and it hears what became. */
final class Edge {

  private final World world;
  private final Trouble trouble;
  private final FactLog log;
  private final Codes codes;
  private final Invariants invariants;
  private final long skewMs;
  private final Map<String, Device> devices = new HashMap<>();

  /** Those that wait for news of an order. */
  interface Device {
    void hears(PaymentRef payment, News news);
  }

  /** What a device can be told. */
  enum News {
    PAID,
    NOT_PAID,
    REJECTED
  }

  Edge(World world, Trouble trouble, FactLog log, Codes codes, Invariants invariants, long skewMs) {
    this.world = world;
    this.trouble = trouble;
    this.log = log;
    this.codes = codes;
    this.invariants = invariants;
    this.skewMs = skewMs;
    log.read(this::follow);
  }

  void register(String order, Device device) {
    devices.put(order, device);
  }

  /** The same content, sent again later, is another request about the same payment. */
  void request(String order, int attempt, long fen, String code) {
    OrderNo orderNo = new OrderNo(order);
    PaymentId id = new PaymentId(new MerchantId(Terms.MCH_ID), OutTradeNo.of(orderNo, attempt));
    PaymentRef ref =
        new PaymentRef(
            id,
            orderNo,
            attempt,
            null,
            new StoreId(Terms.STORE),
            new DeviceId("D1"),
            new Money(fen),
            Channel.FACE,
            now(),
            "fp-" + fen + "-" + code);
    publish(Requested.plain(ref, codes.seal(Purpose.AUTH_CODE, id.toString(), code), "goods"));
  }

  void cancel(PaymentRef payment) {
    publish(new CancelRequested(payment, now()));
  }

  /** Without an acknowledgement the edge, or the device, sends it again. */
  void publish(Fact fact) {
    world.trace(() -> "EDGE publishes " + fact.factId());
    boolean lost = trouble.chance("fault: the edge loses a record", 0.03);
    if (!lost) {
      log.append(fact);
    }
    if (lost || trouble.chance("fault: the edge publishes again", 0.1)) {
      world.after(world.between(1, 3_000), () -> log.append(fact));
    }
  }

  private void follow(Fact fact) {
    long delay = world.between(1, trouble.isOn() ? 500 : 20);
    switch (fact) {
      case Succeeded f -> world.after(delay, () -> tell(f, News.PAID));
      case Failed f -> world.after(delay, () -> tell(f, News.NOT_PAID));
      case ReverseNeeded f -> world.after(delay, () -> tell(f, News.NOT_PAID));
      case Reversed f -> world.after(delay, () -> tell(f, News.NOT_PAID));
      case RequestRejected f -> world.after(delay, () -> tell(f, News.REJECTED));
      default -> {}
    }
  }

  private void tell(PaymentFact fact, News news) {
    PaymentRef payment = fact.payment();
    world.trace(() -> "DEVICE hears " + payment.id() + " " + news);
    if (news != News.REJECTED) {
      invariants.told(payment, news == News.PAID);
    }
    Device device = devices.get(payment.orderNo().value());
    if (device != null) {
      device.hears(payment, news);
    }
  }

  Instant now() {
    return World.instant(world.now() + skewMs);
  }
}
