package dev.facepay.embedded;

/** The broker could not be started; the message is one line that a person can act on. */
public final class BrokerNotStarted extends RuntimeException {

  private static final long serialVersionUID = 1;

  BrokerNotStarted(String message, Throwable cause) {
    super(message, cause);
  }
}
