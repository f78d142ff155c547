package dev.facepay.console.stage;

import dev.facepay.console.stage.StageStanding.Group;
import dev.facepay.console.stage.StageStanding.Member;
import dev.facepay.runtime.Outage.Cause;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.LogReader.LogUnanswered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;

/** Asks the brokers how far each group of ours is, within a few seconds or not at all. */
final class Brokers implements AutoCloseable {

  /** All questions of one look together: a page waits 20 s, and whoever looks has no time. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private final FacePayKafka kafka;
  private @Nullable Admin admin;

  Brokers(FacePayKafka kafka) {
    this.kafka = kafka;
  }

  /**
   * Every stage that has ever worked, by name.
   *
   * @throws LogUnanswered if the brokers do not answer in time
   */
  List<StageStanding> standings() throws InterruptedException {
    return ask(this::standings);
  }

  /**
   * Those of these topics that this service's user of Kafka may write to.
   *
   * @throws LogUnanswered if the brokers do not answer in time
   */
  Set<String> writable(Collection<String> topics) throws InterruptedException {
    return topics.isEmpty() ? Set.of() : ask(call -> writable(call, topics));
  }

  private interface Question<T> {
    T of(Call call) throws InterruptedException, ExecutionException, TimeoutException;
  }

  /** The questions of one look have one deadline. */
  private record Call(Admin admin, long deadline) {

    <T> T answer(KafkaFuture<T> answer)
        throws InterruptedException, ExecutionException, TimeoutException {
      return answer.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, OffsetSpec which)
        throws InterruptedException, ExecutionException, TimeoutException {
      Map<TopicPartition, OffsetSpec> question = new HashMap<>();
      partitions.forEach(partition -> question.put(partition, which));
      Map<TopicPartition, Long> offsets = new HashMap<>();
      for (Map.Entry<TopicPartition, ListOffsetsResultInfo> one :
          answer(admin.listOffsets(question).all()).entrySet()) {
        offsets.put(one.getKey(), one.getValue().offset());
      }
      return offsets;
    }
  }

  private synchronized <T> T ask(Question<T> question) throws InterruptedException {
    try {
      Admin asking = admin == null ? Admin.create(settings()) : admin;
      admin = asking;
      return question.of(new Call(asking, System.nanoTime() + PATIENCE.toNanos()));
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      close();
      throw new LogUnanswered("the Kafka brokers did not answer: " + Cause.oneLine(e), e);
    }
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = kafka.clientSettings("stages");
    settings.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
    settings.put("request.timeout.ms", (int) PATIENCE.dividedBy(2).toMillis());
    return settings;
  }

  private List<StageStanding> standings(Call call)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<Group> groups = groups(call);
    Set<TopicPartition> all = new HashSet<>();
    groups.forEach(group -> all.addAll(group.partitions()));
    if (all.isEmpty()) {
      return List.of();
    }
    Map<TopicPartition, Long> ends = call.offsets(all, OffsetSpec.latest());
    Map<TopicPartition, Long> begins = call.offsets(all, OffsetSpec.earliest());
    return groups.stream()
        .map(group -> StageStanding.of(group, begins, ends))
        .sorted(Comparator.comparing(StageStanding::stage))
        .toList();
  }

  private List<Group> groups(Call call)
      throws InterruptedException, ExecutionException, TimeoutException {
    String prefix = kafka.topicPrefix() + "facepay.";
    List<String> ids =
        call.answer(call.admin().listGroups(ListGroupsOptions.forConsumerGroups()).all()).stream()
            .map(GroupListing::groupId)
            .filter(id -> id.startsWith(prefix))
            .toList();
    List<Group> groups = new ArrayList<>();
    if (ids.isEmpty()) {
      return groups;
    }
    Map<String, ListConsumerGroupOffsetsSpec> wanted = new HashMap<>();
    ids.forEach(id -> wanted.put(id, new ListConsumerGroupOffsetsSpec()));
    Map<String, ConsumerGroupDescription> described =
        call.answer(call.admin().describeConsumerGroups(ids).all());
    Map<String, Map<TopicPartition, OffsetAndMetadata>> committed =
        call.answer(call.admin().listConsumerGroupOffsets(wanted).all());
    described.forEach(
        (id, group) ->
            groups.add(
                group(id.substring(prefix.length()), group, committed.getOrDefault(id, Map.of()))));
    return groups;
  }

  private static Group group(
      String stage,
      ConsumerGroupDescription described,
      Map<TopicPartition, OffsetAndMetadata> offsets) {
    Map<TopicPartition, Long> committed = new HashMap<>();
    for (Map.Entry<TopicPartition, OffsetAndMetadata> one : offsets.entrySet()) {
      // A partition without a commit is there without a value.
      OffsetAndMetadata offset = one.getValue();
      if (offset != null) {
        committed.put(one.getKey(), offset.offset());
      }
    }
    List<Member> members = new ArrayList<>();
    Set<TopicPartition> assigned = new HashSet<>();
    for (MemberDescription member : described.members()) {
      assigned.addAll(member.assignment().topicPartitions());
      members.add(
          new Member(
              member.groupInstanceId().orElse(member.clientId()),
              member.host().replaceFirst("^/", ""),
              member.assignment().topicPartitions().size()));
    }
    members.sort(Comparator.comparing(Member::name).thenComparing(Member::host));
    return new Group(stage, described.groupState(), members, assigned, committed);
  }

  /** Brokers without rules tell all operations. */
  private static Set<String> writable(Call call, Collection<String> topics)
      throws InterruptedException, ExecutionException, TimeoutException {
    Set<String> writable = new HashSet<>();
    for (TopicDescription topic :
        call.answer(
                call.admin()
                    .describeTopics(
                        topics, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                    .allTopicNames())
            .values()) {
      Set<AclOperation> operations = topic.authorizedOperations();
      if (operations == null || operations.contains(AclOperation.WRITE)) {
        writable.add(topic.name());
      }
    }
    return writable;
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ZERO);
      admin = null;
    }
  }
}
