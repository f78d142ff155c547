package dev.facepay.device;

import com.google.gson.JsonObject;
import dev.facepay.device.json.Json;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What the journal says of one trade's report.
 *
 * @param stage CALLING is on the disk before the SDK is called
 * @param told whether the edge has heard the outcome
 */
record ReportEntry(String id, int tryNo, Stage stage, String code, String text, boolean told) {

  enum Stage {
    CALLING,
    CONFIRMED,
    FAILED
  }

  static ReportEntry calling(String id, int tryNo) {
    return new ReportEntry(id, tryNo, Stage.CALLING, "", "", false);
  }

  static ReportEntry confirmed(String id, int tryNo) {
    return new ReportEntry(id, tryNo, Stage.CONFIRMED, "", "", false);
  }

  static ReportEntry failed(String id, int tryNo, String code, @Nullable String text) {
    return new ReportEntry(id, tryNo, Stage.FAILED, code, text == null ? "" : text, false);
  }

  ReportEntry heard() {
    return new ReportEntry(id, tryNo, stage, code, text, true);
  }

  /** After a restart: whether the SDK took it is not known, and this try is not made again. */
  ReportEntry restarted() {
    return stage == Stage.CALLING ? failed(id, tryNo, "interrupted", "") : this;
  }

  JsonObject json() {
    JsonObject out = new JsonObject();
    out.addProperty("id", id);
    out.addProperty("try", tryNo);
    out.addProperty("stage", stage.name());
    out.addProperty("code", code);
    out.addProperty("text", text);
    out.addProperty("told", told);
    return out;
  }

  static ReportEntry read(Json in) throws IOException {
    try {
      return new ReportEntry(
          in.required("id"),
          (int) in.number("try"),
          Stage.valueOf(in.required("stage")),
          in.required("code"),
          in.required("text"),
          Boolean.TRUE.equals(in.flag("told")));
    } catch (IllegalArgumentException e) {
      throw new IOException("no such stage");
    }
  }
}
