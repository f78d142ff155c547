package dev.facepay.edge.request;

import dev.facepay.payment.FieldRule;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A body → a wish for a credential, or all that is wrong with it; as strict as for payments. */
public final class CredentialReader {

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
    String rawdata = in.text("rawdata", FieldRule.RAWDATA);
    String attach = in.object("attach", FieldRule.CREDENTIAL_ATTACH);
    return rawdata == null || !in.errors().isEmpty()
        ? new CredentialReading.Invalid(in.errors())
        : new CredentialReading.Valid(new CredentialRequest(rawdata, attach));
  }
}
