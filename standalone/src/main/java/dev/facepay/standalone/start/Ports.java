package dev.facepay.standalone.start;

import dev.facepay.embedded.LocalPorts;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Where each part listens: one number to choose, the others follow it, so that bookmarks and
 * dashboards stay right across restarts.
 */
public record Ports(
    int edge,
    int pay,
    int query,
    int reverse,
    int simulatorControl,
    int gatewayA,
    int gatewayB,
    int secureGatewayA,
    int secureGatewayB,
    int broker,
    int edgeManagement,
    int database,
    int auth,
    int console,
    int report,
    int refund,
    int reconcile,
    int authManagement,
    int consoleManagement) {

  /** How many ports a system takes. */
  public static final int COUNT = 19;

  /**
   * @throws CannotRun if that can be no first port
   */
  public static void require(int base) {
    if (base < 0 || base > 65535 - COUNT) {
      throw new CannotRun(
          ExitCode.USAGE,
          "--port " + base + " is out of range",
          "choose 0 (any) to " + (65535 - COUNT));
    }
  }

  /**
   * @param base the first port; 0: any free ones
   * @throws CannotRun if one is in use
   */
  public static Ports from(int base) {
    if (base == 0) {
      return of(LocalPorts.free(COUNT));
    }
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < COUNT; i++) {
        held.add(bind(base + i, base));
      }
      return of(held.stream().map(ServerSocket::getLocalPort).toList());
    } finally {
      held.forEach(Ports::close);
    }
  }

  private static Ports of(List<Integer> p) {
    return new Ports(
        p.get(0), p.get(1), p.get(2), p.get(3), p.get(4), p.get(5), p.get(6), p.get(7), p.get(8),
        p.get(9), p.get(10), p.get(11), p.get(12), p.get(13), p.get(14), p.get(15), p.get(16),
        p.get(17), p.get(18));
  }

  private static ServerSocket bind(int port, int base) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(port));
      return socket;
    } catch (IOException e) {
      String fix =
          port == base
              ? "stop the other program or choose another --port"
              : "ports %d to %d are needed, choose others with --port"
                  .formatted(base, base + COUNT - 1);
      throw new CannotRun(ExitCode.PORT_BUSY, "port " + port + " is in use", fix, e);
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It held a number for a moment and nothing else.
    }
  }
}
