package dev.facepay.runtime.seal;

import dev.facepay.payment.Sealed;

/** Locks credentials for one purpose; bound to the payment (or device) that they belong to. */
public interface Sealer {

  /**
   * @param ring may lack purposes that this service has no business with
   */
  static Sealer of(KeyRing ring) {
    return new TinkSealer(ring);
  }

  Sealed seal(Purpose purpose, String boundTo, String clear);

  /**
   * @throws CannotOpen if it was sealed for another purpose or owner, altered, or by a key that the
   *     ring does not hold
   */
  String open(Purpose purpose, String boundTo, Sealed sealed) throws CannotOpen;

  /** Separate keys: who may open payment codes cannot open face credentials. */
  enum Purpose {
    AUTH_CODE("auth-code"),
    FACE_CREDENTIAL("face-credential");

    private final String wire;

    Purpose(String wire) {
      this.wire = wire;
    }

    public String wire() {
      return wire;
    }
  }

  /** The sealed text can't be opened with this ring. */
  final class CannotOpen extends Exception {

    private static final long serialVersionUID = 1;

    public CannotOpen(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
