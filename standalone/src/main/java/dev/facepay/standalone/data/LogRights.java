package dev.facepay.standalone.data;

import static dev.facepay.payment.Topic.AUTH_REQUESTED;
import static dev.facepay.payment.Topic.AUTH_SETTLED;
import static dev.facepay.payment.Topic.BILL;
import static dev.facepay.payment.Topic.DEVICE;
import static dev.facepay.payment.Topic.PAYMENT_ACT;
import static dev.facepay.payment.Topic.PAYMENT_ATTENTION;
import static dev.facepay.payment.Topic.PAYMENT_CANCEL_REQUESTED;
import static dev.facepay.payment.Topic.PAYMENT_REJECTED;
import static dev.facepay.payment.Topic.PAYMENT_REQUESTED;
import static dev.facepay.payment.Topic.PAYMENT_REVERSE_NEEDED;
import static dev.facepay.payment.Topic.PAYMENT_SETTLED;
import static dev.facepay.payment.Topic.PAYMENT_UNKNOWN;
import static dev.facepay.payment.Topic.REFUND_REQUESTED;
import static dev.facepay.payment.Topic.REFUND_SETTLED;
import static dev.facepay.payment.Topic.REPORT_NEEDED;
import static dev.facepay.payment.Topic.REPORT_SETTLED;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import dev.facepay.payment.Topic;
import dev.facepay.runtime.fact.FacePayKafka;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What each user of the log may do, and nothing else: whoever writes to a topic moves money or says
 * that it moved. {@code docs/securing.md} shows the same table.
 */
@SuppressWarnings("ImmutableEnumChecker") // Copies that nobody can change.
enum LogRights {
  EDGE_API(
      "edge-api",
      Set.of(
          PAYMENT_REQUESTED,
          PAYMENT_CANCEL_REQUESTED,
          AUTH_REQUESTED,
          REPORT_SETTLED,
          REFUND_REQUESTED),
      EnumSet.complementOf(EnumSet.of(PAYMENT_CANCEL_REQUESTED, PAYMENT_ACT, AUTH_REQUESTED, BILL)),
      Set.of(),
      List.of(),
      // It measures the others' lag, and how full the brokers' disks are.
      true),
  AUTH_SERVICE(
      "auth-service",
      Set.of(AUTH_SETTLED, DEVICE),
      Set.of(DEVICE),
      Set.of(AUTH_REQUESTED),
      List.of("auth-registry", "auth-credentials"),
      false),
  PAY_SERVICE(
      "pay-service",
      Set.of(PAYMENT_UNKNOWN, PAYMENT_SETTLED, PAYMENT_REJECTED),
      Set.of(PAYMENT_UNKNOWN, PAYMENT_REJECTED),
      Set.of(PAYMENT_REQUESTED, PAYMENT_SETTLED, PAYMENT_ACT),
      List.of("pay", "pay-closing", "pay-acts"),
      false),
  QUERY_SERVICE(
      "query-service",
      Set.of(PAYMENT_SETTLED, PAYMENT_REVERSE_NEEDED, PAYMENT_ATTENTION),
      Set.of(PAYMENT_SETTLED, PAYMENT_REVERSE_NEEDED, PAYMENT_ATTENTION),
      Set.of(PAYMENT_UNKNOWN, PAYMENT_CANCEL_REQUESTED),
      List.of("query", "query-cancels"),
      false),
  REVERSE_SERVICE(
      "reverse-service",
      Set.of(PAYMENT_SETTLED, PAYMENT_ATTENTION),
      Set.of(PAYMENT_SETTLED, PAYMENT_ATTENTION),
      Set.of(PAYMENT_REVERSE_NEEDED, PAYMENT_ACT),
      List.of("reverse"),
      false),
  REFUND_SERVICE(
      "refund-service",
      Set.of(REFUND_SETTLED, PAYMENT_ATTENTION),
      Set.of(REFUND_SETTLED, PAYMENT_ATTENTION),
      Set.of(PAYMENT_SETTLED, REFUND_REQUESTED),
      List.of("refund"),
      false),
  REPORT_SERVICE(
      "report-service",
      Set.of(REPORT_NEEDED),
      Set.of(REPORT_NEEDED, AUTH_REQUESTED, DEVICE),
      Set.of(PAYMENT_REQUESTED, PAYMENT_SETTLED, REPORT_SETTLED),
      List.of("report-jobs"),
      false),
  RECONCILE_SERVICE(
      "reconcile-service",
      Set.of(BILL),
      Set.of(PAYMENT_SETTLED, REFUND_REQUESTED, REFUND_SETTLED),
      Set.of(),
      List.of(),
      false),
  CONSOLE_SERVICE(
      "console-service",
      // Of a payment that is settled, a person puts an alarm to rest from there.
      Set.of(PAYMENT_ACT, PAYMENT_ATTENTION, REPORT_SETTLED, REFUND_REQUESTED),
      Set.of(DEVICE),
      // What a person decides about a dead letter stands beside it, whichever stage put it aside.
      EnumSet.complementOf(EnumSet.of(AUTH_SETTLED, DEVICE)),
      List.of("report"),
      true),
  /** The person at the keyboard: {@code tail}, {@code show}, {@code demo}, {@code doctor}. */
  OPERATOR("operator", Set.of(), EnumSet.allOf(Topic.class), Set.of(), List.of("report"), true),
  /** Whoever evaluates the facts; their groups begin with {@code analyst}. */
  ANALYST("analyst", Set.of(), EnumSet.allOf(Topic.class), Set.of(), List.of(), false);

  private final String label;
  private final Set<Topic> writes;
  private final Set<Topic> follows;
  private final Set<Topic> handles;
  private final List<String> groups;
  private final boolean looks;

  /**
   * @param follows read without a group
   * @param handles read by a group; what it can't handle it may put aside
   * @param groups consumer groups, without {@code facepay.}
   * @param looks at all groups' progress and the brokers' disks
   */
  LogRights(
      String label,
      Set<Topic> writes,
      Set<Topic> follows,
      Set<Topic> handles,
      List<String> groups,
      boolean looks) {
    this.label = label;
    this.writes = Set.copyOf(writes);
    this.follows = Set.copyOf(follows);
    this.handles = Set.copyOf(handles);
    this.groups = List.copyOf(groups);
    this.looks = looks;
  }

  String label() {
    return label;
  }

  /** The user's name; several systems on one cluster have users of their own. */
  String user(FacePayKafka kafka) {
    return kafka.topicPrefix() + label;
  }

  boolean mayWrite(Topic topic) {
    return writes.contains(topic);
  }

  boolean mayRead(Topic topic) {
    return follows.contains(topic) || handles.contains(topic);
  }

  /** What it can't handle of that topic goes to people, in a topic beside it. */
  boolean mayPutAside(Topic topic) {
    return handles.contains(topic);
  }

  /** What others put aside, to show it to people. */
  boolean mayReadLetters() {
    return this == CONSOLE_SERVICE || this == OPERATOR;
  }

  List<AclBinding> acls(FacePayKafka kafka) {
    List<AclBinding> acls = new ArrayList<>();
    String ours = kafka.topicPrefix() + "facepay.";
    // Whether the topics are there, and as they should be; no record.
    add(acls, kafka, all(ResourceType.TOPIC, ours), DESCRIBE, DESCRIBE_CONFIGS);
    for (Topic topic : Topic.values()) {
      String name = kafka.name(topic);
      if (mayWrite(topic)) {
        add(acls, kafka, one(ResourceType.TOPIC, name), WRITE);
      }
      if (mayRead(topic)) {
        add(acls, kafka, one(ResourceType.TOPIC, name), READ);
      }
      if (mayPutAside(topic)) {
        add(acls, kafka, one(ResourceType.TOPIC, kafka.deadLetters(name)), WRITE);
      }
      if (mayReadLetters()) {
        add(acls, kafka, one(ResourceType.TOPIC, kafka.deadLetters(name)), READ);
      }
    }
    for (String group : groups) {
      add(acls, kafka, one(ResourceType.GROUP, ours + group), READ);
    }
    if (this == ANALYST) {
      add(acls, kafka, all(ResourceType.GROUP, user(kafka)), READ);
    }
    if (looks) {
      add(acls, kafka, all(ResourceType.GROUP, ours), DESCRIBE);
      add(acls, kafka, one(ResourceType.CLUSTER, "kafka-cluster"), DESCRIBE);
    }
    return acls;
  }

  private void add(
      List<AclBinding> acls, FacePayKafka kafka, ResourcePattern what, AclOperation... operations) {
    for (AclOperation operation : operations) {
      acls.add(
          new AclBinding(
              what,
              new AccessControlEntry(
                  "User:" + user(kafka), "*", operation, AclPermissionType.ALLOW)));
    }
  }

  private static ResourcePattern one(ResourceType type, String name) {
    return new ResourcePattern(type, name, PatternType.LITERAL);
  }

  private static ResourcePattern all(ResourceType type, String beginning) {
    return new ResourcePattern(type, beginning, PatternType.PREFIXED);
  }
}
