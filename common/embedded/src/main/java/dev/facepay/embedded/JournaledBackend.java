package dev.facepay.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Documents in memory, and every command that may change them in a journal first: what a reader can
 * see or a writer was told is in the journal. A start runs the journals' commands again, each
 * database's in their order, and begins new ones with what came out.
 *
 * <p>Databases have a journal each, so that a service that writes by the thousand holds up no
 * other.
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

  /** Names two databases, whose journals know no common order. */
  private static final String BETWEEN_DATABASES = "renamecollection";

  private static final String DATABASE = "$db";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final String SUFFIX = ".journal";

  /** All databases' journal, as it was before each had its own. */
  private static final String ALL_IN_ONE = "database" + SUFFIX;

  private final Channel nobody = new EmbeddedChannel();
  private final Path directory;
  private final FileChannel lock;
  private final Map<String, DatabaseJournal> journals = new ConcurrentHashMap<>();

  private final boolean synced;

  private JournaledBackend(Path directory, FileChannel lock, Durability durability) {
    this.directory = directory;
    this.synced = durability == Durability.SYNCED;
    this.lock = lock;
  }

  static JournaledBackend open(Path directory, Durability durability) throws IOException {
    JournaledBackend backend = new JournaledBackend(directory, Journal.lock(directory), durability);
    try {
      backend.restore();
      return backend;
    } catch (IOException | RuntimeException e) {
      backend.closeJournals();
      throw e;
    }
  }

  private void restore() throws IOException {
    Path allInOne = directory.resolve(ALL_IN_ONE);
    if (Files.exists(allInOne)) {
      try (Journal journal = Journal.open(allInOne)) {
        journal.replay(command -> again(String.valueOf(command.get(DATABASE)), command));
      }
      for (String name : listDatabaseNames()) {
        journal(name).renew();
      }
      Files.delete(allInOne);
    } else {
      for (String name : names()) {
        journal(name).restore(command -> again(name, command));
      }
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(file -> file.endsWith(SUFFIX))
          .map(file -> file.substring(0, file.length() - SUFFIX.length()))
          .sorted()
          .toList();
    }
  }

  @Override
  public Document handleCommand(Channel channel, String database, String command, Document query) {
    if (changesNothing(command, query)) {
      return super.handleCommand(channel, database, command, query);
    }
    if (command.toLowerCase(Locale.ROOT).equals(BETWEEN_DATABASES)) {
      throw new MongoServerError(115, "CommandNotSupported", command + " is not supported");
    }
    Document named = query.containsKey(DATABASE) ? query : query.cloneDeeply();
    named.putIfAbsent(DATABASE, database);
    try {
      return journal(database)
          .write(
              Journal.entry(named), () -> super.handleCommand(channel, database, command, query));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DatabaseJournal journal(String database) throws IOException {
    DatabaseJournal open = journals.get(database);
    return open == null ? openJournal(database) : open;
  }

  private synchronized DatabaseJournal openJournal(String database) throws IOException {
    DatabaseJournal open = journals.get(database);
    if (open == null) {
      if (!NAME.matcher(database).matches() || ALL_IN_ONE.equals(database + SUFFIX)) {
        throw new MongoServerError(73, "InvalidNamespace", "no name for a database: " + database);
      }
      Snapshot snapshot = new Snapshot(this::ask);
      open =
          new DatabaseJournal(
              Journal.open(directory.resolve(database + SUFFIX)),
              sink -> snapshot.write(database, sink),
              synced);
      journals.put(database, open);
    }
    return open;
  }

  private Document ask(String database, Document command) {
    return super.handleCommand(nobody, database, command.keySet().iterator().next(), command);
  }

  private void again(String database, Document command) {
    try {
      ask(database, command);
    } catch (RuntimeException e) {
      // What was refused then is refused again.
    }
  }

  @Override
  public void close() {
    super.close();
    try {
      closeJournals();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void closeJournals() throws IOException {
    for (DatabaseJournal journal : journals.values()) {
      journal.close();
    }
    lock.close();
  }

  private static boolean changesNothing(String command, Document query) {
    return READS.contains(command.toLowerCase(Locale.ROOT)) && !writesItsResult(query);
  }

  /** An aggregation may end in a stage that writes. */
  private static boolean writesItsResult(Document query) {
    return query.get("pipeline") instanceof Iterable<?> stages
        && stages.toString().matches("(?s).*\\$(out|merge).*");
  }
}
