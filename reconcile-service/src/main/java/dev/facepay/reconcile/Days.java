package dev.facepay.reconcile;

import dev.facepay.payment.BillFact.Difference;
import dev.facepay.payment.BillFact.DifferenceExplained;
import dev.facepay.payment.BillFact.DifferenceFound;
import dev.facepay.payment.Coded;
import dev.facepay.payment.DifferenceKind;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.StoreId;
import dev.facepay.reconcile.Books.Sums;
import dev.facepay.reconcile.DayState.Compared;
import dev.facepay.runtime.store.Documents;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What is kept in the database: one document a merchant and day, one an open difference. A
 * difference is written down before its fact is published, and its document goes after the fact
 * that explains it.
 */
final class Days {

  static final String DUE_AT = "due_at";

  /** When a day's bill could first be had; only in days that were never compared. */
  static final String WAITS_SINCE = "waits_since";

  static final String FOUND_AT = "found_at";

  private final Documents days;
  private final Documents differences;

  Days(Documents days, Documents differences) {
    this.days = days;
    this.differences = differences;
  }

  /** A day with the version that a change of it is guarded by. */
  record Stored(DayState state, long ver) {}

  /**
   * An open difference.
   *
   * @param told whether its fact is published
   * @param explainedAt when it was explained, which is not published yet; or null
   */
  record Open(DifferenceFound fact, boolean told, @Nullable Instant explainedAt) {

    String id() {
      Difference it = fact.difference();
      String of = it.refund() == null ? it.outTradeNo() : it.outTradeNo() + "/" + it.refund();
      return dayId(fact.merchant(), fact.day()) + "/" + it.kind().wire() + "/" + of;
    }

    DifferenceExplained explained(Instant at) {
      return new DifferenceExplained(fact.merchant(), fact.day(), fact.difference(), at);
    }
  }

  private static String dayId(MerchantId merchant, LocalDate day) {
    return merchant + "/" + day;
  }

  /** Takes a day up, unless it is known. */
  void begin(MerchantId merchant, LocalDate day, Instant readyAt) {
    if (days.find(dayId(merchant, day)).isEmpty()) {
      days.insert(document(DayState.begun(merchant, day, readyAt), 1, readyAt));
    }
  }

  List<Stored> due(Instant now, int max) {
    return days.findAtMost(DUE_AT, now.toEpochMilli(), max).stream().map(Days::stored).toList();
  }

  /** Empty if somebody else changed the day meanwhile. */
  Optional<Stored> change(Stored before, DayState next, Instant readyAt) {
    String id = dayId(next.merchant(), next.day());
    Document written = document(next, before.ver() + 1, readyAt);
    return days.replace(id, before.ver(), written)
        ? Optional.of(new Stored(next, before.ver() + 1))
        : Optional.empty();
  }

  /** Open differences of a merchant, of all its days. */
  List<Open> open(MerchantId merchant, int max) {
    return differences.page(Map.of("merchant_id", merchant.value()), "", max).stream()
        .map(Days::open)
        .toList();
  }

  /** False if it is there already. */
  boolean add(DifferenceFound fact) {
    return differences.insert(document(new Open(fact, false, null), 1));
  }

  void markTold(Open open) {
    mark(open.id(), new Open(open.fact(), true, null));
  }

  void markExplained(Open open, Instant at) {
    mark(open.id(), new Open(open.fact(), open.told(), at));
  }

  private void mark(String id, Open next) {
    differences.change(id, found -> found.map(it -> document(next, 0)));
  }

  void remove(Open open) {
    differences
        .find(open.id())
        .ifPresent(it -> differences.delete(open.id(), number(it, Documents.VER)));
  }

  long differencesOpen() {
    return differences.count();
  }

  /** When the difference was found that is open for longest. */
  Optional<Instant> oldestDifference() {
    return oldest(differences, FOUND_AT);
  }

  /** Since when the day could have been compared that has waited longest. */
  Optional<Instant> oldestWaiting() {
    return oldest(days, WAITS_SINCE);
  }

  private static Optional<Instant> oldest(Documents documents, String field) {
    return documents.findAtMost(field, Long.MAX_VALUE, 1).stream()
        .map(it -> Instant.ofEpochMilli(number(it, field)))
        .findFirst();
  }

  private static Document document(DayState state, long ver, Instant readyAt) {
    Document out =
        new Document(Documents.ID, dayId(state.merchant(), state.day()))
            .append(Documents.VER, ver)
            .append("merchant_id", state.merchant().value())
            .append("day", state.day().toString())
            .append("ready_at", readyAt.toEpochMilli())
            .append("tries", state.tries())
            .append("why", state.why())
            .append("funds_sha256", state.fundsSha256());
    Instant due = state.dueAt();
    if (due != null) {
      out.append(DUE_AT, due.toEpochMilli());
    }
    Compared made = state.compared();
    if (made == null) {
      // Of a day that WeChat gives out no more nobody waits for the bill.
      return due == null ? out : out.append(WAITS_SINCE, readyAt.toEpochMilli());
    }
    Sums sums = made.sums();
    return out.append(
        "compared",
        new Document("at", made.at().toEpochMilli())
            .append("sha256", made.sha256())
            .append("open", made.open())
            .append("told", made.told())
            .append("lines", sums.lines())
            .append("gross_fen", sums.grossFen())
            .append("coupon_fen", sums.couponFen())
            .append("refund_fen", sums.refundFen())
            .append("fee_milli_fen", sums.feeMilliFen()));
  }

  private static Stored stored(Document in) {
    Document made = in.get("compared", Document.class);
    Compared compared =
        made == null
            ? null
            : new Compared(
                Instant.ofEpochMilli(number(made, "at")),
                made.getString("sha256"),
                number(made, "open"),
                new Sums(
                    number(made, "lines"),
                    number(made, "gross_fen"),
                    number(made, "coupon_fen"),
                    number(made, "refund_fen"),
                    number(made, "fee_milli_fen")),
                made.getBoolean("told"));
    DayState state =
        new DayState(
            new MerchantId(in.getString("merchant_id")),
            LocalDate.parse(in.getString("day")),
            in.containsKey(DUE_AT) ? Instant.ofEpochMilli(number(in, DUE_AT)) : null,
            Math.toIntExact(number(in, "tries")),
            in.getString("why"),
            in.getString("funds_sha256"),
            compared);
    return new Stored(state, number(in, Documents.VER));
  }

  private static Document document(Open open, long ver) {
    DifferenceFound fact = open.fact();
    Difference difference = fact.difference();
    Document out =
        new Document(Documents.ID, open.id())
            .append(Documents.VER, ver)
            .append("merchant_id", fact.merchant().value())
            .append("day", fact.day().toString())
            .append("kind", difference.kind().wire())
            .append("out_trade_no", difference.outTradeNo())
            .append(FOUND_AT, difference.foundAt().toEpochMilli())
            .append("ours", fact.ours())
            .append("theirs", fact.theirs())
            .append("gateway", fact.gateway())
            .append("told", open.told());
    put(out, "refund", difference.refund());
    put(out, "store_id", fact.store() == null ? null : fact.store().value());
    put(out, "transaction_id", fact.transactionId());
    put(out, "ours_fen", fact.oursFen());
    put(out, "theirs_fen", fact.theirsFen());
    put(out, "explained_at", open.explainedAt() == null ? null : open.explainedAt().toEpochMilli());
    return out;
  }

  private static Open open(Document in) {
    String store = in.getString("store_id");
    Difference difference =
        new Difference(
            Coded.read(DifferenceKind.class, in.getString("kind")),
            in.getString("out_trade_no"),
            in.getString("refund"),
            Instant.ofEpochMilli(number(in, FOUND_AT)));
    DifferenceFound fact =
        new DifferenceFound(
            new MerchantId(in.getString("merchant_id")),
            LocalDate.parse(in.getString("day")),
            difference,
            store == null ? null : new StoreId(store),
            in.getString("transaction_id"),
            in.getString("ours"),
            in.getString("theirs"),
            optional(in, "ours_fen"),
            optional(in, "theirs_fen"),
            in.getString("gateway"));
    Long explained = optional(in, "explained_at");
    return new Open(
        fact, in.getBoolean("told"), explained == null ? null : Instant.ofEpochMilli(explained));
  }

  private static void put(Document out, String name, @Nullable Object value) {
    if (value != null) {
      out.append(name, value);
    }
  }

  private static @Nullable Long optional(Document in, String name) {
    return in.containsKey(name) ? Long.valueOf(number(in, name)) : null;
  }

  private static long number(Document in, String name) {
    if (in.get(name) instanceof Number number) {
      return number.longValue();
    }
    throw new IllegalStateException("a document without " + name);
  }
}
