package dev.facepay.simulator;

/** The ports that the gateway really listens on. */
public record SimulatorPorts(int plainA, int plainB, int tlsA, int tlsB) {
  /** Plain HTTP of domain a. */
  public String baseUrlA() {
    return "http://localhost:" + plainA;
  }

  /** Plain HTTP of domain b. */
  public String baseUrlB() {
    return "http://localhost:" + plainB;
  }

  /** TLS of domain a. */
  public String tlsBaseUrlA() {
    return "https://localhost:" + tlsA;
  }

  /** TLS of domain b. */
  public String tlsBaseUrlB() {
    return "https://localhost:" + tlsB;
  }
}
