package dev.facepay.runtime.health;

/**
 * Up from the first time on that another check is: whether a service takes part yet, not whether
 * all is well now. For readiness: a stage that has not joined its group must not count as started,
 * and one whose broker goes away later is no better for being taken out of the line.
 */
public final class Begun implements Check {

  private final Check check;
  private volatile boolean begun;

  public Begun(Check check) {
    this.check = check;
  }

  @Override
  public Result check() {
    if (begun) {
      return Result.UP;
    }
    Result now = check.check();
    begun = now.up();
    return now;
  }
}
