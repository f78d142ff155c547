package dev.facepay.embedded;

import dev.facepay.embedded.EmbeddedBroker.BrokerNotStarted;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports of this machine, below those that the system gives to outgoing connections (from
 * 32,768 on Linux): else a connection could take a port between the choice of it and the listening
 * on it, or while its process is down for a moment. No port is given twice in one process, and each
 * process begins at another place.
 */
public final class LocalPorts {

  static final String HOST = "127.0.0.1";

  private static final int FIRST = 20_000;
  private static final int LAST = 32_000;

  private static int next = ThreadLocalRandom.current().nextInt(FIRST, LAST);

  private LocalPorts() {}

  /**
   * That many different ports.
   *
   * @throws IllegalStateException if a whole round finds too few
   */
  public static synchronized List<Integer> free(int count) {
    List<Integer> found = new ArrayList<>();
    for (int tried = FIRST; tried <= LAST; tried++) {
      if (found.size() == count) {
        return found;
      }
      next = next == LAST ? FIRST : next + 1;
      if (isFree(next)) {
        found.add(next);
      }
    }
    throw new IllegalStateException("no %d free ports from %d to %d".formatted(count, FIRST, LAST));
  }

  private static boolean isFree(int port) {
    try (ServerSocket anywhere = new ServerSocket(port)) {
      return anywhere.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** The port itself if nobody listens there, or a free one for 0. */
  static int freeOr(int port) {
    if (port == 0) {
      return free(1).getFirst();
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return port;
    } catch (IOException e) {
      throw new BrokerNotStarted(
          "port %d is not free for the Kafka broker: %s".formatted(port, e.getMessage()), e);
    }
  }
}
