package dev.facepay.simulator;

/** The four ways in: two domains, each plain and with TLS. */
enum GatewayPort {
  A("a", 'a', false),
  B("b", 'b', false),
  TLS_A("tls-a", 'a', true),
  TLS_B("tls-b", 'b', true);

  private final String label;
  private final char domain;
  private final boolean tls;

  GatewayPort(String label, char domain, boolean tls) {
    this.label = label;
    this.domain = domain;
    this.tls = tls;
  }

  /** Name in the journal. */
  String label() {
    return label;
  }

  /** a or b. */
  char domain() {
    return domain;
  }

  boolean isTls() {
    return tls;
  }
}
