package dev.facepay.standalone.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.embedded.SharedBroker;
import dev.facepay.payment.Fact;
import dev.facepay.payment.Topic;
import dev.facepay.payment.UnknownReason;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.KafkaFactPublisher;
import dev.facepay.runtime.fact.Topics;
import dev.facepay.testkit.Fixtures;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Facts of an order, wherever its key has led them. */
@Tag("real")
class FactLogTest {

  private final FacePayKafka kafka =
      FacePayKafka.at(SharedBroker.bootstrapServers(), "show", UUID.randomUUID() + ".");

  @Test
  void facts_from_before_and_after_a_topic_was_enlarged_are_found() throws Exception {
    new Topics(kafka).make();
    Fact before = Fixtures.unknown(UnknownReason.NO_ANSWER);
    Fact after = Fixtures.reverseNeeded();
    publish(before);
    enlarge(Topic.PAYMENT_UNKNOWN);
    enlarge(Topic.PAYMENT_REVERSE_NEEDED);
    publish(after);

    assertThat(new FactLog(kafka).of(Set.of(before.key())))
        .extracting(Fact::factId)
        .containsExactlyInAnyOrder(before.factId(), after.factId());
  }

  private void enlarge(Topic topic) throws Exception {
    try (Admin admin = Admin.create(kafka.clientSettings("admin"))) {
      admin.createPartitions(Map.of(kafka.name(topic), NewPartitions.increaseTo(31))).all().get();
    }
  }

  private void publish(Fact fact) throws InterruptedException {
    try (KafkaFactPublisher log = new KafkaFactPublisher(kafka, "query")) {
      log.publish(fact);
    }
  }
}
