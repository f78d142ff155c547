package dev.facepay.edge.report;

import dev.facepay.payment.Coded;
import dev.facepay.payment.ReportMethod;
import dev.facepay.payment.TradeRef;
import org.jspecify.annotations.Nullable;

/**
 * What a device shall report, with its payment code open: for that device alone.
 *
 * @param authCode there if and only if the method needs it
 */
public record ReportJob(
    TradeRef trade, int tryNo, Coded<ReportMethod> method, @Nullable String authCode) {

  @Override
  public String toString() {
    return "ReportJob[" + trade.id() + ", try " + tryNo + "]";
  }
}
