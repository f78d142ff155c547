package dev.facepay.edge.http.device;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.edge.report.ReportJob;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the device shall report to WeChat now. */
public record ReportJobsBody(List<Job> reports) {

  /** One trade, with what the SDK's call needs. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Job(
      String id,
      @JsonProperty("try") int tryNo,
      String method,
      @JsonProperty("auth_code") @Nullable String authCode,
      @JsonProperty("mch_id") String mchId,
      @JsonProperty("sub_mch_id") @Nullable String subMchId,
      @JsonProperty("out_trade_no") String outTradeNo) {

    @Override
    public String toString() {
      return "Job[" + id + ", try " + tryNo + "]";
    }
  }

  static ReportJobsBody of(List<ReportJob> jobs) {
    return new ReportJobsBody(jobs.stream().map(ReportJobsBody::of).toList());
  }

  private static Job of(ReportJob job) {
    var trade = job.trade();
    return new Job(
        trade.id().toString(),
        job.tryNo(),
        job.method().wire(),
        job.authCode(),
        trade.id().merchant().value(),
        trade.subMerchant() == null ? null : trade.subMerchant().value(),
        trade.id().outTradeNo().value());
  }
}
