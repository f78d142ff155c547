package dev.facepay.edge.request;

import dev.facepay.payment.FieldRule;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.List;
import java.util.Set;

/** The wish for a credential for the API's description, from the constants that check it. */
public final class CredentialSchema {

  private CredentialSchema() {}

  public static Schema<?> make() {
    StringSchema rawdata = new StringSchema();
    rawdata.setTypes(Set.of("string"));
    rawdata.setDescription("What getWxpayfaceRawdata gave, unchanged; sealed at once.");
    rawdata.setMinLength(1);
    rawdata.setMaxLength(FieldRule.RAWDATA.charactersMax());
    ObjectSchema attach = new ObjectSchema();
    attach.setTypes(Set.of("object"));
    attach.setDescription(
        "For WeChat, "
            + FieldRule.CREDENTIAL_ATTACH.charactersMax()
            + " characters at most. Another one is another credential.");
    ObjectSchema schema = new ObjectSchema();
    schema.setTypes(Set.of("object"));
    schema.setDescription("A wish for the face SDK's credential. No other fields; no null.");
    schema.addProperty("rawdata", rawdata);
    schema.addProperty("attach", attach);
    schema.setRequired(List.of("rawdata"));
    schema.setAdditionalProperties(false);
    return schema;
  }
}
