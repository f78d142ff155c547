package dev.facepay.http;

/** What any service can say, and what the web framework refuses by itself. */
public enum CommonProblem implements ProblemCode {
  MALFORMED_JSON("malformed_json", 400, false, "Repair the client: send one JSON object."),
  INVALID_REQUEST("invalid_request", 400, false, "Repair what `errors` or `detail` names."),
  BAD_REQUEST("bad_request", 400, false, "Repair the request."),
  NOT_FOUND("not_found", 404, false, "Look the address up in /docs."),
  METHOD_NOT_ALLOWED("method_not_allowed", 405, false, "Use a method that `Allow` names."),
  NOT_ACCEPTABLE("not_acceptable", 406, false, "Accept what the operation answers with."),
  BODY_TOO_LARGE("body_too_large", 413, false, "Send less."),
  UNSUPPORTED_MEDIA_TYPE(
      "unsupported_media_type", 415, false, "Send application/json in UTF-8, not compressed."),
  INTERNAL_ERROR(
      "internal_error",
      500,
      true,
      "Repeat the same request, number and content unchanged: that is safe even if this one"
          + " worked."),
  BUSY("busy", 503, true, "Too many wait here. Repeat the same request after `Retry-After`.");

  private final Terms terms;

  CommonProblem(String wire, int status, boolean retryable, String whatToDo) {
    terms = new Terms(wire, status, retryable, whatToDo);
  }

  @Override
  public Terms terms() {
    return terms;
  }

  /**
   * @param status what the framework chose
   */
  public static CommonProblem ofStatus(int status) {
    return switch (status) {
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 413 -> BODY_TOO_LARGE;
      case 415 -> UNSUPPORTED_MEDIA_TYPE;
      case 503 -> BUSY;
      // A method or a version of HTTP that nobody knows.
      case 501, 505 -> BAD_REQUEST;
      default -> status < 500 ? BAD_REQUEST : INTERNAL_ERROR;
    };
  }
}
