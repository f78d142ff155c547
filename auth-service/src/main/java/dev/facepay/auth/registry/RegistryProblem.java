package dev.facepay.auth.registry;

import dev.facepay.http.ProblemCode;

/** All that can be wrong with an operator's call. */
enum RegistryProblem implements ProblemCode {
  DEVICE_UNKNOWN("device_unknown", 404, false, "Check the id: GET /v1/admin/devices lists them."),
  STORE_EXISTS("store_exists", 409, false, "This id stands for another store. Choose another id."),
  STORE_NOT_FOUND("store_not_found", 404, false, "Check the id: GET /v1/admin/stores lists them."),
  STORE_HAS_DEVICES(
      "store_has_devices",
      409,
      false,
      "Revoke its devices first: they act for the merchant that they were enrolled for."),
  STORE_CLOSED("store_closed", 409, false, "Open the store again first: PUT it with closed false."),
  DEVICE_EXISTS(
      "device_exists", 409, false, "This id stands for another device. Choose another id."),
  DEVICE_REVOKED(
      "device_revoked", 409, false, "A revoked device stays so. Add it under another id."),
  MERCHANT_UNKNOWN(
      "merchant_unknown",
      422,
      false,
      "Give this installation the merchant's folder, or correct `merchant_id`."),
  STORE_UNKNOWN("store_unknown", 422, false, "Add the store first: POST /v1/admin/stores."),
  REGISTRY_UNAVAILABLE(
      "registry_unavailable",
      503,
      true,
      "The database does not answer. Repeat the same call: repeats are safe.");

  private final Terms terms;

  RegistryProblem(String wire, int status, boolean retryable, String whatToDo) {
    terms = new Terms(wire, status, retryable, whatToDo);
  }

  @Override
  public Terms terms() {
    return terms;
  }
}
