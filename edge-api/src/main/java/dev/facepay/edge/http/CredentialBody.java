package dev.facepay.edge.http;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A credential as its device gets it. */
public record CredentialBody(
    String authinfo, @JsonProperty("expires_in") long expiresIn, boolean cached) {

  @Override
  public String toString() {
    return "CredentialBody";
  }
}
