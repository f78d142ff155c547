package dev.facepay.edge.credentials;

import dev.facepay.http.RequestBody;
import dev.facepay.http.RequestBody.Read;
import dev.facepay.payment.FieldRule;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A device's request for the face SDK's credential, with every field within its rule.
 *
 * @param rawdata what the SDK gave out: a credential, never printed
 * @param attach JSON text for WeChat, or null
 */
public record CredentialRequest(String rawdata, @Nullable String attach) {

  public static Read<CredentialRequest> read(byte[] json) {
    return RequestBody.read(json, List.of("rawdata"), Set.of("attach"), CredentialRequest::of);
  }

  private static @Nullable CredentialRequest of(RequestBody in) {
    String rawdata = in.text("rawdata", FieldRule.RAWDATA);
    String attach = in.object("attach", FieldRule.CREDENTIAL_ATTACH);
    return rawdata == null ? null : new CredentialRequest(rawdata, attach);
  }

  @Override
  public String toString() {
    return "CredentialRequest";
  }
}
