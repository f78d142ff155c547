package dev.facepay.simulator.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/** The five calls, by their path and by the name that scripts and the journal use. */
public enum Api {
  @JsonProperty("micropay")
  MICROPAY("micropay", "/pay/micropay"),
  @JsonProperty("orderquery")
  ORDERQUERY("orderquery", "/pay/orderquery"),
  @JsonProperty("reverse")
  REVERSE("reverse", "/secapi/pay/reverse"),
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

  /** The call at a path, with or without the sandbox prefix. */
  public static Optional<Api> at(String requestPath) {
    String path =
        requestPath.startsWith(SANDBOX + "/")
            ? requestPath.substring(SANDBOX.length())
            : requestPath;
    for (Api api : values()) {
      // In the sandbox the reversal has no /secapi prefix of its own.
      if (api.path.equals(path) || (api == REVERSE && path.equals("/pay/reverse"))) {
        return Optional.of(api);
      }
    }
    return Optional.empty();
  }
}
