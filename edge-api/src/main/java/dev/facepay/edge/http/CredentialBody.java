package dev.facepay.edge.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;

/** A credential as its device gets it. */
@Schema(name = "Credential", description = "What the face SDK's calls want as `authinfo`.")
public record CredentialBody(
    @Schema(requiredMode = RequiredMode.REQUIRED) String authinfo,
    @JsonProperty("expires_in")
        @Schema(
            description = "Whole seconds from now on; renew shortly before.",
            example = "3599",
            requiredMode = RequiredMode.REQUIRED)
        long expiresIn,
    @Schema(
            description = "Whether WeChat had been asked for it before.",
            requiredMode = RequiredMode.REQUIRED)
        boolean cached) {

  @Override
  public String toString() {
    return "CredentialBody";
  }
}
