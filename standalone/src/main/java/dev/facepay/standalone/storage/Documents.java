package dev.facepay.standalone.storage;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import dev.facepay.runtime.store.Database;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** A database's documents, page by page. */
final class Documents {

  /** Documents of ours have a few kilobytes. */
  private static final int PAGE = 500;

  private static final int ANSWER_WITHIN_S = 60;
  private static final int SELECT_WITHIN_S = 10;

  private Documents() {}

  /** Takes a page, in the order of the ids. */
  @FunctionalInterface
  interface Pages {
    void page(List<RawBsonDocument> documents) throws IOException;
  }

  static MongoClient connect(String uri) {
    return MongoClients.create(
        Database.connection(uri)
            .applicationName("facepay-move")
            .writeConcern(WriteConcern.MAJORITY)
            .readConcern(ReadConcern.MAJORITY)
            .applyToClusterSettings(
                it -> it.serverSelectionTimeout(SELECT_WITHIN_S, TimeUnit.SECONDS))
            .applyToSocketSettings(it -> it.readTimeout(ANSWER_WITHIN_S, TimeUnit.SECONDS))
            .build());
  }

  static MongoCollection<RawBsonDocument> raw(MongoClient client, String database, String name) {
    return client.getDatabase(database).getCollection(name, RawBsonDocument.class);
  }

  /**
   * Goes on behind the last id of each page: a cursor over everything would be held in the embedded
   * database's memory.
   */
  static void read(MongoCollection<RawBsonDocument> collection, Pages pages) throws IOException {
    BsonValue last = null;
    boolean more = true;
    while (more) {
      List<RawBsonDocument> page =
          collection
              .find(behind(last))
              .sort(Sorts.ascending("_id"))
              .limit(PAGE)
              .into(new ArrayList<>());
      if (!page.isEmpty()) {
        pages.page(page);
        last = page.getLast().get("_id");
      }
      more = page.size() == PAGE;
    }
  }

  private static Bson behind(@Nullable BsonValue last) {
    return last == null ? Filters.empty() : Filters.gt("_id", last);
  }
}
