package dev.facepay.standalone.storage;

import dev.facepay.standalone.command.Output;

/** One line that is written anew a few times a second, for a person who waits. */
public final class Rewritten implements Progress {

  private static final long EVERY_NANOS = 200_000_000;

  private final Output out;
  private long last = System.nanoTime();

  public Rewritten(Output out) {
    this.out = out;
  }

  @Override
  public void done(String what, long count) {
    long now = System.nanoTime();
    if (now - last >= EVERY_NANOS) {
      last = now;
      out.transientLine("%,d %s".formatted(count, what));
    }
  }
}
