package dev.facepay.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Which local ports are free right now. */
final class Ports {

  static final String HOST = "127.0.0.1";

  private Ports() {}

  /** The port itself, or a free one for 0. */
  static int freeOr(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new BrokerNotStarted(
          "port %d is not free for the Kafka broker: %s".formatted(port, e.getMessage()), e);
    }
  }
}
