package dev.facepay.payment;

/**
 * A credential under lock: only who holds the key ring can open it, and only for the payment or
 * device that it was sealed for. Its text is safe in a topic, and still not printed.
 */
public record Sealed(String text) {

  public Sealed {
    if (text.isEmpty() || text.length() > 16_384) {
      throw new IllegalArgumentException("a sealed text has 1 to 16384 characters");
    }
  }

  @Override
  public String toString() {
    return "Sealed";
  }
}
