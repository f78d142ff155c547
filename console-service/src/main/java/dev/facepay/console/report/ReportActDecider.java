package dev.facepay.console.report;

import dev.facepay.console.report.ReportActAnswer.Refused;
import dev.facepay.console.report.ReportActAnswer.Taken;
import dev.facepay.console.report.ReportActAnswer.Why;
import dev.facepay.payment.Act;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.ReportFact.ReportActRequested;
import dev.facepay.payment.StoreId;
import dev.facepay.payment.TradeRef;
import dev.facepay.payment.WireName;
import java.time.Instant;
import java.util.Objects;

/**
 * What may be done about a trade's report. WeChat can't be asked about reports, so a resolution is
 * the person's own word; what the device said counts more.
 */
final class ReportActDecider {

  private ReportActDecider() {}

  /**
   * @param who the operator's name
   * @param why in the operator's own words
   * @param evidence what the operator refers to; empty only with a retry
   */
  record ActRequest(Act act, String who, String why, String evidence, Instant at) {}

  /**
   * @param revoked whether the registry ended the device
   */
  static ReportActAnswer decide(TradeView trade, boolean revoked, ActRequest request) {
    ReportState state = WireName.parse(ReportState.class, trade.state());
    return switch (state) {
      case CONFIRMED ->
          new Refused(
              Why.ALREADY_REPORTED, "at " + Objects.requireNonNullElse(trade.confirmedAt(), "?"));
      case NOT_DUE -> new Refused(Why.NOT_DUE, "");
      case RESOLVED -> new Refused(Why.ALREADY_RESOLVED, byWhom(trade));
      case DUE, ASKED, FAILED ->
          request.act() == Act.RETRY && revoked
              ? new Refused(Why.DEVICE_REVOKED, "device " + trade.device())
              : new Taken(fact(trade, request));
    };
  }

  private static String byWhom(TradeView trade) {
    return trade.acts().stream()
        .filter(done -> done.act().equals(Act.RESOLVE.wire()))
        .findFirst()
        .map(done -> "by %s at %s: %s".formatted(done.who(), done.at(), done.why()))
        .orElse("");
  }

  private static ReportActRequested fact(TradeView trade, ActRequest request) {
    String sub = trade.subMerchant();
    TradeRef ref =
        new TradeRef(
            PaymentId.parse(trade.id()),
            sub == null ? null : new MerchantId(sub),
            new StoreId(trade.store()),
            new DeviceId(trade.device()));
    int tries = trade.tries().stream().mapToInt(TradeView.Try::number).max().orElse(0);
    Instant paidAt = Instant.parse(Objects.requireNonNull(trade.paidAt(), trade.id()));
    return new ReportActRequested(
        ref,
        tries,
        paidAt,
        request.act(),
        request.who(),
        request.why(),
        request.evidence(),
        request.at());
  }
}
