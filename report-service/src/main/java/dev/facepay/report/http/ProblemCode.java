package dev.facepay.report.http;

import dev.facepay.payment.WireName;

/** All that can be wrong with a request, as a client tells it apart. */
public enum ProblemCode implements WireName {
  INVALID_REQUEST("invalid_request", 400, false, "Repair what `detail` names."),
  UNAUTHORIZED("unauthorized", 401, false, "Send an operator's key as a bearer token."),
  FORBIDDEN("forbidden", 403, false, "Ask for a key with the scope that `detail` names."),
  PAYMENT_NOT_FOUND(
      "payment_not_found",
      404,
      true,
      "Search by another of its numbers. The read side follows the log by about a second."),
  NOT_FOUND("not_found", 404, false, "Look the address up in /v3/api-docs."),
  METHOD_NOT_ALLOWED("method_not_allowed", 405, false, "Use a method that `Allow` names."),
  NOT_ACCEPTABLE("not_acceptable", 406, false, "Accept what the operation answers with."),
  ALREADY_SETTLED(
      "already_settled", 409, false, "Nothing is left to do: look at the payment's state."),
  NOTHING_TO_RESOLVE("nothing_to_resolve", 409, false, "Nobody asked for a person here."),
  OWNED_BY_STAGE(
      "owned_by_stage",
      409,
      true,
      "A stage decides this by itself within a minute. Look again then."),
  GATEWAY_CONTRADICTS(
      "gateway_contradicts",
      409,
      true,
      "Give the money back at WeChat first (merchant platform), then resolve again."),
  GATEWAY_UNCLEAR(
      "gateway_unclear", 503, true, "WeChat gave no proof just now. Repeat the same request."),
  BODY_TOO_LARGE("body_too_large", 413, false, "Send less."),
  UNSUPPORTED_MEDIA_TYPE("unsupported_media_type", 415, false, "Send application/json."),
  BAD_REQUEST("bad_request", 400, false, "Repair the request."),
  INTERNAL_ERROR("internal_error", 500, true, "Repeat the request; the log says what broke."),
  STORE_UNAVAILABLE("store_unavailable", 503, true, "The database is away. Repeat the request."),
  LOG_UNAVAILABLE(
      "log_unavailable", 503, true, "The broker is away, nothing was begun. Repeat the request."),
  BUSY("busy", 503, true, "Too many streams are open here. Come again later.");

  private final String wire;
  private final int status;
  private final boolean retryable;
  private final String whatToDo;

  ProblemCode(String wire, int status, boolean retryable, String whatToDo) {
    this.wire = wire;
    this.status = status;
    this.retryable = retryable;
    this.whatToDo = whatToDo;
  }

  @Override
  public String wire() {
    return wire;
  }

  public int status() {
    return status;
  }

  public boolean retryable() {
    return retryable;
  }

  public String whatToDo() {
    return whatToDo;
  }

  /** For what the web framework refuses by itself. */
  static ProblemCode ofStatus(int status) {
    return switch (status) {
      case 401 -> UNAUTHORIZED;
      case 403 -> FORBIDDEN;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 413 -> BODY_TOO_LARGE;
      case 415 -> UNSUPPORTED_MEDIA_TYPE;
      case 503 -> BUSY;
      default -> status < 500 ? BAD_REQUEST : INTERNAL_ERROR;
    };
  }
}
