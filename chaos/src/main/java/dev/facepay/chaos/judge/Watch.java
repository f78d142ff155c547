package dev.facepay.chaos.judge;

import com.mongodb.MongoException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks into the databases while things break: what is open must always have somebody's promise.
 */
public final class Watch implements AutoCloseable {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  private final Databases databases;
  private final List<String> seen = new ArrayList<>();
  private final Thread thread;
  private int looks;

  public Watch(String uri) {
    databases = new Databases(uri);
    thread = Thread.ofVirtual().name("watch").start(this::lookForEver);
  }

  private void lookForEver() {
    try {
      while (true) {
        Thread.sleep(LOOK_EVERY);
        look();
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private void look() {
    try {
      List<String> wrong = databases.withoutDue();
      synchronized (seen) {
        looks++;
        seen.addAll(wrong);
      }
    } catch (MongoException e) {
      // The database is away.
    }
  }

  public List<String> seen() {
    synchronized (seen) {
      return List.copyOf(seen);
    }
  }

  /** How often it could look. */
  public int looks() {
    synchronized (seen) {
      return looks;
    }
  }

  /** Returns when nobody looks any more. */
  public void stop() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
    databases.close();
  }
}
