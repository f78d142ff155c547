package dev.facepay.simulation;

/** Ends a thread whose process is dead; no code of a service may catch it. */
final class Crash extends Error {

  private static final long serialVersionUID = 1;

  Crash() {
    super("the process is dead", null, false, false);
  }
}
