package dev.facepay.simulation;

import dev.facepay.payment.Sealed;
import dev.facepay.runtime.seal.Sealer;
import java.util.HashMap;
import java.util.Map;

/** Payment codes and their locks: a lock that only its payment opens, without cryptography. */
final class Codes implements Sealer {

  private final Map<String, Long> madeAt = new HashMap<>();
  private long next;

  /** A face, or a phone, makes a code. */
  String make(long now) {
    String code = "13%016d".formatted(++next);
    madeAt.put(code, now);
    return code;
  }

  long madeAt(String code) {
    return madeAt.getOrDefault(code, 0L);
  }

  @Override
  public Sealed seal(Purpose purpose, String boundTo, String clear) {
    return new Sealed(purpose + "|" + boundTo + "|" + clear + "|" + ++next);
  }

  @Override
  public String open(Purpose purpose, String boundTo, Sealed sealed) throws CannotOpen {
    String[] parts = sealed.text().split("\\|", 4);
    if (!parts[0].equals(purpose.toString()) || !parts[1].equals(boundTo)) {
      throw new CannotOpen("another lock", new IllegalStateException());
    }
    return parts[2];
  }
}
