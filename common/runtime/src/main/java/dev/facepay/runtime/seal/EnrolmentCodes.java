package dev.facepay.runtime.seal;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One-time codes that a person reads aloud or types into a device: ten characters without those
 * that are taken for each other (I, O, 0, 1), shown as {@code ABCDE-FGHJK}. That is 50 bits: at a
 * thousand guesses a second for a quarter of an hour, one in a billion.
 */
public final class EnrolmentCodes {

  private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  private static final int CHARACTERS = 10;
  private static final Pattern NORMAL = Pattern.compile("[" + ALPHABET + "]{" + CHARACTERS + "}");

  /** Longer ones are no code with a few blanks, and are not looked at. */
  private static final int TYPED_CHARACTERS_MAX = 32;

  private final Fingerprints fingerprints;
  private final SecureRandom random = new SecureRandom();

  public EnrolmentCodes(Fingerprints fingerprints) {
    this.fingerprints = fingerprints;
  }

  /** A new code as a person sees it. */
  public String fresh() {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < CHARACTERS; i++) {
      code.append(i == CHARACTERS / 2 ? "-" : "");
      code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return code.toString();
  }

  /**
   * What stands for the code everywhere but on the screen and in the device.
   *
   * @param typed as a person types it: small letters, blanks and dashes do not matter
   * @return empty if that can't be a code
   */
  public Optional<String> hash(String typed) {
    if (typed.length() > TYPED_CHARACTERS_MAX) {
      return Optional.empty();
    }
    String normal = typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    return NORMAL.matcher(normal).matches()
        ? Optional.of(fingerprints.ofEnrolmentCode(normal))
        : Optional.empty();
  }
}
