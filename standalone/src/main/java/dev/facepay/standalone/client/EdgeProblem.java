package dev.facepay.standalone.client;

/** The edge did not take a request; the message says why and what to do. */
public final class EdgeProblem extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;
  private final boolean retryable;

  EdgeProblem(int status, String code, boolean retryable, String message) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryable = retryable;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  /** Whether the same request, unchanged, can succeed later. */
  public boolean retryable() {
    return retryable;
  }
}
