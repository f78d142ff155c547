package dev.facepay.edge.request;

import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A body → a wish for a credential, or all that is wrong with it; as strict as for payments. */
public final class CredentialReader {

  static final int RAWDATA_MAX = 2048;

  /** Ours: WeChat names no bound. */
  static final int ATTACH_MAX = 1024;

  private static final Set<String> NAMES = Set.of("rawdata", "attach");

  private CredentialReader() {}

  public static CredentialReading read(byte[] json) {
    JsonNode body;
    try {
      body = RequestReader.MAPPER.readTree(json);
    } catch (JacksonException e) {
      return new CredentialReading.Malformed(RequestReader.place(e));
    }
    if (!body.isObject()) {
      return new CredentialReading.Malformed("the body is not a JSON object");
    }
    BodyFields in = new BodyFields(body);
    in.refuseOthersThan(NAMES);
    in.require(List.of("rawdata"));
    String rawdata = in.text("rawdata", RAWDATA_MAX);
    String attach = in.object("attach", ATTACH_MAX);
    return rawdata == null || !in.errors().isEmpty()
        ? new CredentialReading.Invalid(in.errors())
        : new CredentialReading.Valid(new CredentialRequest(rawdata, attach));
  }
}
