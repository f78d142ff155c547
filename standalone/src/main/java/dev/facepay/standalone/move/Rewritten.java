package dev.facepay.standalone.move;

import dev.facepay.standalone.terminal.Terminal;

/** One line that is written anew a few times a second, for a person who waits. */
public final class Rewritten implements Progress {

  private static final long EVERY_NANOS = 200_000_000;

  private final Terminal terminal;
  private long last = System.nanoTime();

  public Rewritten(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void done(String what, long count) {
    long now = System.nanoTime();
    if (now - last >= EVERY_NANOS) {
      last = now;
      terminal.transientLine("%,d %s".formatted(count, what));
    }
  }
}
