package dev.facepay.chaos;

import dev.facepay.standalone.Main;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.Uuid;

/** The command line of each process: a JVM with this one's class path, as small as it may be. */
final class Commands {

  private final Path dir;
  private final Layout layout;
  private final Network network;
  private final String cluster = Uuid.randomUuid().toString();
  private final Optional<ClassCache> cache = ClassCache.of(classPath());

  Commands(Path dir, Layout layout, Network network) {
    this.dir = dir;
    this.layout = layout;
    this.network = network;
  }

  List<String> of(String name) throws IOException {
    Role role = Role.of(name);
    List<String> command = java(role.heap(), "-Djdk.net.hosts.file=" + network.hostsFile(name));
    switch (role) {
      case BROKER -> {
        command.add(BrokerNode.class.getName());
        command.add(brokerSettings(name).toString());
        command.add(cluster);
      }
      case DATABASE -> {
        command.add(DatabaseNode.class.getName());
        command.add(layout.database().toString());
        command.add(Integer.toString(layout.port(name, 0)));
      }
      default -> {
        cache.ifPresent(it -> command.add(1, it.use()));
        command.add(ServiceNode.class.getName());
        command.add(role.module());
        command.add(layout.clock(name).toString());
        command.addAll(layout.arguments(name));
      }
    }
    return command;
  }

  /** One of the product's commands for people, on this log and this database. */
  List<String> operator(String command) {
    List<String> words = java("256m");
    words.add(Main.class.getName());
    words.addAll(List.of(command, "--kafka", layout.brokersHere(), "--mongo", layout.mongoHere()));
    return words;
  }

  /** Writes down which classes the services need; empty if that is done, or can't be. */
  Optional<List<String>> rehearsal() throws IOException {
    if (cache.isEmpty() || cache.get().isFresh()) {
      return Optional.empty();
    }
    String hosts = "-Djdk.net.hosts.file=" + network.hostsFile(Role.PAY.names().getFirst());
    List<String> command = java("512m", cache.get().write(), hosts);
    command.add(Rehearsal.class.getName());
    for (Role role : Role.services()) {
      if (role != Role.services().getFirst()) {
        command.add(Rehearsal.NEXT);
      }
      command.add(role.module());
      command.addAll(layout.arguments(role.names().getFirst()));
    }
    return Optional.of(command);
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private static List<String> java(String heap, String... more) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx" + heap,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(List.of(more));
    command.add("-cp");
    command.add(classPath());
    return command;
  }

  private Path brokerSettings(String name) throws IOException {
    Path file = Files.createDirectories(dir.resolve("settings")).resolve(name + ".properties");
    try (Writer out = Files.newBufferedWriter(file)) {
      layout.broker(name).store(out, null);
    }
    return file;
  }
}
