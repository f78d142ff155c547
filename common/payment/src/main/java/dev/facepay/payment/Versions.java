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
    };
  }
}
