package dev.facepay.auth.registry;

import static dev.facepay.auth.registry.RegistryStand.ALICE;

import dev.facepay.auth.registry.RegistryStand.Answer;
import dev.facepay.payment.Fact;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.KafkaFactPublisher;
import dev.facepay.runtime.fact.LogFollower;
import dev.facepay.runtime.seal.EnrolmentCodes;
import dev.facepay.runtime.seal.Fingerprints;
import dev.facepay.runtime.seal.KeyRing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import tools.jackson.databind.JsonNode;

/** Operators over real HTTP, devices over the real log. */
abstract class AdminApiStand {

  static final BlockingQueue<Fact> FACTS = new LinkedBlockingQueue<>();

  static RegistryStand stand;
  static LogFollower follower;
  static KafkaFactPublisher edge;
  static EnrolmentCodes codes;

  @BeforeAll
  static void start() {
    stand =
        new RegistryStand(
            "admin-api.",
            // All of its strangers come from one address.
            "--facepay.operator-tries.address-burst=10000",
            "--facepay.operator-tries.all-burst=10000");
    edge = new KafkaFactPublisher(stand.kafka, "edge");
    codes = new EnrolmentCodes(new Fingerprints(KeyRing.open(stand.keys)));
    follower =
        new LogFollower(
            stand.kafka,
            "test",
            Set.of(Topic.AUTH_SETTLED, Topic.DEVICE),
            LogFollower.FROM_THE_BEGINNING,
            Timekeeper.system(),
            new SimpleMeterRegistry(),
            logged -> logged.fact().ifPresent(FACTS::add));
    follower.start();
    follower.caughtUp().orTimeout(60, TimeUnit.SECONDS).join();
    store("S1");
  }

  @AfterAll
  static void stop() {
    follower.stop();
    edge.close();
    stand.close();
  }

  static Answer store(String id) {
    return stand.post(
        ALICE,
        "/v1/admin/stores",
        """
        {"store_id": "%s", "store_name": "Shop %s", "merchant_id": "1900000109"}\
        """
            .formatted(id, id));
  }

  static Answer device(String id, String name, String store) {
    return stand.post(
        ALICE,
        "/v1/admin/devices",
        """
        {"device_id": "%s", "name": "%s", "store_id": "%s"}\
        """
            .formatted(id, name, store));
  }

  static JsonNode newest(String what) {
    for (JsonNode entry : stand.get(ALICE, "/v1/admin/audit?limit=100").json().path("entries")) {
      if (entry.path("what").asString().equals(what)) {
        return entry;
      }
    }
    throw new AssertionError("no audit of " + what);
  }
}
