package dev.facepay.wechat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The address of this machine that a pay call names ({@code spbill_create_ip}, spec section 5: that
 * of the machine that calls the API).
 */
public final class CallerAddress {

  /** What stands in a setting in place of an address: find it. */
  public static final String AUTO = "auto";

  /**
   * Addresses of documentation (RFC 5737, RFC 3849): nothing is ever sent there, the system only
   * says by which of its own addresses it would.
   */
  private static final List<String> ANYWHERE = List.of("192.0.2.1", "2001:db8::1");

  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

  private CallerAddress() {}

  /** That of the way out of this machine, IPv4 where there is one; empty if there is no way. */
  public static Optional<String> found() {
    return ANYWHERE.stream()
        .flatMap(address -> towards(address).stream())
        .map(InetAddress::getHostAddress)
        .findFirst();
  }

  /**
   * What a pay call to these domains shall say.
   *
   * @param given an address, or {@link #AUTO}
   * @throws IllegalArgumentException if a gateway elsewhere would be told a loopback address or an
   *     IPv4 address written as IPv6, or if none was given and none is found
   */
  static String of(String given, Iterable<URI> domains, Optional<String> found) {
    boolean here = true;
    for (URI domain : domains) {
      here &= HERE.contains(domain.getHost());
    }
    if (given.equals(AUTO)) {
      return found
          .or(() -> Optional.of("127.0.0.1"))
          .filter(isOurs(here))
          .orElseThrow(() -> new IllegalArgumentException("this machine has no address; give it"));
    }
    if (!isOurs(here).test(given)) {
      throw new IllegalArgumentException(
          "must be this machine's address, neither loopback nor an IPv4 address as IPv6");
    }
    return given;
  }

  /**
   * The same for a gateway's settings.
   *
   * @param setting begins the error's text
   */
  public static String of(String setting, String given, GatewaySettings gateway) {
    try {
      return of(given, gateway.baseUrls(), found());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(setting + ": " + e.getMessage(), e);
    }
  }

  private static Predicate<String> isOurs(boolean here) {
    return address -> here || !isLoopbackOrMapped(address);
  }

  private static boolean isLoopbackOrMapped(String address) {
    InetAddress read = InetAddress.ofLiteral(address);
    // Java reads a mapped address as the IPv4 address that it is.
    boolean mapped = address.contains(":") && !(read instanceof Inet6Address);
    return mapped || read.isLoopbackAddress() || read.isAnyLocalAddress();
  }

  private static Optional<InetAddress> towards(String anywhere) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral(anywhere), 443));
      return Optional.of(socket.getLocalAddress())
          .filter(own -> !own.isAnyLocalAddress() && !own.isLoopbackAddress());
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }
}
