package dev.facepay.refund;

import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.Money;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.RefundFact;
import dev.facepay.payment.RefundFact.RefundFailed;
import dev.facepay.payment.RefundFact.RefundRequested;
import dev.facepay.payment.WireName;
import dev.facepay.refund.Refunds.Refund;
import dev.facepay.refund.Refunds.State;
import dev.facepay.runtime.store.Documents;
import dev.facepay.runtime.store.FirstFacts.StoredFact;
import dev.facepay.wechat.Refund.Amounts;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Payments with their refunds: one document each, every change one conditional write. */
final class RefundStore {

  private final Documents documents;
  private final RefundSettings settings;

  RefundStore(Documents documents, RefundSettings settings) {
    this.documents = documents;
    this.settings = settings;
  }

  Optional<Refunds> find(PaymentId id) {
    return documents.find(id.toString()).map(RefundStore::read);
  }

  /** False if something is known of the payment already; then nothing was written. */
  boolean begin(Succeeded fact) {
    Refunds fresh = Refunds.NONE.paid(fact);
    return documents.insert(
        write(fact.payment().id(), fresh, fact.occurredAt()).append(Documents.VER, 1L));
  }

  /** Returns what is there after it, whoever was faster meanwhile. */
  Refunds change(PaymentId id, Instant now, UnaryOperator<Refunds> change) {
    AtomicReference<Refunds> last = new AtomicReference<>(Refunds.NONE);
    documents.change(
        id.toString(),
        found -> {
          Refunds before = found.map(RefundStore::read).orElse(Refunds.NONE);
          Refunds next = change.apply(before);
          last.set(next);
          return next.equals(before) ? Optional.empty() : Optional.of(write(id, next, now));
        });
    return last.get();
  }

  /** What is open stays, however old. */
  private Document write(PaymentId id, Refunds refunds, Instant now) {
    Document out = new Document(Documents.ID, id.toString());
    if (!refunds.open() && refunds.unsaid().isEmpty()) {
      Instant since = refunds.paid().map(Succeeded::occurredAt).orElse(now);
      out.append(Documents.EXPIRE_AT, since.plus(settings.kept()));
    }
    refunds.paid().ifPresent(fact -> out.append("paid", StoredFact.write(fact)));
    refunds.total().ifPresent(total -> out.append("total_fen", total.fen()));
    if (refunds.othersFen() > 0) {
      out.append("others_fen", refunds.othersFen());
    }
    refunds.calledAt().ifPresent(at -> out.append("called_at", at.toEpochMilli()));
    if (!refunds.all().isEmpty()) {
      out.append("refunds", refunds.all().stream().map(RefundStore::write).toList());
    }
    if (!refunds.unsaid().isEmpty()) {
      out.append("unsaid", refunds.unsaid().stream().map(StoredFact::write).toList());
    }
    return out;
  }

  private static Refunds read(Document in) {
    return new Refunds(
        Optional.ofNullable(in.get("paid", Document.class))
            .map(fact -> (Succeeded) StoredFact.read(fact)),
        Optional.ofNullable(in.getLong("total_fen")).map(Money::new),
        in.getList("refunds", Document.class, List.of()).stream()
            .map(RefundStore::readRefund)
            .toList(),
        in.get("others_fen", 0L),
        time(in, "called_at"),
        in.getList("unsaid", Document.class, List.of()).stream().map(StoredFact::read).toList());
  }

  private static Document write(Refund refund) {
    Document out =
        new Document("request", StoredFact.write(refund.request()))
            .append("state", refund.state().name().toLowerCase(Locale.ROOT))
            .append("calls", refund.calls())
            .append("ask", refund.ask())
            .append("look", refund.look())
            .append("from_balance", refund.fromBalance())
            .append("due_at", refund.dueAt().toEpochMilli())
            .append("refund_id", refund.refundId())
            .append("raised", refund.raised().stream().map(WireName::wire).sorted().toList());
    refund.since().ifPresent(at -> out.append("since", at.toEpochMilli()));
    put(out, "settlement_fen", refund.amounts().settlementFen());
    put(out, "cash_fen", refund.amounts().cashFen());
    put(out, "coupon_fen", refund.amounts().couponFen());
    refund.failing().ifPresent(fact -> out.append("failing", StoredFact.write(fact)));
    refund.end().ifPresent(fact -> out.append("end", StoredFact.write(fact)));
    return out;
  }

  private static void put(Document out, String name, @Nullable Long fen) {
    if (fen != null) {
      out.append(name, fen);
    }
  }

  private static Refund readRefund(Document in) {
    return new Refund(
        (RefundRequested) StoredFact.read(in.get("request", Document.class)),
        State.valueOf(in.getString("state").toUpperCase(Locale.ROOT)),
        in.getInteger("calls"),
        in.getBoolean("ask"),
        in.getBoolean("look", false),
        in.getBoolean("from_balance", false),
        Instant.ofEpochMilli(in.getLong("due_at")),
        time(in, "since"),
        in.getString("refund_id"),
        new Amounts(in.getLong("settlement_fen"), in.getLong("cash_fen"), in.getLong("coupon_fen")),
        Optional.ofNullable(in.get("failing", Document.class))
            .map(fact -> (RefundFailed) StoredFact.read(fact)),
        raised(in),
        Optional.ofNullable(in.get("end", Document.class))
            .map(fact -> (RefundFact.Settled) StoredFact.read(fact)));
  }

  private static Set<AttentionReason> raised(Document in) {
    return in.getList("raised", String.class, List.of()).stream()
        .map(wire -> WireName.parse(AttentionReason.class, wire))
        .collect(Collectors.toSet());
  }

  private static Optional<Instant> time(Document in, String name) {
    return Optional.ofNullable(in.getLong(name)).map(Instant::ofEpochMilli);
  }
}
