package dev.facepay.runtime.seal;

import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.Sealed;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Locks credentials for one purpose; bound to the payment (or device) that they belong to. */
public interface Sealer {

  /**
   * @param ring may lack purposes that this service has no business with
   */
  static Sealer of(KeyRing ring) {
    return new TinkSealer(ring);
  }

  /**
   * @param keys where keysets may be; nothing is sealed for a purpose that has none there
   */
  static Sealer ofWhatIsIn(Path keys) {
    return new TinkSealer(KeyRing.perhapsIn(keys));
  }

  /** With a key of its own that ends with this process: another one can't open what it sealed. */
  static Sealer ofThisProcess(Purpose purpose) {
    return new TinkSealer(purpose, KeyRing.newKey());
  }

  /** Whether it can seal for that purpose. */
  default boolean holds(Purpose purpose) {
    return true;
  }

  /** The buyer, for who has the key; empty if nobody here has it. No payment depends on it. */
  default Optional<Sealed> sealOpenid(PaymentFact fact, String openid) {
    try {
      return holds(Purpose.OPENID)
          ? Optional.of(seal(Purpose.OPENID, fact.payment().id().toString(), openid))
          : Optional.empty();
    } catch (IllegalStateException | CompletionException e) {
      return Optional.empty();
    }
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
    FACE_CREDENTIAL("face-credential"),
    OPENID("openid"),
    /** What a browser keeps of an operator who has logged in. */
    OPERATOR_SESSION("operator-session");

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
