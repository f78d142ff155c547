package dev.facepay.standalone.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.Topic;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.standalone.start.Service;
import dev.facepay.testkit.Repository;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;

class LogRightsTest {

  private static final String EVERYTHING = "everything";

  private static String row(LogRights rights) {
    return "| `%s` | %s | %s | %s |"
        .formatted(
            rights.label(),
            topics(rights::mayWrite),
            topics(rights::mayRead),
            topics(rights::mayPutAside));
  }

  private static String topics(Predicate<Topic> which) {
    List<Topic> some = Arrays.stream(Topic.values()).filter(which).toList();
    if (some.size() == Topic.values().length) {
      return EVERYTHING;
    }
    return some.stream()
        .map(topic -> "`" + topic.wire().substring("facepay.".length()) + "`")
        .collect(Collectors.joining(", "));
  }

  @Test
  void the_page_shows_the_table_that_the_broker_gets() throws Exception {
    String page = Files.readString(Repository.root().resolve("docs/securing.md"));
    assertThat(page.lines().filter(line -> line.startsWith("| `") && line.split("\\|").length == 5))
        .containsExactlyElementsOf(
            Arrays.stream(LogRights.values()).map(LogRightsTest::row).toList());
  }

  @Test
  void each_service_has_a_user() {
    assertThat(Arrays.stream(LogRights.values()).map(LogRights::label))
        .containsAll(Service.stages().stream().map(Service::label).toList());
  }

  @Test
  void an_end_of_a_payment_is_written_by_the_stages_that_find_it_out_and_by_nobody_else() {
    assertThat(
            Arrays.stream(LogRights.values())
                .filter(rights -> rights.mayWrite(Topic.PAYMENT_SETTLED))
                .map(LogRights::label))
        .containsExactly("pay-service", "query-service", "reverse-service");
  }

  @Test
  void several_systems_on_one_cluster_have_users_and_topics_of_their_own() {
    FacePayKafka kafka = FacePayKafka.at("localhost:9092", "test", "b.");
    for (LogRights rights : LogRights.values()) {
      assertThat(rights.acls(kafka))
          .allSatisfy(
              acl -> {
                assertThat(acl.entry().principal()).isEqualTo("User:b." + rights.label());
                assertThat(acl.pattern().name())
                    .matches(name -> name.startsWith("b.") || name.equals("kafka-cluster"));
              });
    }
  }

  @Test
  void nobody_may_alter_topics_users_or_rights() {
    assertThat(
            Arrays.stream(LogRights.values())
                .flatMap(rights -> rights.acls(FacePayKafka.at("h:1", "test", "")).stream())
                .map(acl -> acl.entry().operation())
                .distinct())
        .containsExactlyInAnyOrder(
            AclOperation.READ,
            AclOperation.WRITE,
            AclOperation.DESCRIBE,
            AclOperation.DESCRIBE_CONFIGS);
  }
}
