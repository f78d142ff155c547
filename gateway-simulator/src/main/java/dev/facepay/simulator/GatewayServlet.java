package dev.facepay.simulator;

import dev.facepay.simulator.Exchange.Inbound;
import dev.facepay.simulator.Exchange.Outbound;
import dev.facepay.simulator.ledger.Api;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.IntFunction;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;

/** Carries bytes between the web server and the gateway. */
final class GatewayServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  /** The longest documented message, all fields full, is below 16 kB. */
  private static final int BODY_MAX = 64 * 1024;

  private static final String SERVICE_TIME = "X-Sim-Service-Micros";
  private static final String CERTIFICATE = "jakarta.servlet.request.X509Certificate";

  private final transient Gateway gateway;
  private final transient IntFunction<GatewayPort> ports;
  private final transient GatewayServer.DomainStates states;

  GatewayServlet(
      Gateway gateway, IntFunction<GatewayPort> ports, GatewayServer.DomainStates states) {
    this.gateway = gateway;
    this.ports = ports;
    this.states = states;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    long start = System.nanoTime();
    GatewayPort port = ports.apply(request.getLocalPort());
    if (states.of(port.domain()) == GatewayServer.DomainStates.State.RESET) {
      cut(request);
      return;
    }
    Optional<Api> api = Api.at(request.getRequestURI());
    if (api.isEmpty()) {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    byte[] body = request.getInputStream().readNBytes(BODY_MAX + 1);
    if (body.length > BODY_MAX) {
      response.setStatus(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
      return;
    }
    try {
      Outbound out = gateway.handle(inbound(request, api.get(), port, body));
      if (out.cut()) {
        cut(request);
        return;
      }
      long micros = (System.nanoTime() - start) / 1000;
      response.setHeader(SERVICE_TIME, Long.toString(micros));
      response.setStatus(out.status());
      response.setContentType(out.contentType());
      byte[] answer = out.body().getBytes(StandardCharsets.UTF_8);
      response.setContentLength(answer.length);
      response.getOutputStream().write(answer);
    } catch (InterruptedException e) {
      // The server stops: to the caller that is a broken connection.
      Thread.currentThread().interrupt();
      cut(request);
    }
  }

  static void cut(HttpServletRequest request) {
    if (request.getAttribute(GatewayServer.CutValve.CUT) instanceof Runnable close) {
      close.run();
    }
  }

  private static Inbound inbound(
      HttpServletRequest request, Api api, GatewayPort port, byte[] body) {
    String text = utf8(body);
    return new Inbound(
        api,
        port,
        request.getMethod(),
        text == null ? "" : text,
        text != null,
        request.getHeader(NegativeTest.HEADER),
        port.isTls() ? owner(request) : null);
  }

  private static @Nullable String utf8(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** The merchant's number in the client certificate, which the server has verified. */
  static @Nullable String owner(HttpServletRequest request) {
    if (!(request.getAttribute(CERTIFICATE) instanceof X509Certificate[] chain)
        || chain.length == 0) {
      return null;
    }
    try {
      for (Rdn rdn : new LdapName(chain[0].getSubjectX500Principal().getName()).getRdns()) {
        if (rdn.getType().equalsIgnoreCase("CN")) {
          return rdn.getValue().toString();
        }
      }
      return null;
    } catch (InvalidNameException e) {
      return null;
    }
  }
}
