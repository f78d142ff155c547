package dev.facepay.standalone.start;

import dev.facepay.embedded.EmbeddedBroker;
import dev.facepay.payment.Topic;
import dev.facepay.standalone.data.DataDirectory;
import dev.facepay.standalone.data.DemoDevices;
import dev.facepay.standalone.data.OperatorKey;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Which part finds which: the settings that each service starts with, over its own file. */
final class Wiring {

  private static final String AUTHINFO = "/face/get_wxpayface_authinfo";

  /** WeChat's host for credentials; a gateway of our own serves them on its first domain. */
  private static final String WECHAT_AUTHINFO = "https://payapp.weixin.qq.com" + AUTHINFO;

  /** Above the largest record, far below Kafka's 50 MB for a fetch and 32 MB for a sender. */
  private static final String CLIENT_BYTES_MAX = Integer.toString(8 * 1024 * 1024);

  private static final String NOT_THEIRS =
      "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration,"
          + "org.springframework.boot.mongodb.autoconfigure.metrics.MongoMetricsAutoConfiguration,"
          + "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration";

  /** On one machine a stage has one instance; what moves to a cluster can have six. */
  private static final int PARTITIONS = 6;

  private final SystemSettings settings;
  private final DataDirectory data;
  private final Ports ports;
  private final int partitions;

  Wiring(SystemSettings settings, DataDirectory data, Ports ports) {
    this.settings = settings;
    this.data = data;
    this.ports = ports;
    // As they were made once: keys would move.
    int made = EmbeddedBroker.partitions(data.broker(), Topic.PAYMENT_REQUESTED.wire());
    this.partitions = made == 0 ? PARTITIONS : made;
  }

  String bootstrapServers() {
    return Objects.requireNonNullElse(settings.kafka(), "127.0.0.1:" + ports.broker());
  }

  String mongoUri() {
    return Objects.requireNonNullElse(
        settings.mongoUri(), "mongodb://127.0.0.1:" + ports.database() + "/facepay");
  }

  URI http(Service service) {
    int port =
        switch (service) {
          case EDGE -> ports.edge();
          case AUTH -> ports.auth();
          case PAY -> ports.pay();
          case QUERY -> ports.query();
          case REVERSE -> ports.reverse();
          case REFUND -> ports.refund();
          case RECONCILE -> ports.reconcile();
          case REPORT -> ports.report();
          case CONSOLE -> ports.console();
          case SIMULATOR -> ports.simulatorControl();
          case BROKER, DATABASE ->
              throw new IllegalArgumentException(service.label() + " does not speak HTTP");
        };
    return local(port);
  }

  /** Where health and metrics are: on a port of their own where others reach the service. */
  URI management(Service service) {
    return switch (service) {
      case EDGE -> local(ports.edgeManagement());
      case AUTH -> local(ports.authManagement());
      case CONSOLE -> local(ports.consoleManagement());
      default -> http(service);
    };
  }

  private static URI local(int port) {
    return URI.create("http://localhost:" + port);
  }

  Path merchantsDir() {
    return Objects.requireNonNullElse(
        settings.merchantsDir(), data.simulator().resolve("merchants"));
  }

  /** As command-line arguments, which win over every file. */
  List<String> arguments(Service service) {
    List<String> all = new ArrayList<>();
    put(all, "spring.config.name", service.label());
    put(all, "server.port", Integer.toString(http(service).getPort()));
    if (management(service).getPort() != http(service).getPort()) {
      put(all, "management.server.port", Integer.toString(management(service).getPort()));
    }
    put(all, "logging.include-application-name", "false");
    put(all, "spring.main.banner-mode", "off");
    if (service == Service.SIMULATOR || service == Service.EDGE) {
      // One class path for all: what the stages bring must not come to life in these two.
      put(all, "spring.autoconfigure.exclude", NOT_THEIRS);
    }
    if (service == Service.SIMULATOR) {
      simulator(all);
    } else {
      put(all, "facepay.kafka.bootstrap-servers", bootstrapServers());
      // Some twenty clients share one heap: what each may hold of a log it reads anew, or sends.
      put(all, "facepay.kafka.properties[fetch.max.bytes]", CLIENT_BYTES_MAX);
      put(all, "facepay.kafka.properties[buffer.memory]", CLIENT_BYTES_MAX);
      if (settings.kafka() == null) {
        put(all, "facepay.kafka.topics.partitions", Integer.toString(partitions));
      }
      // The broker inside has nobody who takes them.
      put(all, "facepay.kafka.properties[enable.metrics.push]", "false");
      put(all, "facepay.keys-dir", data.keys().toString());
      put(all, "facepay.merchants-dir", merchantsDir().toString());
      if (service == Service.EDGE) {
        put(all, "facepay.edge.mongo-uri", mongoUri());
        put(all, "facepay.edge.keys-file", DemoDevices.edgeFile(data.keys()).toString());
      } else {
        put(all, "facepay.mongo.uri", mongoUri());
        put(all, "facepay.operators-file", OperatorKey.operatorsFile(data.keys()).toString());
        gateway(all);
      }
      if (service == Service.CONSOLE) {
        put(all, "facepay.console.registry.url", http(Service.AUTH).toString());
      }
      if (service == Service.RECONCILE || service == Service.CONSOLE) {
        put(all, "facepay.reconcile.dir", data.bills().toString());
      }
    }
    settings.overrides().forEach((key, value) -> put(all, key, value));
    return all;
  }

  private void simulator(List<String> all) {
    put(all, "facepay.simulator.data-dir", data.simulator().toString());
    put(all, "facepay.simulator.port-a", Integer.toString(ports.gatewayA()));
    put(all, "facepay.simulator.port-b", Integer.toString(ports.gatewayB()));
    put(all, "facepay.simulator.tls-port-a", Integer.toString(ports.secureGatewayA()));
    put(all, "facepay.simulator.tls-port-b", Integer.toString(ports.secureGatewayB()));
  }

  private void gateway(List<String> all) {
    if (settings.simulated()) {
      put(all, "facepay.gateway.base-urls", local("http", ports.gatewayA(), ports.gatewayB()));
      put(
          all,
          "facepay.gateway.secure-base-urls",
          local("https", ports.secureGatewayA(), ports.secureGatewayB()));
      put(all, "facepay.gateway.authinfo-url", local("http", ports.gatewayA()) + AUTHINFO);
      put(all, "facepay.gateway.trust-store-pem", data.simulator().resolve("ca.pem").toString());
    } else {
      String bases =
          settings.gateways().stream().map(URI::toString).collect(Collectors.joining(","));
      put(all, "facepay.gateway.base-urls", bases);
      put(all, "facepay.gateway.secure-base-urls", bases);
      put(all, "facepay.gateway.authinfo-url", WECHAT_AUTHINFO);
    }
  }

  private static String local(String scheme, int... portNumbers) {
    List<String> urls = new ArrayList<>();
    for (int port : portNumbers) {
      urls.add(scheme + "://localhost:" + port);
    }
    return String.join(",", urls);
  }

  private static void put(List<String> all, String key, String value) {
    all.add("--" + key + "=" + value);
  }
}
