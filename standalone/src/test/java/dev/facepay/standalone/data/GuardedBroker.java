package dev.facepay.standalone.data;

import dev.facepay.embedded.LocalPorts;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A broker as an installation has it: TLS, passwords, and nobody may do what no rule allows. Its
 * administrator comes by a listener of its own, and a third one shows a certificate that is over.
 */
final class GuardedBroker implements AutoCloseable {

  private static final String HOST = "localhost";

  private final Path dir;
  private final KafkaRaftServer server;
  private final int admin;
  private final int clients;
  private final int expired;
  private final int inside;

  GuardedBroker(Path dir) throws Exception {
    this.dir = dir;
    List<Integer> ports = LocalPorts.free(5);
    admin = ports.get(0);
    clients = ports.get(1);
    expired = ports.get(2);
    inside = ports.get(3);
    authority("authority");
    authority("stranger");
    certificate("broker", "-1d", 3650);
    certificate("old", "-30d", 10);
    Path log = dir.resolve("log");
    format(log);
    server = new KafkaRaftServer(KafkaConfig.fromProps(settings(log, ports.get(4))), Time.SYSTEM);
    server.startup();
  }

  String administration() {
    return HOST + ":" + admin;
  }

  String clients() {
    return HOST + ":" + clients;
  }

  String withExpiredCertificate() {
    return HOST + ":" + expired;
  }

  /** The certificate of an authority that has not made the broker's. */
  Path stranger() {
    return dir.resolve("stranger.pem");
  }

  /** Its user may do everything; how clients are reached is learnt from it. */
  Path administrator() throws IOException {
    Path file = dir.resolve("administrator.properties");
    Properties properties = new Properties();
    properties.setProperty("security.protocol", "SASL_SSL");
    properties.setProperty("ssl.truststore.type", "PEM");
    properties.setProperty("ssl.truststore.location", file("authority.pem"));
    properties.setProperty("sasl.mechanism", "PLAIN");
    properties.setProperty(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " username=\"administrator\" password=\"of-the-test\";");
    try (OutputStream out = Files.newOutputStream(file)) {
      properties.store(out, null);
    }
    return file;
  }

  private Properties settings(Path log, int controller) {
    Properties p = new Properties();
    p.setProperty("process.roles", "broker,controller");
    p.setProperty("node.id", "1");
    p.setProperty("controller.listener.names", "CONTROLLER");
    p.setProperty("controller.quorum.voters", "1@" + HOST + ":" + controller);
    p.setProperty("inter.broker.listener.name", "INSIDE");
    p.setProperty(
        "listener.security.protocol.map",
        "ADMIN:SASL_SSL,CLIENTS:SASL_SSL,EXPIRED:SSL,CONTROLLER:PLAINTEXT,INSIDE:PLAINTEXT");
    String reached =
        "ADMIN://%1$s:%2$d,CLIENTS://%1$s:%3$d,EXPIRED://%1$s:%4$d,INSIDE://%1$s:%5$d"
            .formatted(HOST, admin, clients, expired, inside);
    p.setProperty("listeners", reached + ",CONTROLLER://" + HOST + ":" + controller);
    p.setProperty("advertised.listeners", reached);
    keys(p, "", "broker");
    keys(p, "listener.name.expired.", "old");
    p.setProperty("listener.name.admin.sasl.enabled.mechanisms", "PLAIN");
    p.setProperty(
        "listener.name.admin.plain.sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " user_administrator=\"of-the-test\";");
    p.setProperty("listener.name.clients.sasl.enabled.mechanisms", "SCRAM-SHA-512");
    p.setProperty(
        "listener.name.clients.scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    p.setProperty(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    // Nobody but the broker itself comes by the listener inside, and there it has no name.
    p.setProperty("super.users", "User:ANONYMOUS;User:administrator");
    p.setProperty("log.dirs", log.toString());
    p.setProperty("auto.create.topics.enable", "false");
    p.setProperty("offsets.topic.num.partitions", "4");
    p.setProperty("offsets.topic.replication.factor", "1");
    p.setProperty("group.initial.rebalance.delay.ms", "0");
    p.setProperty("log.index.size.max.bytes", Integer.toString(128 << 10));
    p.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
    return p;
  }

  private void keys(Properties p, String listener, String name) {
    p.setProperty(listener + "ssl.keystore.type", "PKCS12");
    p.setProperty(listener + "ssl.keystore.location", dir.resolve(name + ".p12").toString());
    p.setProperty(listener + "ssl.keystore.password", "of-the-test");
  }

  /** Makes {@code <name>.pem}, which clients trust or not. */
  private void authority(String name) throws Exception {
    keytool(
        store(name, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "bc=ca:true"));
    keytool(store(name, "-exportcert", "-rfc", "-file", file(name + ".pem")));
  }

  private void certificate(String name, String from, int days) throws Exception {
    keytool(store(name, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + HOST));
    keytool(store(name, "-certreq", "-file", file(name + ".csr")));
    keytool(
        store(
            "authority",
            "-gencert",
            "-rfc",
            "-ext",
            "san=dns:" + HOST,
            "-startdate",
            from,
            "-validity",
            Integer.toString(days),
            "-infile",
            file(name + ".csr"),
            "-outfile",
            file(name + ".pem")));
    Files.writeString(
        dir.resolve(name + ".chain"),
        Files.readString(dir.resolve(name + ".pem"))
            + Files.readString(dir.resolve("authority.pem")));
    keytool(store(name, "-importcert", "-noprompt", "-file", file(name + ".chain")));
  }

  private String file(String name) {
    return dir.resolve(name).toString();
  }

  private List<String> store(String name, String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("-alias", "it", "-storetype", "PKCS12", "-storepass", "of-the-test"));
    all.addAll(List.of("-keystore", file(name + ".p12")));
    return all;
  }

  private static void keytool(List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
  }

  private static void format(Path log) throws Exception {
    try (PrintStream quiet =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(quiet)
          .setNodeId(1)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(log.toString())
          .setDirectories(List.of(log.toString()))
          .run();
    }
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
