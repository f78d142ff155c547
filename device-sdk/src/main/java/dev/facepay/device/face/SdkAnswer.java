package dev.facepay.device.face;

import dev.facepay.device.face.request.SdkCall;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A callback's map, read without trust: WeChat's documentation names types, devices vary. */
final class SdkAnswer {

  static final int NOT_INITIALISED = 271378620;
  static final int INITIALISING = 271378621;

  private static final String SUCCESS = "SUCCESS";
  private static final String USER_QUERY_CANCEL = "USER_QUERY_CANCEL";

  private final SdkCall call;
  private final @Nullable Map<String, ?> map;

  SdkAnswer(SdkCall call, @Nullable Map<String, ?> map) {
    this.call = call;
    this.map = map;
  }

  boolean isSuccess() {
    return SUCCESS.equals(text("return_code"));
  }

  boolean isUserQueryCancel() {
    return USER_QUERY_CANCEL.equals(text("return_code"));
  }

  boolean isNotReady() {
    Integer code = errCode();
    return !isSuccess() && code != null && (code == NOT_INITIALISED || code == INITIALISING);
  }

  @Nullable Integer errCode() {
    return number("err_code");
  }

  @Nullable String text(String field) {
    Object value = map == null ? null : map.get(field);
    return value instanceof String text && !text.isEmpty() ? text : null;
  }

  /** An Integer by the documentation; a string of digits is taken too. */
  @Nullable Integer number(String field) {
    Object value = map == null ? null : map.get(field);
    if (value instanceof Number number) {
      return number.intValue();
    }
    try {
      return value instanceof String text ? Integer.valueOf(text.trim()) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  FaceProblem problem() {
    if (map == null) {
      return new FaceProblem.Nothing(call);
    }
    String code = text("return_code");
    if (code == null) {
      return new FaceProblem.Unreadable(call, "return_code");
    }
    if (isUserQueryCancel()) {
      return new FaceProblem.Cancelled(call);
    }
    String message = text("return_msg");
    return new FaceProblem.Refused(call, code, message == null ? "" : message, errCode());
  }
}
