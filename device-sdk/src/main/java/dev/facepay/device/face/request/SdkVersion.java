package dev.facepay.device.face.request;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of the face SDK, as far as it decides what the SDK can do: 2.13.288 is 2.13.
 *
 * @param major 0 or more
 * @param minor 0 or more; 2.9 is older than 2.12
 */
public record SdkVersion(int major, int minor) implements Comparable<SdkVersion> {

  private static final Pattern SHAPE =
      Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})(?:\\.[0-9A-Za-z.\\-]{1,40})?");

  public SdkVersion {
    if (major < 0 || minor < 0) {
      throw new IllegalArgumentException("a version has no negative numbers");
    }
  }

  /**
   * @param text like 2.13 or 2.13.288
   * @throws IllegalArgumentException for anything else
   */
  public static SdkVersion parse(String text) {
    Matcher m = SHAPE.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException("not a version of the face SDK: " + text);
    }
    return new SdkVersion(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)));
  }

  public boolean isAtLeast(SdkVersion other) {
    return compareTo(other) >= 0;
  }

  @Override
  public int compareTo(SdkVersion other) {
    int byMajor = Integer.compare(major, other.major);
    return byMajor != 0 ? byMajor : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
