package dev.facepay.runtime.store;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.facepay.runtime.settings.Defaults;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * Where a service keeps its documents.
 *
 * @param uri a MongoDB connection string; what it says of concerns, pool and timeouts is overruled.
 *     With {@code tls=true} it may have {@code tlsCAFile}: the authorities that the servers'
 *     certificates are by (PEM), instead of the JDK's
 * @param database each service has its own
 * @param connectTimeout for a new connection: a server in the same site answers in milliseconds
 * @param answerTimeout for one answer: a majority write takes 1 to 5 ms, a fail-over seconds
 * @param writeTimeout how long the server waits for the majority before it says that it can't tell;
 *     less than answerTimeout, so that we hear it
 * @param selectionTimeout how long a call waits for a primary: an election takes about 10 s, but a
 *     buyer waits; the stages try again for ever
 * @param connectionsMax calls in flight; virtual threads queue for one beyond that. A call takes
 *     milliseconds, so 200 carry tens of thousands of calls per second
 * @param kept how long a payment's documents are kept after it has ended; longer than the log keeps
 *     any record that speaks of it, and than WeChat lets money go back
 * @param expireEvery how often expired documents are deleted, for a server that does not do so by
 *     itself: the embedded one reads a whole collection for it
 */
@ConfigurationProperties("facepay.mongo")
public record Database(
    @DefaultValue("mongodb://localhost:27017") String uri,
    @DefaultValue("facepay") String database,
    @DefaultValue("2s") Duration connectTimeout,
    @DefaultValue("5s") Duration answerTimeout,
    @DefaultValue("3s") Duration writeTimeout,
    @DefaultValue("3s") Duration selectionTimeout,
    @DefaultValue("200") int connectionsMax,
    @DefaultValue("400d") Duration kept,
    @DefaultValue("10m") Duration expireEvery) {

  /** A segment of the log is deleted as a whole, when its last record is over. */
  private static final Duration SEGMENT = Duration.ofDays(7);

  private static final Pattern CA_FILE = Pattern.compile("(?i)(?<=[?&])tlsCAFile=([^&]*)&?");

  public Database {
    connection(uri);
    if (database.isEmpty()) {
      throw new IllegalArgumentException("facepay.mongo.database is empty");
    }
    if (writeTimeout.compareTo(answerTimeout) >= 0) {
      throw new IllegalArgumentException(
          "facepay.mongo.write-timeout must be below facepay.mongo.answer-timeout");
    }
    if (!expireEvery.isPositive()) {
      throw new IllegalArgumentException("facepay.mongo.expire-every must be above 0");
    }
    if (connectionsMax < 1 || connectionsMax > 5_000) {
      throw new IllegalArgumentException("facepay.mongo.connections-max must be 1 to 5000");
    }
  }

  /** All defaults but these two. */
  public static Database at(String uri, String database) {
    Database it = Defaults.of(Database.class);
    return new Database(
        uri,
        database,
        it.connectTimeout,
        it.answerTimeout,
        it.writeTimeout,
        it.selectionTimeout,
        it.connectionsMax,
        it.kept,
        it.expireEvery);
  }

  /**
   * @param inTheLog how long the log keeps a record, its dead letters included
   * @throws IllegalArgumentException if a document could be gone while a record of it can still
   *     come again
   */
  public void requireLongerThan(Duration inTheLog) {
    if (kept.compareTo(inTheLog.plus(SEGMENT)) <= 0) {
      throw new IllegalArgumentException(
          "facepay.mongo.kept must be above %d d: as long as topics and dead letters keep a record"
              .formatted(inTheLog.plus(SEGMENT).toDays()));
    }
  }

  /**
   * What the connection string says, with its {@code tlsCAFile}, which the driver does not know.
   *
   * @throws IllegalArgumentException if it is none, or that file holds no certificate
   */
  public static MongoClientSettings.Builder connection(String uri) {
    Matcher file = CA_FILE.matcher(uri);
    String authorities = file.find() ? file.group(1) : "";
    MongoClientSettings.Builder settings =
        MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(file.replaceAll("")));
    if (!authorities.isEmpty()) {
      SSLContext trusting = trusting(URLDecoder.decode(authorities, StandardCharsets.UTF_8));
      settings.applyToSslSettings(tls -> tls.enabled(true).context(trusting));
    }
    return settings;
  }

  private static SSLContext trusting(String file) {
    try {
      PemSslStoreDetails pem = PemSslStoreDetails.forCertificate("file:" + file);
      return SslBundle.of(new PemSslStoreBundle(null, pem)).createSslContext();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("tlsCAFile " + file + " holds no certificate (PEM)", e);
    }
  }

  /** Does not connect yet. */
  MongoClient client() {
    WriteConcern majority =
        WriteConcern.MAJORITY.withWTimeout(writeTimeout.toMillis(), TimeUnit.MILLISECONDS);
    return MongoClients.create(
        connection(uri)
            .applicationName("facepay")
            .writeConcern(majority)
            .readConcern(ReadConcern.MAJORITY)
            .applyToClusterSettings(
                it -> it.serverSelectionTimeout(selectionTimeout.toMillis(), TimeUnit.MILLISECONDS))
            .applyToSocketSettings(
                it ->
                    it.connectTimeout(connectTimeout.toMillis(), TimeUnit.MILLISECONDS)
                        .readTimeout(answerTimeout.toMillis(), TimeUnit.MILLISECONDS))
            .applyToConnectionPoolSettings(
                it ->
                    it.maxSize(connectionsMax)
                        .maxWaitTime(selectionTimeout.toMillis(), TimeUnit.MILLISECONDS))
            .build());
  }

  /** Without what may be a password in the connection string. */
  @Override
  public String toString() {
    String hosts = new ConnectionString(CA_FILE.matcher(uri).replaceAll("")).getHosts().toString();
    return "Database[" + hosts + "/" + database + "]";
  }
}
