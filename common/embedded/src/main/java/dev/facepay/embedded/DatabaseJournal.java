package dev.facepay.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One database's journal: its writers in turn, each command behind its entry. */
final class DatabaseJournal implements AutoCloseable {

  /**
   * A journal that has grown by this, and by as much again as it began with, is written anew; that
   * stops the writers for as long as it takes to write all documents once.
   */
  private static final long GROWTH_BYTES = 512L << 20;

  private final ReentrantLock writing = new ReentrantLock();
  private final Journal journal;
  private final Journal.Contents contents;
  private final boolean synced;
  private long renewAtBytes = GROWTH_BYTES;

  /**
   * @param contents the commands that would make the database as it is when they are asked for
   */
  DatabaseJournal(Journal journal, Journal.Contents contents, boolean synced) {
    this.synced = synced;
    this.journal = journal;
    this.contents = contents;
  }

  /** Hands out all commands in their order, then begins anew with what came out. */
  void restore(Consumer<Document> each) throws IOException {
    journal.replay(each);
    renew();
  }

  /**
   * @param entry the command's, by {@link Journal#entry}
   */
  Document write(byte[] entry, Supplier<Document> command) throws IOException {
    writing.lock();
    try {
      if (journal.size() > renewAtBytes) {
        renew();
      }
      journal.append(entry);
      if (synced) {
        journal.sync();
      }
      return command.get();
    } finally {
      writing.unlock();
    }
  }

  void renew() throws IOException {
    journal.renew(contents);
    renewAtBytes = 2 * journal.size() + GROWTH_BYTES;
  }

  @Override
  public void close() throws IOException {
    writing.lock();
    try {
      journal.close();
    } finally {
      writing.unlock();
    }
  }
}
