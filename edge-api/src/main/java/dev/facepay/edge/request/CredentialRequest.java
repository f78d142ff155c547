package dev.facepay.edge.request;

import org.jspecify.annotations.Nullable;

/**
 * A device's wish for the face SDK's credential, with every field within its rule.
 *
 * @param rawdata what the SDK gave out: a credential, never printed
 * @param attach JSON text for WeChat, or null
 */
public record CredentialRequest(String rawdata, @Nullable String attach) {

  @Override
  public String toString() {
    return "CredentialRequest";
  }
}
