package dev.facepay.chaos;

import dev.facepay.embedded.LocalPorts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** Each process's ports, the processes that it calls, and the settings that it starts with. */
final class Layout {

  /** Devices' and everybody else's address on the network who is no process of the run. */
  static final String DEVICES = "devices";

  private static final String NOT_THEIRS =
      "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration,"
          + "org.springframework.boot.mongodb.autoconfigure.metrics.MongoMetricsAutoConfiguration,"
          + "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration";

  private final Path dir;
  private final Pace pace;
  private final Map<String, List<Integer>> ports = new LinkedHashMap<>();

  Layout(Path dir, Pace pace) {
    this.dir = dir;
    this.pace = pace;
    for (Role role : Role.values()) {
      int each =
          switch (role) {
            // For clients, for its peers, for the controllers, for the proof.
            case BROKER -> 4;
            // Its domains, plain and with TLS, and its control.
            case GATEWAY -> 5;
            // For devices or operators, and for its health.
            case EDGE, AUTH, CONSOLE -> 2;
            default -> 1;
          };
      role.names().forEach(name -> ports.put(name, LocalPorts.free(each)));
    }
  }

  int port(String name, int which) {
    return ports.getOrDefault(name, List.of()).get(which);
  }

  /** Where a process tells how it is. */
  int healthPort(String name) {
    return switch (Role.of(name)) {
      case GATEWAY -> port(name, 4);
      case EDGE, AUTH, CONSOLE -> port(name, 1);
      default -> port(name, 0);
    };
  }

  /** The gateway is there when it serves; the others must have joined the log. */
  String healthPath(String name) {
    return Role.of(name) == Role.GATEWAY ? "/actuator/health" : "/actuator/health/readiness";
  }

  void wire(Network network) throws IOException {
    List<String> brokers = Role.BROKER.names();
    for (Role role : Role.values()) {
      for (String name : role.names()) {
        network.serves(name, ports.getOrDefault(name, List.of()).subList(0, called(role)));
      }
    }
    for (String broker : brokers) {
      network.connect(broker, brokers.stream().filter(it -> !it.equals(broker)).toList());
    }
    for (Role role : Role.services()) {
      List<String> others = new ArrayList<>(brokers);
      others.addAll(Role.DATABASE.names());
      if (role.asksTheGateway()) {
        others.addAll(Role.GATEWAY.names());
      }
      for (String name : role.names()) {
        network.connect(name, others);
      }
    }
    network.connect(DEVICES, Role.EDGE.names());
  }

  /** How many of its ports others of the run call. */
  private static int called(Role role) {
    return switch (role) {
      case BROKER -> 3;
      case GATEWAY -> 2;
      default -> 1;
    };
  }

  /** As the others see them. */
  String brokers() {
    return Role.BROKER.names().stream()
        .map(name -> name + ":" + port(name, 0))
        .collect(Collectors.joining(","));
  }

  /** For the proof: what it reads does not go over wires that are cut. */
  String brokersHere() {
    return Role.BROKER.names().stream()
        .map(name -> "127.0.0.1:" + port(name, 3))
        .collect(Collectors.joining(","));
  }

  Properties broker(String name) {
    List<String> names = Role.BROKER.names();
    Properties p = new Properties();
    p.setProperty("process.roles", "broker,controller");
    p.setProperty("node.id", Integer.toString(names.indexOf(name) + 1));
    p.setProperty("controller.listener.names", "CONTROLLER");
    p.setProperty("inter.broker.listener.name", "PEER");
    p.setProperty(
        "listener.security.protocol.map",
        "CLIENT:PLAINTEXT,PEER:PLAINTEXT,CONTROLLER:PLAINTEXT,PROOF:PLAINTEXT");
    p.setProperty("listeners", listeners("127.0.0.1", name));
    p.setProperty("advertised.listeners", listeners(name, name));
    p.setProperty(
        "controller.quorum.voters",
        names.stream()
            .map(it -> "%d@%s:%d".formatted(names.indexOf(it) + 1, it, port(it, 2)))
            .collect(Collectors.joining(",")));
    p.setProperty("log.dirs", dir.resolve(name).resolve("log").toString());
    p.setProperty("auto.create.topics.enable", "false");
    p.setProperty("default.replication.factor", "3");
    p.setProperty("min.insync.replicas", "2");
    p.setProperty("offsets.topic.num.partitions", "4");
    p.setProperty("offsets.topic.replication.factor", "3");
    p.setProperty("group.initial.rebalance.delay.ms", "0");
    p.setProperty("log.segment.bytes", Integer.toString(16 << 20));
    p.setProperty("log.index.size.max.bytes", Integer.toString(128 << 10));
    p.setProperty("num.network.threads", "2");
    p.setProperty("num.io.threads", "4");
    p.setProperty("num.recovery.threads.per.data.dir", "2");
    p.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
    return p;
  }

  private String listeners(String host, String name) {
    return "CLIENT://%s:%d,PEER://%s:%d,CONTROLLER://%s:%d,PROOF://127.0.0.1:%d"
        .formatted(host, port(name, 0), host, port(name, 1), host, port(name, 2), port(name, 3));
  }

  String mongo() {
    return "mongodb://database:" + port("database", 0);
  }

  String mongoHere() {
    return "mongodb://127.0.0.1:" + port("database", 0);
  }

  /** The file that says by how much a service's clock is wrong. */
  Path clock(String name) {
    return dir.resolve("clocks").resolve(name);
  }

  Path database() {
    return dir.resolve("database").resolve("store");
  }

  Path keys() {
    return dir.resolve("keys");
  }

  Path gateway() {
    return dir.resolve("gateway");
  }

  /** As command-line arguments, which win over every file. */
  List<String> arguments(String name) {
    Role role = Role.of(name);
    Map<String, String> all = new LinkedHashMap<>();
    all.put("spring.config.name", role.module());
    all.put("server.address", "127.0.0.1");
    all.put("spring.main.banner-mode", "off");
    if (role == Role.GATEWAY) {
      gateway(all);
    } else {
      service(all, name, role);
    }
    return all.entrySet().stream().map(it -> "--" + it.getKey() + "=" + it.getValue()).toList();
  }

  private void gateway(Map<String, String> all) {
    all.put("server.port", Integer.toString(port("gateway", 4)));
    all.put("spring.autoconfigure.exclude", NOT_THEIRS);
    all.put("facepay.simulator.data-dir", gateway().toString());
    all.put("facepay.simulator.port-a", Integer.toString(port("gateway", 0)));
    all.put("facepay.simulator.port-b", Integer.toString(port("gateway", 1)));
    all.put("facepay.simulator.tls-port-a", Integer.toString(port("gateway", 2)));
    all.put("facepay.simulator.tls-port-b", Integer.toString(port("gateway", 3)));
    // The whole journal is evidence.
    all.put("facepay.simulator.journal-max", "0B");
    all.putAll(pace.gateway());
  }

  private void service(Map<String, String> all, String name, Role role) {
    all.put("server.port", Integer.toString(port(name, 0)));
    all.put("facepay.kafka.bootstrap-servers", brokers());
    all.put("facepay.kafka.topics.replicas", "3");
    all.put("facepay.kafka.topics.in-sync-replicas-min", "2");
    all.put("facepay.kafka.properties[fetch.max.bytes]", Integer.toString(8 << 20));
    all.put("facepay.kafka.properties[buffer.memory]", Integer.toString(8 << 20));
    all.put("facepay.keys-dir", keys().toString());
    if (healthPort(name) != port(name, 0)) {
      all.put("management.server.port", Integer.toString(healthPort(name)));
      all.put("management.server.address", "127.0.0.1");
    }
    if (role == Role.EDGE) {
      all.put("spring.autoconfigure.exclude", NOT_THEIRS);
      all.put("facepay.edge.mongo-uri", mongo());
      all.put("facepay.edge.keys-file", keys().resolve("devices.json").toString());
    } else {
      String domains =
          "http://gateway:%d,http://gateway:%d".formatted(port("gateway", 0), port("gateway", 1));
      all.put("facepay.mongo.uri", mongo());
      all.put("facepay.merchants-dir", gateway().resolve("merchants").toString());
      if (role == Role.AUTH || role == Role.CONSOLE) {
        all.put("facepay.operators-file", keys().resolve("operators.json").toString());
      }
      all.put("facepay.gateway.base-urls", domains);
      all.put("facepay.gateway.secure-base-urls", domains);
      all.put(
          "facepay.gateway.authinfo-url",
          "http://gateway:%d/face/get_wxpayface_authinfo".formatted(port("gateway", 0)));
      pace.services()
          .forEach(
              (key, value) -> {
                if (isFor(role, key)) {
                  all.put(key, value);
                }
              });
    }
  }

  private static boolean isFor(Role role, String key) {
    return key.startsWith("facepay." + role.label() + ".")
        || key.startsWith("facepay.gateway.")
        || (key.startsWith("facepay.due.") && role == Role.REVERSE);
  }
}
