package dev.facepay.device.edge;

/**
 * What the face SDK is opened with.
 *
 * @param authinfo the credential itself
 * @param expiresIn seconds from the answer, greater than 0
 * @param cached whether the edge had it already
 */
public record Credential(String authinfo, long expiresIn, boolean cached) {

  @Override
  public String toString() {
    return "Credential[" + expiresIn + " s]";
  }
}
