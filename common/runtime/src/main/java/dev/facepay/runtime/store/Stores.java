package dev.facepay.runtime.store;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoNamespace;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.RenameCollectionOptions;
import dev.facepay.runtime.health.Check;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service's collections. It starts without its database: indexes are made in the background as
 * soon as there is one, and {@link #check} says what is wrong until then.
 */
public final class Stores implements Check, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Stores.class);

  /** Between two tries to make the indexes; each try waits for a server itself. */
  private static final Duration INDEX_PAUSE = Duration.ofSeconds(1);

  private static final Duration LOOK = Duration.ofMillis(20);

  /** MongoDB's number for a collection that is not there. */
  private static final int NOT_THERE = 26;

  private final InstantSource clock;
  private final Duration expireEvery;
  private final Duration kept;
  private final MongoClient client;
  private final MongoDatabase database;
  private final List<String> unprepared = new CopyOnWriteArrayList<>();
  private final List<Thread> keepers = new CopyOnWriteArrayList<>();
  private volatile @Nullable String locked;

  public Stores(Database settings) {
    this(settings, InstantSource.system());
  }

  /**
   * @param clock by which documents expire
   */
  public Stores(Database settings, InstantSource clock) {
    this.clock = clock;
    this.expireEvery = settings.expireEvery();
    this.kept = settings.kept();
    this.client = settings.client();
    this.database = client.getDatabase(settings.database());
  }

  /** How long a payment's documents are kept after it has ended. */
  public Duration kept() {
    return kept;
  }

  /**
   * @param sortedFields the number fields that {@link Documents#findAtMost} will be asked for
   */
  public Documents documents(String collection, String... sortedFields) {
    MongoDocuments documents =
        new MongoDocuments(database.getCollection(collection), List.of(sortedFields), () -> locked);
    unprepared.add(collection);
    keepers.add(Thread.ofVirtual().name("keep-" + collection).start(() -> keep(documents)));
    return documents;
  }

  /**
   * A collection that is written by the batch and queried.
   *
   * @param indexes the keys of each, by its name
   */
  public BulkDocuments bulk(String collection, Map<String, Document> indexes) {
    BulkDocuments documents = new BulkDocuments(database.getCollection(collection), indexes);
    unprepared.add(collection);
    keepers.add(
        Thread.ofVirtual()
            .name("keep-" + collection)
            .start(() -> prepare(collection, documents::createIndexes)));
    return documents;
  }

  /**
   * Returns when every collection that was asked for has its indexes.
   *
   * @throws StoreUnavailable if that takes longer
   */
  public void awaitIndexes(Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    while (!unprepared.isEmpty()) {
      if (System.nanoTime() > until) {
        throw new StoreUnavailable("no indexes yet on " + List.copyOf(unprepared));
      }
      Thread.sleep(LOOK);
    }
  }

  /** Of the collections that begin like that, in their order. */
  public List<String> names(String beginning) {
    return during(
        () ->
            database.listCollectionNames().into(new ArrayList<>()).stream()
                .filter(name -> name.startsWith(beginning))
                .sorted()
                .toList());
  }

  /** Puts a collection in another one's place, in one step. Nothing is done if it is not there. */
  public void replace(String name, String by) {
    during(
        () -> {
          try {
            database
                .getCollection(by)
                .renameCollection(
                    new MongoNamespace(database.getName(), name),
                    new RenameCollectionOptions().dropTarget(true));
          } catch (MongoCommandException e) {
            if (e.getErrorCode() != NOT_THERE) {
              throw e;
            }
          }
          return true;
        });
  }

  public void drop(String name) {
    during(
        () -> {
          database.getCollection(name).drop();
          return true;
        });
  }

  private static <T> T during(Supplier<T> work) {
    try {
      return work.get();
    } catch (MongoException | IllegalStateException e) {
      throw new StoreUnavailable("no answer from the database", e);
    }
  }

  /** Sees to a collection's indexes, then to its expired documents, until {@link #close}. */
  private void keep(MongoDocuments documents) {
    if (!prepare(documents.name(), documents::createIndexes)) {
      return;
    }
    try {
      while (true) {
        expire(documents);
        Thread.sleep(expireEvery);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tries until the indexes are there; false if it was closed before. */
  private boolean prepare(String collection, Runnable createIndexes) {
    try {
      while (!prepared(collection, createIndexes)) {
        Thread.sleep(INDEX_PAUSE);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean prepared(String collection, Runnable createIndexes) {
    try {
      createIndexes.run();
      unprepared.remove(collection);
      return true;
    } catch (StoreUnavailable | IllegalStateException e) {
      LOG.warn("no indexes yet on {}: {}", collection, e.getMessage());
      return false;
    }
  }

  private void expire(MongoDocuments documents) {
    try {
      long deleted = documents.deleteExpired(clock.instant());
      LOG.debug("{} expired documents deleted from {}", deleted, documents.name());
    } catch (StoreUnavailable | IllegalStateException e) {
      LOG.warn("expired documents stay for now in {}: {}", documents.name(), e.getMessage());
    }
  }

  /**
   * Lets nothing be written to {@link #documents} any more: for whoever tries, that is an outage.
   *
   * @param why in words, for a person
   */
  public void lock(String why) {
    locked = why;
  }

  public void unlock() {
    locked = null;
  }

  /** Why nothing can be written, in one line; empty if it can. */
  public Optional<String> locked() {
    return Optional.ofNullable(locked).map(why -> "the database is " + why);
  }

  /**
   * What the server says of the database and of the disk under it.
   *
   * @throws StoreUnavailable if there is no answer
   */
  public Document stats() {
    return during(() -> database.runCommand(new Document("dbStats", 1)));
  }

  @Override
  public Result check() {
    try {
      database.runCommand(new Document("ping", 1));
    } catch (MongoException | IllegalStateException e) {
      return Result.down("no answer from the database: " + e.getClass().getSimpleName());
    }
    Optional<String> why = locked();
    if (why.isPresent()) {
      return Result.down(why.get());
    }
    return unprepared.isEmpty()
        ? Result.UP
        : Result.down("no indexes yet on " + List.copyOf(unprepared));
  }

  @Override
  public void close() {
    keepers.forEach(Thread::interrupt);
    client.close();
  }
}
