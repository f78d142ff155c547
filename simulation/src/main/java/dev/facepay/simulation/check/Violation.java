package dev.facepay.simulation.check;

/** An invariant does not hold. */
public final class Violation extends AssertionError {

  private static final long serialVersionUID = 1;

  private final String invariant;

  Violation(String invariant, String what) {
    super(invariant + ": " + what);
    this.invariant = invariant;
  }

  public String invariant() {
    return invariant;
  }
}
