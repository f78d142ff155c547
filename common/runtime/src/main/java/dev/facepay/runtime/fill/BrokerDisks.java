package dev.facepay.runtime.fill;

import dev.facepay.runtime.Outage.Cause;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fill.FillWatch.Storage;
import dev.facepay.runtime.fill.FillWatch.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.jspecify.annotations.Nullable;

/**
 * The disks under the brokers, as they tell it themselves: the fullest one counts, since a
 * partition on it takes nothing any more. Empty where brokers do not tell (before 3.3, some
 * services in a cloud); asking needs the right to describe the cluster.
 */
public final class BrokerDisks implements Storage, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final FacePayKafka kafka;
  private @Nullable Admin admin;

  public BrokerDisks(FacePayKafka kafka) {
    this.kafka = kafka;
  }

  @Override
  public String store() {
    return "kafka";
  }

  @Override
  public synchronized Optional<Usage> look() throws NotMeasured, InterruptedException {
    try {
      Admin asking = admin == null ? Admin.create(settings()) : admin;
      admin = asking;
      return fullest(measure(asking));
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      close();
      throw new NotMeasured(Cause.oneLine(e));
    }
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = kafka.clientSettings("disks");
    settings.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
    settings.put("request.timeout.ms", (int) PATIENCE.dividedBy(2).toMillis());
    return settings;
  }

  private static Collection<LogDirDescription> measure(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<Integer> brokers =
        admin.describeCluster().nodes().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).stream()
            .map(Node::id)
            .toList();
    List<LogDirDescription> dirs = new ArrayList<>();
    for (Map<String, LogDirDescription> of :
        admin
            .describeLogDirs(brokers)
            .allDescriptions()
            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .values()) {
      dirs.addAll(of.values());
    }
    return dirs;
  }

  static Optional<Usage> fullest(Collection<LogDirDescription> dirs) {
    return dirs.stream()
        .filter(dir -> dir.totalBytes().isPresent() && dir.usableBytes().isPresent())
        .filter(dir -> dir.totalBytes().getAsLong() > 0)
        .map(BrokerDisks::usage)
        .max(Comparator.comparingDouble(Usage::ratio));
  }

  private static Usage usage(LogDirDescription dir) {
    long total = dir.totalBytes().getAsLong();
    return new Usage(Math.clamp(total - dir.usableBytes().getAsLong(), 0, total), total);
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ZERO);
      admin = null;
    }
  }
}
