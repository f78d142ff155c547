package dev.facepay.edge.reports;

import dev.facepay.edge.access.Device;
import dev.facepay.edge.payments.PaymentProjection;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.ReportFact.TradeTold;
import dev.facepay.payment.Sealed;
import dev.facepay.payment.TradeRef;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.fact.FactPublisher.FactNotPublished;
import dev.facepay.runtime.seal.Fingerprints;
import dev.facepay.runtime.seal.Sealer;
import dev.facepay.runtime.seal.Sealer.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes trades that devices tell of into the log: each number once, with one content. */
public final class TradeService {

  /** A device's clock may be this far ahead. */
  private static final Duration AHEAD_MAX = Duration.ofMinutes(10);

  private final FactPublisher publisher;
  private final Sealer sealer;
  private final Fingerprints fingerprints;
  private final PaymentProjection payments;
  private final InstantSource clock;
  private final ReportSettings settings;

  /** By the trade's id as text, in the order in which they were heard of; guarded by itself. */
  private final Map<String, Known> known = new LinkedHashMap<>();

  TradeService(
      FactPublisher publisher,
      Sealer sealer,
      Fingerprints fingerprints,
      PaymentProjection payments,
      InstantSource clock,
      ReportSettings settings) {
    this.publisher = publisher;
    this.sealer = sealer;
    this.fingerprints = fingerprints;
    this.payments = payments;
    this.clock = clock;
    this.settings = settings;
  }

  /**
   * @param inLog whether the log has it: else a repeat publishes it again
   */
  private record Known(String fingerprint, boolean inLog) {}

  /** What became of a trade that a device has told of. */
  enum Taken {
    NEW,
    REPEAT,
    /** The number stands for another trade, or for a payment of ours. */
    OTHER_CONTENT,
    /** Paid in the future, or too long ago to be reported. */
    PAID_AT_ODD,
    NOT_PUBLISHED
  }

  /** Takes a fact from the log: of one number the first content counts. */
  public void accept(TradeTold fact) {
    synchronized (known) {
      Known before = known.get(fact.trade().id().toString());
      if (before == null || !before.inLog()) {
        put(fact.trade().id(), new Known(fact.fingerprint(), true));
      }
    }
  }

  /** How many numbers are remembered. */
  int size() {
    synchronized (known) {
      return known.size();
    }
  }

  private void put(PaymentId trade, Known what) {
    known.put(trade.toString(), what);
    if (known.size() > settings.tradesMax()) {
      known.remove(known.keySet().iterator().next());
    }
  }

  /** What was known before. */
  private @Nullable Known note(PaymentId trade, String fingerprint) {
    synchronized (known) {
      Known before = known.get(trade.toString());
      if (before == null) {
        put(trade, new Known(fingerprint, false));
      }
      return before;
    }
  }

  Taken take(Device device, ExternalTrade trade) throws InterruptedException {
    Instant now = clock.instant();
    if (trade.paidAt().isAfter(now.plus(AHEAD_MAX))
        || trade.paidAt().isBefore(now.minus(settings.paidAtMost()))) {
      return Taken.PAID_AT_ODD;
    }
    PaymentId id = new PaymentId(device.merchant(), trade.outTradeNo());
    if (payments.knows(id)) {
      return Taken.OTHER_CONTENT;
    }
    String fingerprint = fingerprints.ofRequest(content(device, trade));
    Known before = note(id, fingerprint);
    if (before != null && !before.fingerprint().equals(fingerprint)) {
      return Taken.OTHER_CONTENT;
    }
    if (before != null && before.inLog()) {
      return Taken.REPEAT;
    }
    TradeTold fact =
        new TradeTold(
            new TradeRef(id, device.subMerchant(), device.store(), device.id()),
            trade.numbers(),
            trade.totalFee(),
            trade.paidAt(),
            sealed(id, trade),
            fingerprint,
            now);
    try {
      publisher.publish(fact);
    } catch (FactNotPublished e) {
      return Taken.NOT_PUBLISHED;
    }
    accept(fact);
    return before == null ? Taken.NEW : Taken.REPEAT;
  }

  private @Nullable Sealed sealed(PaymentId id, ExternalTrade trade) {
    return trade.authCode() == null
        ? null
        : sealer.seal(Purpose.AUTH_CODE, id.toString(), trade.authCode());
  }

  private static Map<String, String> content(Device device, ExternalTrade trade) {
    Map<String, String> content = new HashMap<>();
    content.put("merchant_id", device.merchant().value());
    content.put("store_id", device.store().value());
    content.put("device_id", device.id().value());
    content.put("out_trade_no", trade.outTradeNo().value());
    content.put("total_fee", Long.toString(trade.totalFee().fen()));
    content.put("paid_at", trade.paidAt().toString());
    put(content, "auth_code", trade.authCode());
    put(content, "order_no", trade.numbers().orderNo());
    put(content, "transaction_id", trade.numbers().transactionId());
    return content;
  }

  private static void put(Map<String, String> content, String name, @Nullable String value) {
    if (value != null) {
      content.put(name, value);
    }
  }
}
