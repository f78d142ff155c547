package dev.facepay.simulator;

import dev.facepay.simulator.merchant.DataDirectory;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;

/**
 * The gateway's own web server: four connectors, one servlet, no filter, a virtual thread a call.
 * Apart from the control API's server, so that nothing meant for people slows the calls.
 */
final class GatewayServer implements AutoCloseable {
  private final Tomcat tomcat = new Tomcat();
  private final Map<GatewayPort, Connector> connectors = new EnumMap<>(GatewayPort.class);
  private final Map<Integer, GatewayPort> byPort = new ConcurrentHashMap<>();
  private final DomainStates states = new DomainStates();
  private final SimulatorSettings settings;
  private final DataDirectory data;

  private GatewayServer(SimulatorSettings settings, DataDirectory data) {
    this.settings = settings;
    this.data = data;
  }

  /**
   * Opens the four ports.
   *
   * @throws IOException when a port is taken or a key store cannot be read
   */
  static GatewayServer start(
      SimulatorSettings settings, DataDirectory data, Gateway gateway, BillServlet bills)
      throws IOException, GeneralSecurityException {
    GatewayServer server = new GatewayServer(settings, data);
    try {
      server.open(gateway, bills);
    } catch (LifecycleException | RuntimeException | IOException e) {
      server.close();
      throw new IOException("the gateway's ports cannot be opened: " + e.getMessage(), e);
    }
    return server;
  }

  private void open(Gateway gateway, BillServlet bills)
      throws LifecycleException, IOException, GeneralSecurityException {
    tomcat.setBaseDir(data.scratch().toAbsolutePath().toString());
    tomcat.getEngine().setName("gateway-" + System.identityHashCode(this));
    tomcat.getEngine().getPipeline().addValve(new CutValve());
    Context context = tomcat.addContext("", null);
    context.setParentClassLoader(GatewayServer.class.getClassLoader());
    Tomcat.addServlet(context, "gateway", new GatewayServlet(gateway, this::gatewayPort, states))
        .addMapping("/*");
    Wrapper wrapper = Tomcat.addServlet(context, "bills", bills);
    wrapper.addMapping(BillServlet.TRADES);
    wrapper.addMapping(BillServlet.FUNDS);
    connect(GatewayPort.A, settings.portA());
    connect(GatewayPort.B, settings.portB());
    connect(GatewayPort.TLS_A, settings.tlsPortA());
    connect(GatewayPort.TLS_B, settings.tlsPortB());
    tomcat.start();
    for (Map.Entry<GatewayPort, Connector> each : connectors.entrySet()) {
      Connector connector = each.getValue();
      if (connector.getLocalPort() <= 0) {
        throw new IOException("port " + connector.getPort() + " is not free");
      }
      // From now on fixed, so that a domain that was down comes up where it was.
      connector.setPort(connector.getLocalPort());
      byPort.put(connector.getPort(), each.getKey());
    }
  }

  private void connect(GatewayPort gatewayPort, int port)
      throws IOException, GeneralSecurityException {
    Connector connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
    connector.setPort(port);
    connector.setThrowOnFailure(true);
    connector.setXpoweredBy(false);
    connector.setProperty("address", settings.address());
    connector.setProperty("bindOnInit", "false");
    connector.setProperty("maxKeepAliveRequests", "-1");
    connector.setProperty("keepAliveTimeout", "300000");
    connector.setProperty("connectionTimeout", "60000");
    connector.setProperty("acceptCount", "1024");
    connector.setProperty("maxConnections", Integer.toString(settings.connectionsMax()));
    if (gatewayPort.isTls()) {
      secure(connector);
    }
    if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
      protocol.setExecutor(new VirtualThreadExecutor("gateway-" + gatewayPort.label() + "-"));
    }
    tomcat.getService().addConnector(connector);
    connectors.put(gatewayPort, connector);
  }

  private void secure(Connector connector) throws IOException, GeneralSecurityException {
    SSLHostConfig config = new SSLHostConfig();
    // Wanted, not required: only the reversal needs one, and says so itself.
    config.setCertificateVerification("optional");
    config.setTrustStore(trusted());
    config.setProtocols("TLSv1.2+TLSv1.3");
    SSLHostConfigCertificate certificate =
        new SSLHostConfigCertificate(config, SSLHostConfigCertificate.Type.UNDEFINED);
    certificate.setCertificateKeystoreFile(data.serverKeyStore().toAbsolutePath().toString());
    certificate.setCertificateKeystorePassword(data.tlsPassword());
    certificate.setCertificateKeystoreType("PKCS12");
    config.addCertificate(certificate);
    connector.setScheme("https");
    connector.setSecure(true);
    connector.setProperty("SSLEnabled", "true");
    connector.addSslHostConfig(config);
  }

  private KeyStore trusted() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(data.caCertificate())) {
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    return store;
  }

  private GatewayPort gatewayPort(int port) {
    return Objects.requireNonNull(byPort.get(port));
  }

  /** Where the gateway listens. */
  Ports ports() {
    return new Ports(
        port(GatewayPort.A), port(GatewayPort.B), port(GatewayPort.TLS_A), port(GatewayPort.TLS_B));
  }

  private int port(GatewayPort gatewayPort) {
    return Objects.requireNonNull(connectors.get(gatewayPort)).getPort();
  }

  /** The state of domain a or b. */
  DomainStates.State state(char domain) {
    return states.of(domain);
  }

  /**
   * Opens, closes or breaks a domain, plain and TLS alike.
   *
   * @throws LifecycleException when a port was taken meanwhile
   */
  synchronized void set(char domain, DomainStates.State state) throws LifecycleException {
    states.set(domain, state);
    for (Map.Entry<GatewayPort, Connector> each : connectors.entrySet()) {
      Connector connector = each.getValue();
      if (each.getKey().domain() == domain) {
        if (state == DomainStates.State.DOWN && connector.getState().isAvailable()) {
          connector.stop();
        } else if (state != DomainStates.State.DOWN && !connector.getState().isAvailable()) {
          connector.start();
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IOException("the gateway's ports cannot be closed", e);
    }
  }

  /** The ports that the gateway really listens on. */
  record Ports(int plainA, int plainB, int tlsA, int tlsB) {
    /** Plain HTTP of domain a. */
    String baseUrlA() {
      return "http://localhost:" + plainA;
    }

    /** Plain HTTP of domain b. */
    String baseUrlB() {
      return "http://localhost:" + plainB;
    }

    /** TLS of domain a. */
    String tlsBaseUrlA() {
      return "https://localhost:" + tlsA;
    }

    /** TLS of domain b. */
    String tlsBaseUrlB() {
      return "https://localhost:" + tlsB;
    }
  }

  /** Whether each of the two domains can be reached. */
  static final class DomainStates {
    private volatile State a = State.UP;
    private volatile State b = State.UP;

    /** How a domain meets those who call it. */
    enum State {
      UP,
      /** Connections are refused. */
      DOWN,
      /** Connections are taken and closed without an answer. */
      RESET
    }

    /** The state of domain a or b. */
    State of(char domain) {
      return domain == 'a' ? a : b;
    }

    void set(char domain, State state) {
      if (domain == 'a') {
        a = state;
      } else {
        b = state;
      }
    }
  }

  /** Lets a servlet close its connection without an answer, which the servlet API cannot. */
  static final class CutValve extends ValveBase {
    /** Request attribute with a {@link Runnable} that closes the connection. */
    static final String CUT = CutValve.class.getName();

    CutValve() {
      super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      Runnable cut = () -> response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
      request.setAttribute(CUT, cut);
      getNext().invoke(request, response);
    }
  }
}
