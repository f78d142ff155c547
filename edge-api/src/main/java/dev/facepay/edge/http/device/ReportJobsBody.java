package dev.facepay.edge.http.device;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.edge.report.ReportJob;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the device shall report to WeChat now. */
@Schema(name = "ReportJobs", description = "What this device's face SDK shall report now.")
public record ReportJobsBody(List<Job> reports) {

  /** One trade, with what the SDK's call needs. */
  @Schema(name = "ReportJob")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Job(
      @Schema(description = "The trade; answer under it.", example = "1900000109:S017-0001")
          String id,
      @JsonProperty("try")
          @Schema(description = "Make at most one call for one try, also after a restart.")
          int tryNo,
      @Schema(allowableValues = {"reportPaycode", "reportOrder"}) String method,
      @JsonProperty("auth_code")
          @Schema(
              description = "For reportPaycode.",
              types = {"string", "null"})
          @Nullable String authCode,
      @JsonProperty("mch_id") String mchId,
      @JsonProperty("sub_mch_id") @Schema(types = {"string", "null"}) @Nullable String subMchId,
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
