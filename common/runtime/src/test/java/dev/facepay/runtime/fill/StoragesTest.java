package dev.facepay.runtime.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.embedded.SharedBroker;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fill.FillWatch.Heap;
import dev.facepay.runtime.fill.FillWatch.Storage.NotMeasured;
import dev.facepay.runtime.fill.FillWatch.Usage;
import dev.facepay.runtime.store.Database;
import dev.facepay.runtime.store.Stores;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How each place is measured. */
@Tag("real")
class StoragesTest {

  private static final String NOBODY = "127.0.0.1:1";

  @Test
  void a_broker_tells_the_disk_under_it() throws Exception {
    try (BrokerDisks disks =
        new BrokerDisks(FacePayKafka.at(SharedBroker.bootstrapServers(), "test", ""))) {
      assertThat(disks.look()).hasValueSatisfying(it -> assertThat(it.ratio()).isBetween(0.0, 1.0));
    }
  }

  @Test
  void of_several_disks_the_fullest_counts() {
    assertThat(BrokerDisks.fullest(List.of(dir(100, 60), dir(1000, 100), dir(10, 5))))
        .contains(new Usage(900, 1000));
  }

  @Test
  void a_broker_that_does_not_tell_cannot_be_measured() {
    assertThat(BrokerDisks.fullest(List.of(new LogDirDescription(null, Map.of())))).isEmpty();
  }

  @Test
  void a_database_tells_the_disk_under_it_or_does_not() {
    assertThat(DatabaseDisk.usage(new Document("fsUsedSize", 70.0).append("fsTotalSize", 100.0)))
        .contains(new Usage(70, 100));
    assertThat(DatabaseDisk.usage(new Document("dataSize", 70))).isEqualTo(Optional.empty());
  }

  @Test
  void a_database_that_is_away_is_not_measured() {
    String uri = "mongodb://" + NOBODY + "/?serverSelectionTimeoutMS=100";
    try (Stores stores = new Stores(quick(Database.at(uri, "test")))) {
      assertThatThrownBy(() -> new DatabaseDisk(stores).look()).isInstanceOf(NotMeasured.class);
    }
  }

  @Test
  void the_heap_counts_what_a_collection_could_not_free() {
    assertThat(new Heap().look())
        .hasValueSatisfying(
            it -> {
              assertThat(it.totalBytes()).isEqualTo(Runtime.getRuntime().maxMemory());
              assertThat(it.ratio()).isBetween(0.0, 1.0);
            });
  }

  private static LogDirDescription dir(long total, long usable) {
    return new LogDirDescription(null, Map.of(), total, usable);
  }

  private static Database quick(Database all) {
    return new Database(
        all.uri(),
        all.database(),
        all.connectTimeout(),
        all.answerTimeout(),
        all.writeTimeout(),
        Duration.ofMillis(200),
        all.connectionsMax(),
        all.kept(),
        all.expireEvery());
  }
}
