package dev.facepay.console.documents;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.RawBsonDocument;

/** A read side as it stands in its database: each document's own bytes, by its id. */
public final class RawBytes {

  private static final List<String> COLLECTIONS =
      List.of(
          "payments", "payments_sums", "payments_parts", "trades", "trades_sums", "trades_parts");

  private RawBytes() {}

  /** Documents and sums; not what is only there while something changes. */
  public static Map<String, String> of(String uri, String database) {
    Map<String, String> all = new TreeMap<>();
    for (String collection : COLLECTIONS) {
      of(uri, database, collection).forEach((id, bytes) -> all.put(collection + "/" + id, bytes));
    }
    return all;
  }

  public static Map<String, String> of(String uri, String database, String collection) {
    Map<String, String> all = new TreeMap<>();
    try (MongoClient client = MongoClients.create(uri)) {
      client
          .getDatabase(database)
          .getCollection(collection, RawBsonDocument.class)
          .find(new Document())
          .forEach(
              raw ->
                  all.put(
                      raw.getString("_id").getValue(),
                      HexFormat.of()
                          .formatHex(
                              raw.getByteBuffer().array(),
                              raw.getByteBuffer().position(),
                              raw.getByteBuffer().limit())));
    }
    return all;
  }
}
