package dev.facepay.standalone.start;

/** Something of the system that starts, stops and starts again. */
public interface Part {

  /** Returns when it serves; starting what runs does nothing. */
  void start();

  /** Finishes what is in hand, then stops; stopping what is stopped does nothing. */
  void stop();

  boolean running();
}
