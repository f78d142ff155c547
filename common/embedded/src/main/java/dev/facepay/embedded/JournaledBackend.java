package dev.facepay.embedded;

import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Documents in memory, and every command that may change them in a journal first: what a reader can
 * see or a writer was told is in the journal. A start runs the journal's commands again, in their
 * order, and begins a new one with what came out.
 */
final class JournaledBackend extends IndexedBackend {

  /** Commands that change nothing; any other is journaled, known or not. */
  private static final Set<String> READS =
      Set.of(
          "aggregate",
          "buildinfo",
          "collstats",
          "connectionstatus",
          "count",
          "dbstats",
          "distinct",
          "endsessions",
          "explain",
          "find",
          "getcmdlineopts",
          "getlog",
          "getmore",
          "getparameter",
          "hello",
          "hostinfo",
          "ismaster",
          "killcursors",
          "listcollections",
          "listdatabases",
          "listindexes",
          "ping",
          "serverstatus",
          "whatsmyuri");

  private static final String DATABASE = "$db";

  /**
   * A journal that has grown by this, and by as much again as it began with, is written anew; that
   * stops the writers for as long as it takes to write all documents once.
   */
  private static final long GROWTH_BYTES = 512L << 20;

  private final ReentrantLock writing = new ReentrantLock();
  private final Channel nobody = new EmbeddedChannel();
  private final Journal journal;
  private long renewAtBytes;

  private JournaledBackend(Journal journal) {
    this.journal = journal;
  }

  static JournaledBackend open(Path directory) throws IOException {
    Journal journal = Journal.open(directory);
    try {
      JournaledBackend backend = new JournaledBackend(journal);
      journal.replay(backend::again);
      backend.renew();
      return backend;
    } catch (IOException | RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  @Override
  public Document handleCommand(Channel channel, String database, String command, Document query) {
    if (changesNothing(command, query)) {
      return super.handleCommand(channel, database, command, query);
    }
    Document named = query.containsKey(DATABASE) ? query : query.cloneDeeply();
    named.putIfAbsent(DATABASE, database);
    byte[] entry = Journal.entry(named);
    writing.lock();
    try {
      if (journal.size() > renewAtBytes) {
        renew();
      }
      journal.append(entry);
      return super.handleCommand(channel, database, command, query);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void close() {
    super.close();
    writing.lock();
    try {
      journal.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writing.unlock();
    }
  }

  private static boolean changesNothing(String command, Document query) {
    return READS.contains(command.toLowerCase(Locale.ROOT)) && !writesItsResult(query);
  }

  /** An aggregation may end in a stage that writes. */
  private static boolean writesItsResult(Document query) {
    return query.get("pipeline") instanceof Iterable<?> stages
        && stages.toString().matches("(?s).*\\$(out|merge).*");
  }

  private void again(Document command) {
    String database = (String) command.get(DATABASE);
    if (database == null) {
      throw new IllegalStateException("a journaled command names no database");
    }
    try {
      super.handleCommand(nobody, database, command.keySet().iterator().next(), command);
    } catch (RuntimeException e) {
      // What was refused then is refused again.
    }
  }

  private void renew() throws IOException {
    Snapshot snapshot =
        new Snapshot(
            (database, command) ->
                super.handleCommand(nobody, database, command.keySet().iterator().next(), command));
    journal.renew(listDatabaseNames(), snapshot);
    renewAtBytes = 2 * journal.size() + GROWTH_BYTES;
  }
}
