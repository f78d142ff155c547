package dev.facepay.runtime.fill;

/**
 * How much of a place is taken.
 *
 * @param usedBytes what nobody can write to any more, 0 to {@code totalBytes}
 * @param totalBytes above 0
 */
public record Usage(long usedBytes, long totalBytes) {

  public Usage {
    if (totalBytes <= 0 || usedBytes < 0 || usedBytes > totalBytes) {
      throw new IllegalArgumentException(usedBytes + " of " + totalBytes + " bytes");
    }
  }

  /** 0 to 1. */
  public double ratio() {
    return (double) usedBytes / totalBytes;
  }
}
