package dev.facepay.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.UpdateOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is in a field: a collection with indexes answers and changes like one without. */
@Tag("real")
class AnyValuesTest {

  private static final EmbeddedDatabase DATABASE = EmbeddedDatabase.startInMemory();
  private static final MongoClient CLIENT = MongoClients.create(DATABASE.uri());

  private static final List<String> FIELDS = List.of("a", "b", "in.c");

  /** By how many kinds of {@link #value} a run goes: all that keep an order, decimals, arrays. */
  private static final int ORDERED = 10;

  private static final int WITH_DECIMALS = 12;
  private static final int WITH_ARRAYS = 14;

  private final Random random = new Random();

  /**
   * A command.
   *
   * @param words for whom it failed
   */
  private record Asked(List<?> words, Function<MongoCollection<Document>, @Nullable Object> work) {}

  @AfterAll
  static void close() {
    CLIENT.close();
    DATABASE.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {ORDERED, WITH_DECIMALS, WITH_ARRAYS})
  void any_command_does_the_same_with_and_without_indexes(int kinds) {
    MongoCollection<Document> plain = collection("plain-" + kinds);
    MongoCollection<Document> indexed = collection("indexed-" + kinds);
    indexed.createIndex(new Document("a", 1));
    indexed.createIndex(new Document("b", -1).append("a", 1));
    indexed.createIndex(new Document("in.c", -1));
    indexed.createIndex(new Document("a", 1).append("in.c", -1).append("b", 1));
    long seed = random.nextLong();
    random.setSeed(seed);
    for (int step = 0; step < 250; step++) {
      String at = "seed %d step %d".formatted(seed, step);
      Asked change = change(kinds);
      assertThat(told(indexed, change)).as("%s %s", at, change).isEqualTo(told(plain, change));
      Asked question = question(kinds);
      assertThat(told(indexed, question))
          .as("%s %s", at, question)
          .isEqualTo(told(plain, question));
    }
    assertThat(indexed.find().into(new ArrayList<>()))
        .isEqualTo(plain.find().into(new ArrayList<>()));
    assertThat(indexed.estimatedDocumentCount()).isEqualTo(plain.countDocuments());
  }

  @ParameterizedTest
  @ValueSource(ints = {ORDERED, WITH_DECIMALS, WITH_ARRAYS})
  void a_unique_index_lets_in_what_no_other_document_has(int kinds) {
    MongoCollection<Document> unique = collection("unique-" + kinds);
    unique.createIndex(new Document("a", -1).append("b", 1), new IndexOptions().unique(true));
    for (int step = 0; step < 300; step++) {
      Document next = document("u" + random.nextInt(60), kinds);
      Document same = new Document();
      for (String field : List.of("a", "b")) {
        Object value = next.get(field);
        same.append(field, value instanceof List<?> all ? new Document("$in", all) : value);
      }
      same.append("_id", new Document("$ne", next.get("_id")));
      boolean taken = unique.countDocuments(same) > 0;
      boolean refused = false;
      try {
        unique.replaceOne(
            new Document("_id", next.get("_id")),
            next,
            new com.mongodb.client.model.ReplaceOptions().upsert(true));
      } catch (MongoException e) {
        assertThat(e.getCode()).isIn(11_000, 171);
        refused = true;
      }
      if (kinds < WITH_ARRAYS) {
        assertThat(refused).as("%s where %s", next, same).isEqualTo(taken);
      } else if (!refused) {
        assertThat(unique.find(new Document("_id", next.get("_id"))).first()).isEqualTo(next);
      }
    }
  }

  private Asked change(int kinds) {
    Document one = document("p" + random.nextInt(60), kinds);
    Document key = new Document("_id", one.get("_id"));
    Document filter = filter(kinds);
    Document update = update(kinds);
    Document sort = sort();
    int way = random.nextInt(8);
    return new Asked(
        List.of(way, one, filter, update, sort), changing(way, one, key, filter, update, sort));
  }

  private static Function<MongoCollection<Document>, @Nullable Object> changing(
      int way, Document one, Document key, Document filter, Document update, Document sort) {
    return switch (way) {
      case 0 -> it -> it.deleteOne(key).getDeletedCount();
      case 1 -> {
        Document few = new Document(filter).append("_id", new Document("$lt", "p2"));
        yield it -> it.deleteMany(few).getDeletedCount();
      }
      case 2 -> it -> it.updateOne(key, update, new UpdateOptions().upsert(true)).getMatchedCount();
      case 3 -> it -> it.updateMany(filter, harmless(update)).getMatchedCount();
      case 4 -> it -> it.findOneAndUpdate(filter, update, new FindOneAndUpdateOptions().sort(sort));
      default ->
          it ->
              it.replaceOne(key, one, new com.mongodb.client.model.ReplaceOptions().upsert(true))
                  .getModifiedCount();
    };
  }

  /** An error half way leaves more or less behind it, by the order in which documents are met. */
  private static Document harmless(Document update) {
    return update.toJson().contains("in.c")
        ? new Document("$inc", new Document("n", 1)).append("$unset", new Document("a", 1))
        : update;
  }

  private Document update(int kinds) {
    return switch (random.nextInt(3)) {
      case 0 -> new Document("$set", new Document("a", value(kinds)));
      case 1 -> new Document("$unset", new Document("b", 1));
      default -> new Document("$set", new Document("in.c", value(kinds)).append("n", 1));
    };
  }

  private Asked question(int kinds) {
    Document filter = filter(kinds);
    Document sort = sort();
    int skip = random.nextInt(3) == 0 ? random.nextInt(9) : 0;
    int limit = random.nextInt(12);
    int batch = random.nextInt(2, 9);
    int way = random.nextInt(4);
    return new Asked(
        List.of(way, filter, sort, skip, limit, batch),
        asking(way, filter, sort, skip, limit, batch));
  }

  private static Function<MongoCollection<Document>, @Nullable Object> asking(
      int way, Document filter, Document sort, int skip, int limit, int batch) {
    return switch (way) {
      case 0 -> it -> it.countDocuments(filter);
      case 1 -> it -> new HashSet<>(it.find(filter).batchSize(batch).into(new ArrayList<>()));
      default ->
          it ->
              it.find(filter)
                  .sort(sort)
                  .skip(skip)
                  .limit(limit)
                  .batchSize(batch)
                  .projection(limit % 2 == 0 ? null : new Document("a", 1))
                  .into(new ArrayList<>());
    };
  }

  private Document filter(int kinds) {
    Document filter = new Document();
    for (String field : FIELDS) {
      if (random.nextInt(3) == 0) {
        filter.append(field, condition(kinds));
      }
    }
    if (random.nextInt(8) == 0) {
      filter.append(
          "$or", List.of(new Document("a", condition(kinds)), new Document("b", condition(kinds))));
    }
    if (random.nextInt(8) == 0) {
      filter.append("$and", List.of(new Document("a", condition(kinds))));
    }
    if (random.nextInt(8) == 0) {
      filter.append("_id", new Document("$in", List.of("p1", "p7", "p33", "p1")));
    }
    return filter;
  }

  private @Nullable Object condition(int kinds) {
    Object value = value(kinds);
    return switch (random.nextInt(12)) {
      case 0 -> new Document("$gt", value);
      case 1 -> new Document("$gte", value).append("$lt", value(kinds));
      case 2 -> new Document("$lte", value);
      case 3 -> new Document("$in", Arrays.asList(value, value(kinds), value(kinds)));
      case 4 -> new Document("$ne", value);
      case 5 -> new Document("$nin", Arrays.asList(value, value(kinds)));
      case 6 -> new Document("$not", new Document("$gte", value));
      case 7 -> new Document("$exists", random.nextBoolean());
      case 8 -> new Document("$eq", value);
      default -> value;
    };
  }

  /** With the id, so that there is one order only. */
  private Document sort() {
    int way = random.nextBoolean() ? 1 : -1;
    return switch (random.nextInt(5)) {
      case 0 -> new Document("a", way).append("_id", 1);
      case 1 -> new Document("b", way).append("a", -way).append("_id", way);
      case 2 -> new Document("in.c", way).append("_id", -1);
      case 3 -> new Document("a", way).append("in.c", -way).append("b", way).append("_id", way);
      default -> new Document("_id", way);
    };
  }

  private Document document(String id, int kinds) {
    Document document = new Document("_id", id);
    for (String field : List.of("a", "b")) {
      if (random.nextInt(5) > 0) {
        document.append(field, value(kinds));
      }
    }
    return switch (random.nextInt(4)) {
      case 0 -> document;
      case 1 -> document.append("in", "no document");
      default -> document.append("in", new Document("c", value(kinds)));
    };
  }

  private @Nullable Object value(int kinds) {
    return switch (random.nextInt(kinds)) {
      case 0 -> random.nextInt(4);
      case 1 -> (long) random.nextInt(4);
      case 2 -> random.nextInt(8) / 2.0;
      case 3 -> List.of("", "x", "x\0", "x\0y", "\uE000", "\uD83D\uDE00").get(random.nextInt(6));
      case 4 -> null;
      case 5 -> random.nextBoolean();
      case 6 -> new Date(random.nextInt(4));
      case 7 -> new ObjectId(random.nextInt(3), 7);
      case 8 -> random.nextBoolean() ? -0.0 : Double.NaN;
      case 9 -> "x";
      case 10 -> Decimal128.parse(List.of("0.5", "2", "0.10", "1E+3").get(random.nextInt(4)));
      case 11 -> new Document("k", random.nextInt(3));
      case 12 -> List.of(random.nextInt(4), "x");
      default -> List.of();
    };
  }

  private static @Nullable Object told(MongoCollection<Document> of, Asked asked) {
    try {
      return asked.work().apply(of);
    } catch (MongoException e) {
      return e.getCode();
    }
  }

  private static MongoCollection<Document> collection(String name) {
    return CLIENT.getDatabase("any").getCollection(name);
  }
}
