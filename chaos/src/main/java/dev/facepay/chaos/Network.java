package dev.facepay.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network on one machine without rights: each process that calls others has a loopback address of
 * its own, at which wires to the others listen on the others' ports, and a hosts file by which it
 * finds them there. So the weather between any two can differ.
 */
final class Network implements AutoCloseable {

  private static final String REAL = "127.0.0.1";

  private final Path hostsDir;
  private final Map<String, List<Integer>> servers = new LinkedHashMap<>();
  private final Map<String, String> addresses = new LinkedHashMap<>();
  private final List<Link> links = new ArrayList<>();

  Network(Path hostsDir) {
    this.hostsDir = hostsDir;
  }

  /** Somebody who serves on these ports of 127.0.0.1. */
  void serves(String name, List<Integer> ports) {
    servers.put(name, List.copyOf(ports));
  }

  /** Makes the wires from one to those others. */
  void connect(String from, List<String> others) throws IOException {
    String address = addresses.computeIfAbsent(from, _ -> "127.0.1." + (addresses.size() + 1));
    for (String to : others) {
      Link link = new Link(from, to);
      for (int port : servers.getOrDefault(to, List.of())) {
        link.add(
            new InetSocketAddress(address, port),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      }
      links.add(link);
    }
  }

  /** Where {@code from} finds {@code to}, for who reads no hosts file. */
  String address(String from) {
    return addresses.getOrDefault(from, REAL);
  }

  /** How a process finds the others; for {@code jdk.net.hosts.file}. */
  Path hostsFile(String from) throws IOException {
    StringBuilder hosts = new StringBuilder();
    for (String to : servers.keySet()) {
      boolean wired =
          links.stream().anyMatch(link -> link.from().equals(from) && link.to().equals(to));
      hosts.append(wired ? address(from) : REAL).append(' ').append(to).append('\n');
    }
    hosts.append(REAL).append(" localhost\n");
    ownName().forEach(name -> hosts.append(REAL).append(' ').append(name).append('\n'));
    Path file = Files.createDirectories(hostsDir).resolve(from);
    Files.writeString(file, hosts);
    return file;
  }

  private static List<String> ownName() {
    try {
      return List.of(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  List<Link> links() {
    return List.copyOf(links);
  }

  void clear() {
    links.forEach(link -> link.weather(Weather.CLEAR));
  }

  /** The longest that a wire may hold a call back in one direction and still pass it on. */
  static Duration slowMax() {
    return Wire.SLOW_MAX;
  }

  @Override
  public void close() throws IOException {
    for (Link link : links) {
      link.close();
    }
  }
}
