package dev.facepay.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A collection with indexes answers like the same one without. */
@Tag("real")
class StoredIndexTest {

  private static final EmbeddedDatabase DATABASE = EmbeddedDatabase.startInMemory();
  private static final MongoClient CLIENT = MongoClients.create(DATABASE.uri());

  private static final MongoCollection<Document> PLAIN = collection("plain");
  private static final MongoCollection<Document> INDEXED = collection("indexed");

  @AfterAll
  static void close() {
    CLIENT.close();
    DATABASE.close();
  }

  private static MongoCollection<Document> collection(String name) {
    return CLIENT.getDatabase("test").getCollection(name);
  }

  @Test
  void any_query_finds_the_same_with_and_without_indexes_whatever_was_changed_before() {
    INDEXED.createIndex(new Document("store", 1).append("at", -1).append("_id", -1));
    INDEXED.createIndex(new Document("at", -1).append("_id", -1));
    INDEXED.createIndex(new Document("since", 1).append("_id", 1));
    INDEXED.createIndex(new Document("open", 1).append("at", 1).append("_id", 1));
    INDEXED.createIndex(new Document("expire", 1));
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int step = 0; step < 3000; step++) {
      change(random);
      if (step % 3 == 0) {
        Document filter = filter(random);
        Document sort = sort(random);
        int limit = random.nextInt(12);
        assertThat(INDEXED.find(filter).sort(sort).limit(limit).into(new ArrayList<>()))
            .as("seed %d step %d: %s by %s", seed, step, filter, sort)
            .isEqualTo(PLAIN.find(filter).sort(sort).limit(limit).into(new ArrayList<>()));
        assertThat(sums(INDEXED, filter))
            .as("seed %d step %d: %s summed", seed, step, filter)
            .isEqualTo(sums(PLAIN, filter));
      }
    }
  }

  @Test
  void an_array_in_an_indexed_field_is_found_like_anywhere() {
    MongoCollection<Document> tagged = collection("tagged");
    tagged.createIndex(new Document("tag", 1));
    tagged.insertOne(new Document("_id", 1).append("tag", List.of("a", "b")));
    tagged.insertOne(new Document("_id", 2).append("tag", "b"));

    assertThat(tagged.find(new Document("tag", "b")).into(new ArrayList<>())).hasSize(2);
    tagged.deleteOne(new Document("tag", "a"));
    assertThat(tagged.find(new Document("tag", "b")).into(new ArrayList<>())).hasSize(1);
  }

  private static void change(Random random) {
    String id = "p-" + random.nextInt(80);
    Document key = new Document("_id", id);
    switch (random.nextInt(6)) {
      case 0 -> both(it -> it.deleteOne(key));
      case 1 -> {
        Document stale = new Document("expire", new Document("$lt", date(random)));
        both(it -> it.deleteMany(stale));
      }
      case 2 -> {
        Document next = new Document("$set", new Document("at", date(random)));
        both(it -> it.updateOne(key, next));
      }
      default -> {
        Document next = document(id, random);
        PLAIN.deleteOne(key);
        PLAIN.insertOne(new Document(next));
        if (INDEXED.replaceOne(key, next).getMatchedCount() == 0) {
          INDEXED.insertOne(next);
        }
      }
    }
  }

  private static Document document(String id, Random random) {
    Document out =
        new Document("_id", id)
            .append("store", "s-" + random.nextInt(4))
            .append("open", random.nextBoolean())
            .append("at", date(random))
            .append("fen", random.nextBoolean() ? (Number) random.nextInt(9) : random.nextLong(9));
    out.append("since", random.nextBoolean() ? null : date(random));
    return random.nextBoolean() ? out : out.append("expire", date(random));
  }

  private static Document filter(Random random) {
    Document filter = new Document();
    if (random.nextInt(3) == 0) {
      filter.append("store", "s-" + random.nextInt(4));
    }
    if (random.nextInt(3) == 0) {
      filter.append("open", random.nextBoolean());
    }
    if (random.nextInt(4) == 0) {
      filter.append("since", random.nextBoolean() ? null : new Document("$gt", date(random)));
    }
    if (random.nextInt(4) == 0) {
      filter.append("expire", new Document("$lte", date(random)));
    }
    if (random.nextInt(3) == 0) {
      Date at = date(random);
      Document equal = new Document("at", at).append("_id", new Document("$lt", "p-4"));
      filter.append(
          "$and",
          List.of(
              new Document("at", new Document("$lte", at)),
              new Document("$or", List.of(new Document("at", new Document("$lt", at)), equal))));
    }
    return filter;
  }

  /** With the id, so that there is one order only. */
  private static Document sort(Random random) {
    int way = random.nextBoolean() ? 1 : -1;
    return switch (random.nextInt(4)) {
      case 0 -> new Document("at", way).append("_id", way);
      case 1 -> new Document("since", way).append("_id", way);
      case 2 -> new Document("at", way).append("_id", -way);
      default -> new Document("_id", way);
    };
  }

  private static Date date(Random random) {
    return new Date(1_000L * random.nextInt(20));
  }

  private static List<Document> sums(MongoCollection<Document> from, Document filter) {
    return from.aggregate(
            List.of(
                new Document("$match", filter),
                new Document(
                    "$group",
                    new Document("_id", "$store").append("fen", new Document("$sum", "$fen"))),
                new Document("$sort", new Document("_id", 1))))
        .into(new ArrayList<>());
  }

  private static void both(java.util.function.Consumer<MongoCollection<Document>> change) {
    change.accept(PLAIN);
    change.accept(INDEXED);
  }
}
