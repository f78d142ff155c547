package dev.facepay.standalone.storage;

import com.mongodb.client.MongoClient;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.storage.Manifest.SavedCollection;
import dev.facepay.standalone.storage.Manifest.SavedTopic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;
import org.bson.RawBsonDocument;

/**
 * An export into a Kafka and a MongoDB that hold nothing of ours yet. Whatever stops it, the same
 * again goes on where it was: what is there is compared, what is missing is written.
 */
final class Import {

  private final Manifest manifest;
  private final Path from;
  private final FacePayKafka kafka;
  private final String mongo;
  private final Progress progress;

  Import(Path from, Manifest manifest, FacePayKafka kafka, String mongo, Progress progress) {
    this.manifest = manifest;
    this.from = from;
    this.kafka = kafka;
    this.mongo = mongo;
    this.progress = progress;
  }

  /**
   * Returns when all of it was read back and is as in the export.
   *
   * @return false if that had been done before; then nothing was looked at
   * @throws CannotRun if a file is damaged, or the target holds something else
   */
  boolean run() throws IOException, InterruptedException, ExecutionException, TimeoutException {
    checkFiles();
    try (MongoClient client = Documents.connect(mongo);
        TopicImport topics = new TopicImport(kafka);
        LogImport log = new LogImport(kafka, from, progress)) {
      DocumentImport documents = new DocumentImport(client, from, progress);
      ImportProgress mark = new ImportProgress(client, manifest.id());
      String cluster = topics.cluster();
      switch (mark.state(cluster)) {
        case DONE -> {
          return false;
        }
        case NEW -> {
          needEmpty(topics.names(), log, documents);
          mark.begin(cluster);
        }
        case BEGUN -> progress.done("of an import that goes on", 1);
      }
      topics.make(manifest.topics());
      for (SavedTopic topic : manifest.topics()) {
        log.write(topic);
      }
      for (SavedCollection collection : manifest.collections()) {
        documents.write(collection);
      }
      verify(log, documents);
      topics.groups(manifest.groups());
      mark.done();
      return true;
    }
  }

  private void verify(LogImport log, DocumentImport documents) throws IOException {
    for (SavedTopic topic : manifest.topics()) {
      log.verify(topic);
    }
    for (SavedCollection collection : manifest.collections()) {
      documents.verify(collection);
    }
    for (SavedCollection collection : manifest.collections()) {
      documents.index(collection);
    }
  }

  /** Before anything is written: a file that was cut short on its way would be half an import. */
  private void checkFiles() throws IOException {
    for (SavedTopic topic : manifest.topics()) {
      for (int number = 0; number < topic.partitions().size(); number++) {
        Path file = Manifest.file(from, topic.name(), number);
        if (!Checksums.sha256(file).equals(topic.partitions().get(number).sha256())) {
          throw damaged(file);
        }
      }
    }
    for (SavedCollection collection : manifest.collections()) {
      Path file = Manifest.file(from, collection.database(), collection.name());
      Checksums.OfDocuments sum = new Checksums.OfDocuments();
      try (BsonFile documents = new BsonFile(file)) {
        RawBsonDocument next = documents.next();
        while (next != null) {
          sum.add(next.getByteBuffer().asNIO());
          next = documents.next();
        }
      }
      if (sum.documents() != collection.documents() || !sum.text().equals(collection.sum())) {
        throw damaged(file);
      }
    }
  }

  private static CannotRun damaged(Path file) {
    return new CannotRun(
        ExitCode.USAGE,
        file + " is not what was exported",
        "copy the export again, or make a new one");
  }

  private void needEmpty(Set<String> names, LogImport log, DocumentImport documents) {
    for (SavedTopic topic : manifest.topics()) {
      for (int number = 0; number < topic.partitions().size(); number++) {
        TopicPartition partition = new TopicPartition(topic.name(), number);
        if (names.contains(topic.name()) && !log.isNew(partition)) {
          throw notEmpty("topic " + topic.name());
        }
      }
    }
    for (SavedCollection collection : manifest.collections()) {
      if (!documents.isEmpty(collection)) {
        throw notEmpty("collection " + collection.database() + "." + collection.name());
      }
    }
  }

  private static CannotRun notEmpty(String what) {
    return new CannotRun(
        ExitCode.USAGE,
        what + " is not empty there",
        "import before anything runs on that Kafka and that MongoDB, or name others");
  }
}
