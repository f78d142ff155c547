package dev.facepay.query;

import dev.facepay.payment.Sealed;
import dev.facepay.runtime.seal.Sealer;

/** Says what it was to seal, and for whom. */
final class FakeSealer implements Sealer {

  @Override
  public Sealed seal(Purpose purpose, String boundTo, String clear) {
    return new Sealed(purpose.wire() + " of " + boundTo + ", " + clear.length() + " long");
  }

  @Override
  public String open(Purpose purpose, String boundTo, Sealed sealed) throws CannotOpen {
    throw new CannotOpen("nobody here opens", new IllegalStateException());
  }
}
