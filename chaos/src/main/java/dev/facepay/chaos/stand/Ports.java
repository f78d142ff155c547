package dev.facepay.chaos.stand;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Free ports below those that the system gives to outgoing connections: else one of these could
 * take the port of a process that is down for a moment.
 */
final class Ports {

  private static final int FIRST = 20_000;
  private static final int LAST = 32_000;

  private int next = FIRST + (int) (ProcessHandle.current().pid() * 97 % (LAST - FIRST - 1_000));

  List<Integer> take(int count) {
    List<Integer> taken = new ArrayList<>();
    while (taken.size() < count) {
      if (next > LAST) {
        throw new IllegalStateException("no free ports from " + FIRST + " to " + LAST);
      }
      if (free(next)) {
        taken.add(next);
      }
      next++;
    }
    return taken;
  }

  private static boolean free(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
