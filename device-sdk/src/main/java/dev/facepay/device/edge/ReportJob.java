package dev.facepay.device.edge;

import dev.facepay.device.face.request.SdkCall;
import dev.facepay.device.face.request.TradeReport;
import dev.facepay.device.json.Json;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A trade that this device's face SDK shall report.
 *
 * @param id the trade; the answer goes there
 * @param tryNo at most one call is made for one try
 * @param authCode the payment code, for {@code reportPaycode}
 */
public record ReportJob(
    String id,
    int tryNo,
    SdkCall call,
    @Nullable String authCode,
    String mchId,
    @Nullable String subMchId,
    String outTradeNo) {

  static ReportJob read(Json in) throws IOException {
    String method = in.required("method");
    SdkCall call;
    if (method.equals(SdkCall.REPORT_PAYCODE.wire())) {
      call = SdkCall.REPORT_PAYCODE;
    } else if (method.equals(SdkCall.REPORT_ORDER.wire())) {
      call = SdkCall.REPORT_ORDER;
    } else {
      throw new IOException("no such report: " + method);
    }
    return new ReportJob(
        in.required("id"),
        (int) in.number("try"),
        call,
        in.text("auth_code"),
        in.required("mch_id"),
        in.text("sub_mch_id"),
        in.required("out_trade_no"));
  }

  /**
   * What the SDK is told.
   *
   * @throws IllegalArgumentException if the job cannot be told to an SDK
   */
  public TradeReport report() {
    String code = authCode;
    if (call == SdkCall.REPORT_PAYCODE) {
      return new TradeReport.ByPaycode(code == null ? "" : code);
    }
    return new TradeReport.ByOrder(mchId, subMchId, outTradeNo);
  }

  /** Without the code. */
  @Override
  public String toString() {
    return "ReportJob[" + id + ", try " + tryNo + "]";
  }
}
