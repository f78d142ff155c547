package dev.facepay.standalone.storage;

import dev.facepay.standalone.command.Output;

/** Is told what has been done, after each record and each page of documents. */
@FunctionalInterface
interface Progress {

  Progress SILENT = (what, count) -> {};

  /**
   * @param what records of which partition, documents of which collection
   * @param count how many of them are done
   */
  void done(String what, long count);

  /** One line that is written anew a few times a second, for a person who waits. */
  static Progress on(Output out) {
    long everyNanos = 200_000_000;
    long[] last = {System.nanoTime()};
    return (what, count) -> {
      long now = System.nanoTime();
      if (now - last[0] >= everyNanos) {
        last[0] = now;
        out.transientLine("%,d %s".formatted(count, what));
      }
    };
  }
}
