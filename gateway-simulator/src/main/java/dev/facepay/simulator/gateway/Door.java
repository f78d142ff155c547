package dev.facepay.simulator.gateway;

/** The four ways in: two domains, each plain and with TLS. */
public enum Door {
  A("a", 'a', false),
  B("b", 'b', false),
  TLS_A("tls-a", 'a', true),
  TLS_B("tls-b", 'b', true);

  private final String label;
  private final char domain;
  private final boolean tls;

  Door(String label, char domain, boolean tls) {
    this.label = label;
    this.domain = domain;
    this.tls = tls;
  }

  /** Name in the journal. */
  public String label() {
    return label;
  }

  /** a or b. */
  public char domain() {
    return domain;
  }

  public boolean isTls() {
    return tls;
  }
}
