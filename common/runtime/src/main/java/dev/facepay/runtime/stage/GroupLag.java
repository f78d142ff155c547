package dev.facepay.runtime.stage;

import dev.facepay.runtime.Outage.Cause;
import dev.facepay.runtime.fact.FacePayKafka;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many records of the log each stage has not finished yet, measured from outside: a stage that
 * is not there can't say that it lags. Records that are being worked on count, since their offsets
 * are open. A partition in which a stage has never finished anything is not seen.
 */
public final class GroupLag implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupLag.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final FacePayKafka kafka;
  private final MultiGauge gauge;
  private @Nullable String trouble;
  private @Nullable Admin admin;

  public GroupLag(FacePayKafka kafka, MeterRegistry meters) {
    this.kafka = kafka;
    this.gauge =
        MultiGauge.builder("facepay.lag.records")
            .description("Records in the log that the stage has not finished")
            .register(meters);
  }

  /** Asks the brokers once. */
  public synchronized void look() throws InterruptedException {
    try {
      Admin asking = admin == null ? Admin.create(settings()) : admin;
      admin = asking;
      show(measure(asking));
      trouble = null;
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      // An old number would say that all is well: there is none until the next look.
      show(Map.of());
      tell(Cause.oneLine(e));
      close();
    }
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = kafka.clientSettings("lag");
    settings.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
    settings.put("request.timeout.ms", (int) PATIENCE.dividedBy(2).toMillis());
    return settings;
  }

  /** Stage → records. */
  private Map<String, Long> measure(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    String prefix = kafka.topicPrefix() + "facepay.";
    Map<String, Long> lags = new HashMap<>();
    for (var group :
        admin
            .listGroups(ListGroupsOptions.forConsumerGroups())
            .all()
            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      if (group.groupId().startsWith(prefix)) {
        lags.put(group.groupId().substring(prefix.length()), lag(admin, group.groupId()));
      }
    }
    return lags;
  }

  private static long lag(Admin admin, String group)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetAndMetadata> done =
        admin
            .listConsumerGroupOffsets(group)
            .partitionsToOffsetAndMetadata()
            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    Map<TopicPartition, OffsetSpec> ask = new HashMap<>();
    done.keySet().forEach(partition -> ask.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, ListOffsetsResultInfo> ends =
        admin.listOffsets(ask).all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    long lag = 0;
    for (var entry : done.entrySet()) {
      // A partition without a commit is there without a value.
      OffsetAndMetadata committed = entry.getValue();
      ListOffsetsResultInfo end = ends.get(entry.getKey());
      if (committed != null && end != null) {
        lag += Math.max(0, end.offset() - committed.offset());
      }
    }
    return lag;
  }

  private void show(Map<String, Long> lags) {
    List<MultiGauge.Row<?>> rows =
        lags.entrySet().stream()
            .<MultiGauge.Row<?>>map(
                lag -> MultiGauge.Row.of(Tags.of("stage", lag.getKey()), lag.getValue()))
            .toList();
    gauge.register(rows, true);
  }

  private void tell(String text) {
    if (!text.equals(trouble)) {
      LOG.warn("event=lag-not-measured error=\"{}\": trying on", text);
    }
    trouble = text;
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ZERO);
      admin = null;
    }
  }
}
