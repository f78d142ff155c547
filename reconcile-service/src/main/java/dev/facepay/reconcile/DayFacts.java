package dev.facepay.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.facepay.payment.Fact;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.Money;
import dev.facepay.payment.PaidDetails;
import dev.facepay.payment.PaymentFact.Failed;
import dev.facepay.payment.PaymentFact.Reversed;
import dev.facepay.payment.PaymentFact.Settled;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.RefundFact;
import dev.facepay.payment.RefundFact.RefundFailed;
import dev.facepay.payment.RefundFact.RefundRequested;
import dev.facepay.payment.RefundFact.RefundSucceeded;
import dev.facepay.payment.RefundRef;
import dev.facepay.reconcile.Entry.Kind;
import dev.facepay.runtime.fact.LoggedFact;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Our side: what facts say since a day began, a file of lines for each merchant. The log is read
 * once for all of them.
 */
final class DayFacts implements AutoCloseable {

  private final Map<String, Path> files = new HashMap<>();
  private final Map<String, BufferedWriter> open = new HashMap<>();
  private final Set<String> paid = new HashSet<>();
  private final LocalDate day;
  private boolean closed;

  /**
   * @param dirs a folder of each merchant
   */
  DayFacts(LocalDate day, Map<MerchantId, Path> dirs) throws IOException {
    this.day = day;
    for (Map.Entry<MerchantId, Path> each : dirs.entrySet()) {
      Path file = each.getValue().resolve("facts");
      files.put(each.getKey().value(), file);
      open.put(each.getKey().value(), Files.newBufferedWriter(file, UTF_8));
    }
  }

  /** Takes a record of the log; nothing more after {@link #finish}. */
  synchronized void accept(LoggedFact logged) {
    if (!closed && isOurs(logged.key())) {
      logged.fact().flatMap(DayFacts::entry).ifPresent(this::take);
    }
  }

  /** Keys begin with the merchant: what is no one's due is not even decoded. */
  private boolean isOurs(String key) {
    int end = key.indexOf(':');
    return end > 0 && open.containsKey(key.substring(0, end));
  }

  void take(Ours ours) {
    BufferedWriter out = open.get(ours.merchant());
    if (out == null) {
      return;
    }
    if (ours.entry().kind() == Kind.PAID && Comparison.dayOf(ours.entry().at()).equals(day)) {
      paid.add(ours.merchant());
    }
    try {
      out.write(ours.entry().toLine());
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing is taken any more; the files are whole. */
  synchronized void finish() throws IOException {
    closed = true;
    for (BufferedWriter each : open.values()) {
      each.close();
    }
  }

  /** Whether a payment of the day succeeded for the merchant. */
  boolean hasTrades(MerchantId merchant) {
    return paid.contains(merchant.value());
  }

  /** The merchant's lines. */
  Path file(MerchantId merchant) {
    Path file = files.get(merchant.value());
    if (file == null) {
      throw new IllegalArgumentException("no facts of " + merchant);
    }
    return file;
  }

  @Override
  public synchronized void close() throws IOException {
    finish();
    for (Path file : files.values()) {
      Files.deleteIfExists(file);
    }
  }

  /** A line and whose it is. */
  record Ours(String merchant, Entry entry) {}

  static Optional<Ours> entry(Fact fact) {
    return switch (fact) {
      case Settled settled ->
          switch (settled) {
            case Succeeded f -> Optional.of(paid(f));
            case Failed f -> Optional.of(of(f.payment(), Kind.FAILED, f.occurredAt()));
            case Reversed f -> Optional.of(of(f.payment(), Kind.REVERSED, f.occurredAt()));
          };
      case RefundFact refund ->
          switch (refund) {
            case RefundRequested f -> Optional.of(of(f.refund(), Kind.REFUND_ASKED, "", null));
            case RefundSucceeded f ->
                Optional.of(of(f.refund(), Kind.REFUNDED, f.refundId(), f.settlementFen()));
            case RefundFailed f ->
                f.version() == 0
                    ? Optional.empty()
                    : Optional.of(of(f.refund(), Kind.REFUND_FAILED, "", null));
            case RefundFact.RefundChanged _ -> Optional.empty();
          };
      default -> Optional.empty();
    };
  }

  private static Ours paid(Succeeded fact) {
    return of(fact.payment(), Kind.PAID, fact.paidAt(), fact.transactionId(), settlementFen(fact));
  }

  /** Below 0 where WeChat's answer said nothing of the money, or contradicted itself. */
  private static long settlementFen(Succeeded fact) {
    PaidDetails said = fact.details();
    boolean tells = said.settlementFen() != null || said.cashFen() != null;
    Money amount = fact.payment().amount();
    return tells && said.amountsDoubt() == null ? amount.fen() - said.unsettledFen(amount) : -1;
  }

  private static Ours of(PaymentRef payment, Kind kind, Instant at) {
    return of(payment, kind, at, "", -1);
  }

  private static Ours of(
      PaymentRef payment, Kind kind, Instant at, String transactionId, long settlementFen) {
    Entry entry =
        new Entry(
            payment.id().outTradeNo().value(),
            kind,
            "",
            at,
            payment.subMerchant() == null ? "" : payment.subMerchant().value(),
            payment.store().value(),
            transactionId,
            payment.amount().fen(),
            settlementFen,
            0,
            "",
            0);
    return new Ours(payment.id().merchant().value(), entry);
  }

  private static Ours of(
      RefundRef refund, Kind kind, String refundId, @Nullable Long settlementFen) {
    Entry entry =
        new Entry(
            refund.payment().outTradeNo().value(),
            kind,
            refund.outRefundNo(),
            refund.requestedAt(),
            refund.subMerchant() == null ? "" : refund.subMerchant().value(),
            refund.store().value(),
            refundId,
            refund.amount().fen(),
            settlementFen == null ? -1 : settlementFen,
            0,
            "",
            0);
    return new Ours(refund.payment().merchant().value(), entry);
  }
}
