package dev.facepay.auth.registry.admin;

import dev.facepay.auth.registry.desk.DeskReply.Refusal;
import dev.facepay.payment.WireName;

/** All that can be wrong with an operator's call. */
enum AdminProblemCode implements WireName {
  MALFORMED_JSON("malformed_json", 400, false, "Send one JSON object with the fields described."),
  INVALID_REQUEST("invalid_request", 400, false, "Repair what `detail` names."),
  UNAUTHORIZED("unauthorized", 401, false, "Send an operator's key as a bearer token."),
  SCOPE_MISSING("scope_missing", 403, false, "Use a key that has the scope, or have it added."),
  DEVICE_UNKNOWN("device_unknown", 404, false, "Check the id: GET /v1/admin/devices lists them."),
  NOT_FOUND("not_found", 404, false, "Look the address up in /v3/api-docs."),
  METHOD_NOT_ALLOWED("method_not_allowed", 405, false, "Use a method that `Allow` names."),
  NOT_ACCEPTABLE("not_acceptable", 406, false, "Accept JSON."),
  STORE_EXISTS("store_exists", 409, false, "This id stands for another store. Choose another id."),
  DEVICE_EXISTS(
      "device_exists", 409, false, "This id stands for another device. Choose another id."),
  DEVICE_REVOKED(
      "device_revoked", 409, false, "A revoked device stays so. Add it under another id."),
  BODY_TOO_LARGE("body_too_large", 413, false, "Send less."),
  UNSUPPORTED_MEDIA_TYPE("unsupported_media_type", 415, false, "Send application/json."),
  MERCHANT_UNKNOWN(
      "merchant_unknown",
      422,
      false,
      "Give this installation the merchant's folder, or correct `merchant_id`."),
  STORE_UNKNOWN("store_unknown", 422, false, "Add the store first: POST /v1/admin/stores."),
  INTERNAL_ERROR("internal_error", 500, true, "Repeat the same call: repeats are safe."),
  REGISTRY_UNAVAILABLE(
      "registry_unavailable",
      503,
      true,
      "The database does not answer. Repeat the same call: repeats are safe.");

  private final String wire;
  private final int status;
  private final boolean retryable;
  private final String whatToDo;

  AdminProblemCode(String wire, int status, boolean retryable, String whatToDo) {
    this.wire = wire;
    this.status = status;
    this.retryable = retryable;
    this.whatToDo = whatToDo;
  }

  @Override
  public String wire() {
    return wire;
  }

  int status() {
    return status;
  }

  boolean retryable() {
    return retryable;
  }

  String whatToDo() {
    return whatToDo;
  }

  static AdminProblemCode of(Refusal reason) {
    return switch (reason) {
      case MERCHANT_UNKNOWN -> MERCHANT_UNKNOWN;
      case STORE_EXISTS -> STORE_EXISTS;
      case STORE_UNKNOWN -> STORE_UNKNOWN;
      case DEVICE_EXISTS -> DEVICE_EXISTS;
      case DEVICE_UNKNOWN -> DEVICE_UNKNOWN;
      case DEVICE_REVOKED -> DEVICE_REVOKED;
    };
  }

  /** For what the web framework refuses by itself. */
  static AdminProblemCode ofStatus(int status) {
    return switch (status) {
      case 401 -> UNAUTHORIZED;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 413 -> BODY_TOO_LARGE;
      case 415 -> UNSUPPORTED_MEDIA_TYPE;
      case 503 -> REGISTRY_UNAVAILABLE;
      default -> status < 500 ? INVALID_REQUEST : INTERNAL_ERROR;
    };
  }
}
