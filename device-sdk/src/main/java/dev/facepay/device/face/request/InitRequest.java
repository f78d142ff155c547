package dev.facepay.device.face.request;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code initWxpayface}: everything is optional.
 *
 * @param ip the proxy's address or domain
 * @param port the proxy's port, digits
 * @param user the proxy's user
 * @param passwd the proxy's password
 * @param proxyType since 2.12
 * @param tcpPort the proxy's port for TCP where it differs, digits; since 2.12
 * @param performMode since 2.13
 */
public record InitRequest(
    @Nullable String ip,
    @Nullable String port,
    @Nullable String user,
    @Nullable String passwd,
    @Nullable ProxyType proxyType,
    @Nullable String tcpPort,
    @Nullable PerformMode performMode) {

  private static final SdkVersion PROXY_TYPES = new SdkVersion(2, 12);
  private static final SdkVersion PERFORM_MODES = new SdkVersion(2, 13);

  /** {@code proxy_type}. */
  public enum ProxyType {
    NONE(0),
    HTTP_TUNNEL(1),
    SOCKS5(2),
    HTTP(3);

    private final int wire;

    ProxyType(int wire) {
      this.wire = wire;
    }
  }

  /** {@code perform_mode}; how much of the machine the SDK may use. */
  public enum PerformMode {
    /** WeChat's own spelling. */
    NORMAL_PRFORM,
    LOW_PERFORM
  }

  public InitRequest {
    Fields.digits("port", port);
    Fields.digits("tcp_port", tcpPort);
  }

  /** No proxy, the SDK's own ways. */
  public static InitRequest plain() {
    return new InitRequest(null, null, null, null, null, null, null);
  }

  /** A proxy that every version knows. */
  public static InitRequest through(String ip, String port) {
    return new InitRequest(ip, port, null, null, null, null, null);
  }

  public InitRequest withUser(String newUser, String newPasswd) {
    return new InitRequest(ip, port, newUser, newPasswd, proxyType, tcpPort, performMode);
  }

  public InitRequest withProxyType(ProxyType type) {
    return new InitRequest(ip, port, user, passwd, type, tcpPort, performMode);
  }

  public InitRequest withTcpPort(String digits) {
    return new InitRequest(ip, port, user, passwd, proxyType, digits, performMode);
  }

  public InitRequest withPerformMode(PerformMode mode) {
    return new InitRequest(ip, port, user, passwd, proxyType, tcpPort, mode);
  }

  /** The version that the fields need; empty if all do. */
  public Optional<SdkVersion> since() {
    if (performMode != null) {
      return Optional.of(PERFORM_MODES);
    }
    return proxyType != null || tcpPort != null ? Optional.of(PROXY_TYPES) : Optional.empty();
  }

  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    Fields.put(map, "ip", ip);
    Fields.put(map, "port", port);
    Fields.put(map, "user", user);
    Fields.put(map, "passwd", passwd);
    Fields.put(map, "proxy_type", proxyType == null ? null : (Integer) proxyType.wire);
    Fields.put(map, "tcp_port", tcpPort);
    Fields.put(map, "perform_mode", performMode == null ? null : performMode.name());
    return map;
  }

  /** Without the proxy's password. */
  @Override
  public String toString() {
    return "InitRequest[" + (ip == null ? "no proxy" : "proxy") + "]";
  }
}
