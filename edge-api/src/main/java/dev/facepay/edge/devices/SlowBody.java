package dev.facepay.edge.devices;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * The body of a device that has no key yet. The socket's own time-out begins anew with each byte,
 * so that a body that drips would hold its place for hours; this one has a deadline for the whole.
 */
final class SlowBody {

  private SlowBody() {}

  /**
   * What has come within the time, give or take one time-out of the socket: what is missing then
   * makes it no JSON.
   *
   * @param bytesMax the most that is read: one byte too many is no JSON any more
   * @param nanos a clock, as {@link System#nanoTime}
   */
  static byte[] read(InputStream in, int bytesMax, Duration within, LongSupplier nanos)
      throws IOException {
    long begin = nanos.getAsLong();
    byte[] body = new byte[bytesMax];
    int read = 0;
    int more = 0;
    while (more >= 0 && read < bytesMax && nanos.getAsLong() - begin < within.toNanos()) {
      more = in.read(body, read, bytesMax - read);
      read += Math.max(0, more);
    }
    return Arrays.copyOf(body, read);
  }
}
