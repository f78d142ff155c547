package dev.facepay.edge.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.payment.Coded;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.ReportMethod;
import dev.facepay.payment.TradeRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the device shall report to WeChat now. */
record ReportJobs(List<Job> reports) {

  /**
   * One trade, with what the SDK's call needs: for its own device alone.
   *
   * @param authCode the payment code, open; there if and only if the method needs it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Job(
      String id,
      @JsonProperty("try") int tryNo,
      String method,
      @JsonProperty("auth_code") @Nullable String authCode,
      @JsonProperty("mch_id") String mchId,
      @JsonProperty("sub_mch_id") @Nullable String subMchId,
      @JsonProperty("out_trade_no") String outTradeNo) {

    static Job of(
        TradeRef trade, int tryNo, Coded<ReportMethod> method, @Nullable String authCode) {
      MerchantId subMerchant = trade.subMerchant();
      return new Job(
          trade.id().toString(),
          tryNo,
          method.wire(),
          authCode,
          trade.id().merchant().value(),
          subMerchant == null ? null : subMerchant.value(),
          trade.id().outTradeNo().value());
    }

    @Override
    public String toString() {
      return "Job[" + id + ", try " + tryNo + "]";
    }
  }
}
