package dev.facepay.payment;

import dev.facepay.payment.BillFact.BillTaken;
import dev.facepay.payment.BillFact.DayReconciled;
import dev.facepay.payment.BillFact.Difference;
import dev.facepay.payment.BillFact.DifferenceExplained;
import dev.facepay.payment.BillFact.DifferenceFound;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of facts about bills. */
final class BillFields {

  private BillFields() {}

  static void write(BillFact fact, Map<String, Object> out) {
    out.put("merchant_id", fact.merchant().value());
    out.put("day", fact.day().toString());
    out.put("version", fact.version());
    out.put("occurred_at", FieldReader.time(fact.occurredAt()));
    switch (fact) {
      case BillTaken f -> {
        out.put("bill", f.bill().wire());
        out.put("sha256", f.sha256());
        out.put("bytes", f.bytes());
        out.put("lines", f.lines());
        out.put("faults", f.faults());
      }
      case DifferenceFound f -> {
        write(f.difference(), out);
        FieldReader.putIfPresent(out, "store_id", f.store() == null ? null : f.store().value());
        FieldReader.putIfPresent(out, "transaction_id", f.transactionId());
        out.put("ours", f.ours());
        out.put("theirs", f.theirs());
        putIfPresent(out, "ours_fen", f.oursFen());
        putIfPresent(out, "theirs_fen", f.theirsFen());
        out.put("gateway", f.gateway());
      }
      case DifferenceExplained f -> write(f.difference(), out);
      case DayReconciled f -> {
        out.put("lines", f.lines());
        out.put("open", f.open());
        out.put("gross_fen", f.grossFen());
        out.put("coupon_fen", f.couponFen());
        out.put("refund_fen", f.refundFen());
        out.put("fee_fen", f.feeFen());
        out.put("net_fen", f.netFen());
        out.put("currency", Money.CURRENCY);
        out.put("sha256", f.sha256());
      }
    }
  }

  static BillTaken taken(FieldReader in) {
    return new BillTaken(
        merchant(in),
        day(in),
        in.coded(BillKind.class, "bill"),
        in.text("sha256"),
        in.longNumber("bytes"),
        in.longNumber("lines"),
        in.longNumber("faults"),
        in.time("occurred_at"));
  }

  static DifferenceFound found(FieldReader in) {
    String store = in.optional("store_id");
    return new DifferenceFound(
        merchant(in),
        day(in),
        difference(in),
        store == null ? null : new StoreId(store),
        in.optional("transaction_id"),
        in.text("ours"),
        in.text("theirs"),
        optionalFen(in, "ours_fen"),
        optionalFen(in, "theirs_fen"),
        in.text("gateway"));
  }

  static DifferenceExplained explained(FieldReader in) {
    return new DifferenceExplained(merchant(in), day(in), difference(in), in.time("occurred_at"));
  }

  static DayReconciled reconciled(FieldReader in) {
    return new DayReconciled(
        merchant(in),
        day(in),
        in.longNumber("lines"),
        in.longNumber("open"),
        in.longNumber("gross_fen"),
        in.longNumber("coupon_fen"),
        in.longNumber("refund_fen"),
        in.longNumber("fee_fen"),
        in.longNumber("net_fen"),
        in.text("sha256"),
        in.time("occurred_at"));
  }

  private static void write(Difference difference, Map<String, Object> out) {
    out.put("kind", difference.kind().wire());
    out.put("out_trade_no", difference.outTradeNo());
    FieldReader.putIfPresent(out, "refund", difference.refund());
    out.put("found_at", FieldReader.time(difference.foundAt()));
  }

  private static Difference difference(FieldReader in) {
    return new Difference(
        in.coded(DifferenceKind.class, "kind"),
        in.text("out_trade_no"),
        in.optional("refund"),
        in.time("found_at"));
  }

  private static MerchantId merchant(FieldReader in) {
    return new MerchantId(in.text("merchant_id"));
  }

  private static LocalDate day(FieldReader in) {
    try {
      return LocalDate.parse(in.text("day"));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("field day is not a day", e);
    }
  }

  private static void putIfPresent(Map<String, Object> out, String name, @Nullable Long fen) {
    if (fen != null) {
      out.put(name, fen);
    }
  }

  private static @Nullable Long optionalFen(FieldReader in, String name) {
    return in.fields().containsKey(name) ? in.longNumber(name) : null;
  }
}
