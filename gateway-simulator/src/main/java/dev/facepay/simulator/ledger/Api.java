package dev.facepay.simulator.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/** The six calls, by their path and by the name that scripts and the journal use. */
public enum Api {
  @JsonProperty("micropay")
  MICROPAY("micropay", "/pay/micropay"),
  @JsonProperty("orderquery")
  ORDERQUERY("orderquery", "/pay/orderquery"),
  @JsonProperty("reverse")
  REVERSE("reverse", "/secapi/pay/reverse"),
  @JsonProperty("refund")
  REFUND("refund", "/secapi/pay/refund"),
  @JsonProperty("refundquery")
  REFUNDQUERY("refundquery", "/pay/refundquery"),
  @JsonProperty("authinfo")
  AUTHINFO("authinfo", "/face/get_wxpayface_authinfo");

  private static final String SANDBOX = "/xdc/apiv2sandbox";

  private final String wireName;
  private final String path;

  Api(String wireName, String path) {
    this.wireName = wireName;
    this.path = path;
  }

  /** Name in scripts, journal and ledger. */
  public String wireName() {
    return wireName;
  }

  /** Whether the caller shows a certificate. */
  public boolean secure() {
    return this == REVERSE || this == REFUND;
  }

  /** The call at a path, with or without the sandbox prefix. */
  public static Optional<Api> at(String requestPath) {
    String path =
        requestPath.startsWith(SANDBOX + "/")
            ? requestPath.substring(SANDBOX.length())
            : requestPath;
    for (Api api : values()) {
      // In the sandbox these have no /secapi prefix of their own.
      if (api.path.equals(path) || (api.secure() && api.path.equals("/secapi" + path))) {
        return Optional.of(api);
      }
    }
    return Optional.empty();
  }
}
