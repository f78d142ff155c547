package dev.facepay.simulator.door;

/** Whether each of the two domains can be reached. */
public final class DoorStates {
  private volatile State a = State.UP;
  private volatile State b = State.UP;

  /** How a domain meets those who call it. */
  public enum State {
    UP,
    /** Connections are refused. */
    DOWN,
    /** Connections are taken and closed without an answer. */
    RESET
  }

  /** The state of domain a or b. */
  public State of(char domain) {
    return domain == 'a' ? a : b;
  }

  void set(char domain, State state) {
    if (domain == 'a') {
      a = state;
    } else {
      b = state;
    }
  }
}
