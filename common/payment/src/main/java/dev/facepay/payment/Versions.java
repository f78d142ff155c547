package dev.facepay.payment;

/** Which version a stage's decision has: the hand-over is a line. */
final class Versions {

  private Versions() {}

  static int of(Stage by) {
    return switch (by) {
      case EDGE -> 1;
      case PAY -> 2;
      case QUERY -> 3;
      case REVERSE -> 4;
      case PERSON -> 5;
      // Settles no payment: the check below lets it say none.
      case REFUND -> 0;
    };
  }

  /**
   * What a fact's version is: that of the stage, or what the fact says itself where a newer release
   * has a stage that this one does not know.
   */
  static int read(Coded<Stage> by, FieldReader in) {
    return by instanceof Stage known ? of(known) : in.number("version");
  }

  static void check(Coded<Stage> by, int version) {
    if (version < 1 || (by instanceof Stage known && of(known) != version)) {
      throw new IllegalArgumentException(
          "version " + version + " is not one that " + by.wire() + " says");
    }
  }
}
