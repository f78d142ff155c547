package dev.facepay.edge.reports;

import dev.facepay.http.RequestBody;
import dev.facepay.http.RequestBody.Read;
import dev.facepay.payment.FieldRule;
import dev.facepay.payment.ReportOutcome;
import dev.facepay.payment.WireName;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a device says of one try to report a trade. */
public record ReportAnswer(
    int tryNo, ReportOutcome outcome, String code, String text, @Nullable String sdkVersion) {

  private static final int TRIES_MAX = 100_000;
  private static final FieldRule CODE = FieldRule.text(32);
  private static final FieldRule MESSAGE = FieldRule.text(128);
  private static final List<String> OUTCOMES = List.of("confirmed", "failed");

  public static Read<ReportAnswer> read(byte[] json) {
    return RequestBody.read(
        json,
        List.of("try", "outcome"),
        Set.of("err_code", "return_msg", "face_sdk_version"),
        ReportAnswer::of);
  }

  private static @Nullable ReportAnswer of(RequestBody in) {
    long tryNo = in.has("try") ? in.number("try", 1, TRIES_MAX) : 1;
    String outcome = in.word("outcome", OUTCOMES);
    String code = in.text("err_code", CODE);
    String text = in.text("return_msg", MESSAGE);
    String sdk = in.text("face_sdk_version", FieldRule.VERSION);
    return outcome == null
        ? null
        : new ReportAnswer(
            (int) tryNo,
            WireName.parse(ReportOutcome.class, outcome),
            Objects.requireNonNullElse(code, ""),
            Objects.requireNonNullElse(text, ""),
            sdk);
  }
}
