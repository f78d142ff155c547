package dev.facepay.simulator.control;

/** What was asked for does not exist. */
final class NotThere extends RuntimeException {
  private static final long serialVersionUID = 1;

  NotThere(String what) {
    super(what, null, false, false);
  }
}
