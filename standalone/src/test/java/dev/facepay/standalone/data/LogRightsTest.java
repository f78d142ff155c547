package dev.facepay.standalone.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.facepay.payment.AlarmFact;
import dev.facepay.payment.BillFact;
import dev.facepay.payment.DeviceFact;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.RefundFact;
import dev.facepay.payment.ReportFact;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.standalone.start.Service;
import dev.facepay.testkit.Repository;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LogRightsTest {

  private static final String EVERYTHING = "everything";

  /** On which topic each fact is said. */
  private static final Map<Class<? extends Fact>, Topic> SAID_ON =
      Map.ofEntries(
          Map.entry(PaymentFact.Requested.class, Topic.PAYMENT_REQUESTED),
          Map.entry(PaymentFact.Unknown.class, Topic.PAYMENT_UNKNOWN),
          Map.entry(PaymentFact.CancelRequested.class, Topic.PAYMENT_CANCEL_REQUESTED),
          Map.entry(PaymentFact.ReverseNeeded.class, Topic.PAYMENT_REVERSE_NEEDED),
          Map.entry(PaymentFact.Succeeded.class, Topic.PAYMENT_SETTLED),
          Map.entry(PaymentFact.Failed.class, Topic.PAYMENT_SETTLED),
          Map.entry(PaymentFact.Reversed.class, Topic.PAYMENT_SETTLED),
          Map.entry(PaymentFact.AttentionNeeded.class, Topic.PAYMENT_ATTENTION),
          Map.entry(PaymentFact.AttentionResolved.class, Topic.PAYMENT_ATTENTION),
          Map.entry(PaymentFact.RequestRejected.class, Topic.PAYMENT_REJECTED),
          Map.entry(PaymentFact.ActRequested.class, Topic.PAYMENT_ACT),
          Map.entry(DeviceFact.CredentialAsked.class, Topic.AUTH_REQUESTED),
          Map.entry(DeviceFact.EnrolmentAsked.class, Topic.AUTH_REQUESTED),
          Map.entry(DeviceFact.DeviceSeen.class, Topic.AUTH_REQUESTED),
          Map.entry(DeviceFact.CredentialIssued.class, Topic.AUTH_SETTLED),
          Map.entry(DeviceFact.CredentialRefused.class, Topic.AUTH_SETTLED),
          Map.entry(DeviceFact.DeviceEnrolled.class, Topic.AUTH_SETTLED),
          Map.entry(DeviceFact.EnrolmentRefused.class, Topic.AUTH_SETTLED),
          Map.entry(DeviceFact.DeviceState.class, Topic.DEVICE),
          Map.entry(ReportFact.ReportNeeded.class, Topic.REPORT_NEEDED),
          Map.entry(ReportFact.ReportDelayed.class, Topic.REPORT_NEEDED),
          Map.entry(ReportFact.ReportTold.class, Topic.REPORT_SETTLED),
          Map.entry(ReportFact.TradeTold.class, Topic.REPORT_SETTLED),
          Map.entry(ReportFact.ReportActRequested.class, Topic.REPORT_SETTLED),
          Map.entry(RefundFact.RefundRequested.class, Topic.REFUND_REQUESTED),
          Map.entry(RefundFact.RefundChanged.class, Topic.REFUND_SETTLED),
          Map.entry(RefundFact.RefundSucceeded.class, Topic.REFUND_SETTLED),
          Map.entry(RefundFact.RefundFailed.class, Topic.REFUND_SETTLED),
          Map.entry(BillFact.BillTaken.class, Topic.BILL),
          Map.entry(BillFact.DifferenceFound.class, Topic.BILL),
          Map.entry(BillFact.DifferenceExplained.class, Topic.BILL),
          Map.entry(BillFact.DayReconciled.class, Topic.BILL),
          Map.entry(AlarmFact.Acknowledged.class, Topic.PAYMENT_ATTENTION),
          Map.entry(AlarmFact.Assigned.class, Topic.PAYMENT_ATTENTION));

  @ParameterizedTest
  @EnumSource
  void a_user_may_write_where_its_service_says_its_facts_and_nowhere_else(LogRights rights) {
    String room = rights.label().replaceAll("-(service|api)$", "");
    Set<String> said =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.facepay." + room)
                .stream()
                .flatMap(type -> type.getConstructorCallsFromSelf().stream())
                .map(call -> call.getTargetOwner().getName())
                .collect(Collectors.toSet());
    Set<Topic> topics =
        SAID_ON.entrySet().stream()
            .filter(fact -> said.contains(fact.getKey().getName()))
            .map(Map.Entry::getValue)
            .collect(Collectors.toSet());
    assertThat(Arrays.stream(Topic.values()).filter(rights::mayWrite))
        .as(rights.label())
        .containsExactlyInAnyOrderElementsOf(topics);
  }

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
