package dev.facepay.payment;

import dev.facepay.payment.PaymentFact.ActRequested;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.AttentionResolved;
import dev.facepay.payment.PaymentFact.CancelRequested;
import dev.facepay.payment.PaymentFact.Failed;
import dev.facepay.payment.PaymentFact.RequestRejected;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentFact.ReverseNeeded;
import dev.facepay.payment.PaymentFact.Reversed;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentFact.Unknown;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A fact as the flat fields that subscribers read, and back. Each name stands here once in writing.
 *
 * <p>Values are {@code String}, {@code Boolean}, {@code Integer} or {@code Long}: money in fen,
 * times in RFC 3339 UTC with milliseconds. An absent optional field is left out, never null.
 */
public final class FactFields {

  private FactFields() {}

  public static Map<String, Object> write(Fact fact) {
    Map<String, Object> out = new LinkedHashMap<>();
    switch (fact) {
      case PaymentFact f -> writePayment(f, out);
      case DeviceFact f -> DeviceFields.write(f, out);
      case ReportFact f -> ReportFields.write(f, out);
      case RefundFact f -> RefundFields.write(f, out);
      case BillFact f -> BillFields.write(f, out);
      case AlarmFact f -> AlarmFields.write(f, out);
    }
    return out;
  }

  private static void writePayment(PaymentFact fact, Map<String, Object> out) {
    RefFields.write(fact.payment(), out);
    out.put("version", fact.version());
    out.put("occurred_at", FieldReader.time(fact.occurredAt()));
    switch (fact) {
      case Requested f -> writeRequested(f, out);
      case Unknown f -> {
        out.put("reason", f.reason().wire());
        writeGateway(f.gatewayCode(), f.gatewayText(), out);
        out.put("sent_at", FieldReader.time(f.sentAt()));
      }
      case CancelRequested f -> {}
      case ReverseNeeded f -> {
        out.put("reason", f.reason().wire());
        if (f.unknownReason() != null) {
          out.put("unknown_reason", f.unknownReason().wire());
        }
        out.put("sent_at", FieldReader.time(f.sentAt()));
      }
      case Succeeded f -> {
        out.put("by", f.by().wire());
        out.put("transaction_id", f.transactionId());
        out.put("paid_at", FieldReader.time(f.paidAt()));
        f.details().write(out);
      }
      case Failed f -> {
        out.put("by", f.by().wire());
        out.put("reason", f.reason().wire());
        writeGateway(f.gatewayCode(), f.gatewayText(), out);
      }
      case Reversed f -> {
        out.put("by", f.by().wire());
        out.put("how", f.how().wire());
        out.put("tries", f.tries());
      }
      case AttentionNeeded f -> {
        out.put("by", f.by().wire());
        out.put("reason", f.reason().wire());
        writeGateway(f.gatewayCode(), f.gatewayText(), out);
      }
      case AttentionResolved f -> {
        out.put("by", f.by().wire());
        out.put("reason", f.reason().wire());
        out.put("evidence", f.evidence());
      }
      case RequestRejected f -> out.put("reason", f.reason().wire());
      case ActRequested f -> {
        out.put("act", f.act().wire());
        out.put("who", f.who());
        out.put("why", f.why());
        out.put("evidence", f.evidence());
      }
    }
  }

  private static void writeRequested(Requested f, Map<String, Object> out) {
    out.put("auth_code_sealed", f.authCode().text());
    out.put("body", f.body());
    FieldReader.putIfPresent(out, "detail", f.detail());
    FieldReader.putIfPresent(out, "attach", f.attach());
    FieldReader.putIfPresent(out, "goods_tag", f.goodsTag());
    FieldReader.putIfPresent(out, "limit_pay", f.limitPay());
    if (f.timeExpire() != null) {
      out.put("time_expire", FieldReader.time(f.timeExpire()));
    }
    FieldReader.putIfPresent(out, "receipt", f.receipt());
    FieldReader.putIfPresent(out, "profit_sharing", f.profitSharing());
    FieldReader.putIfPresent(out, "scene_info", f.sceneInfo());
  }

  private static void writeGateway(String code, String text, Map<String, Object> out) {
    out.put("gateway_code", code);
    out.put("gateway_text", text);
  }

  /**
   * @throws IllegalArgumentException if a field is missing or not what its name says; fields that
   *     are not known are ignored
   */
  public static Fact read(FactType type, Map<String, ?> fields) {
    FieldReader in = new FieldReader(fields);
    return switch (type) {
      case PAYMENT_REQUESTED ->
          new Requested(
              RefFields.read(in),
              new Sealed(in.text("auth_code_sealed")),
              in.text("body"),
              in.optional("detail"),
              in.optional("attach"),
              in.optional("goods_tag"),
              in.optional("limit_pay"),
              in.optionalTime("time_expire"),
              in.optional("receipt"),
              in.optional("profit_sharing"),
              in.optional("scene_info"));
      case PAYMENT_UNKNOWN ->
          new Unknown(
              RefFields.read(in),
              in.coded(UnknownReason.class, "reason"),
              in.text("gateway_code"),
              in.text("gateway_text"),
              in.time("sent_at"),
              in.time("occurred_at"));
      case CANCEL_REQUESTED -> new CancelRequested(RefFields.read(in), in.time("occurred_at"));
      case REVERSE_NEEDED ->
          new ReverseNeeded(
              RefFields.read(in),
              in.coded(ReverseReason.class, "reason"),
              in.optionalCoded(UnknownReason.class, "unknown_reason"),
              in.time("sent_at"),
              in.time("occurred_at"));
      case PAYMENT_SUCCEEDED ->
          new Succeeded(
              RefFields.read(in),
              in.coded(Stage.class, "by"),
              in.text("transaction_id"),
              in.time("paid_at"),
              PaidDetails.read(in),
              in.time("occurred_at"),
              Versions.read(in.coded(Stage.class, "by"), in));
      case PAYMENT_FAILED ->
          new Failed(
              RefFields.read(in),
              in.coded(Stage.class, "by"),
              in.coded(FailureReason.class, "reason"),
              in.text("gateway_code"),
              in.text("gateway_text"),
              in.time("occurred_at"),
              Versions.read(in.coded(Stage.class, "by"), in));
      case PAYMENT_REVERSED ->
          new Reversed(
              RefFields.read(in),
              in.coded(Stage.class, "by"),
              in.coded(ReversedHow.class, "how"),
              in.number("tries"),
              in.time("occurred_at"),
              Versions.read(in.coded(Stage.class, "by"), in));
      case ATTENTION_NEEDED ->
          new AttentionNeeded(
              RefFields.read(in),
              in.coded(Stage.class, "by"),
              in.coded(AttentionReason.class, "reason"),
              in.text("gateway_code"),
              in.text("gateway_text"),
              in.time("occurred_at"));
      case ATTENTION_RESOLVED ->
          new AttentionResolved(
              RefFields.read(in),
              in.coded(Stage.class, "by"),
              in.coded(AttentionReason.class, "reason"),
              in.text("evidence"),
              in.time("occurred_at"));
      case REQUEST_REJECTED ->
          new RequestRejected(
              RefFields.read(in), in.coded(RejectReason.class, "reason"), in.time("occurred_at"));
      case ACT_REQUESTED ->
          new ActRequested(
              RefFields.read(in),
              in.coded(Act.class, "act"),
              in.text("who"),
              in.text("why"),
              in.text("evidence"),
              in.time("occurred_at"));
      case CREDENTIAL_ASKED -> DeviceFields.credentialAsked(in);
      case ENROLMENT_ASKED -> DeviceFields.enrolmentAsked(in);
      case DEVICE_SEEN -> DeviceFields.deviceSeen(in);
      case CREDENTIAL_ISSUED -> DeviceFields.credentialIssued(in);
      case CREDENTIAL_REFUSED -> DeviceFields.credentialRefused(in);
      case DEVICE_ENROLLED -> DeviceFields.deviceEnrolled(in);
      case ENROLMENT_REFUSED -> DeviceFields.enrolmentRefused(in);
      case DEVICE_STATE -> DeviceFields.deviceState(in);
      case REPORT_NEEDED -> ReportFields.needed(in);
      case REPORT_DELAYED -> ReportFields.delayed(in);
      case REPORT_TOLD -> ReportFields.told(in);
      case TRADE_TOLD -> ReportFields.tradeTold(in);
      case REPORT_ACT_REQUESTED -> ReportFields.actRequested(in);
      case REFUND_REQUESTED -> RefundFields.requested(in);
      case REFUND_CHANGED -> RefundFields.changed(in);
      case REFUND_SUCCEEDED -> RefundFields.succeeded(in);
      case REFUND_FAILED -> RefundFields.failed(in);
      case BILL_TAKEN -> BillFields.taken(in);
      case BILL_DIFFERENCE_FOUND -> BillFields.found(in);
      case BILL_DIFFERENCE_EXPLAINED -> BillFields.explained(in);
      case BILL_DAY_RECONCILED -> BillFields.reconciled(in);
      case ALARM_ACKNOWLEDGED -> AlarmFields.acknowledged(in);
      case ALARM_ASSIGNED -> AlarmFields.assigned(in);
    };
  }
}
