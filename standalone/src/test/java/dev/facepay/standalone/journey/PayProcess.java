package dev.facepay.standalone.journey;

import dev.facepay.pay.PayApplication;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** pay-service in a process of its own, so that it can be killed as a machine kills it. */
final class PayProcess implements AutoCloseable {

  private final Process process;

  private PayProcess(Process process) {
    this.process = process;
  }

  /** Returns at once; it works when the broker has given it partitions. */
  static PayProcess start(Stand stand) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(PayApplication.class.getName());
    settings(stand).forEach((name, value) -> command.add("--" + name + "=" + value));
    Stand.settings().forEach((name, value) -> command.add("--" + name + "=" + value));
    File log = Stand.logFile().toFile();
    return new PayProcess(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
            .start());
  }

  private static Map<String, String> settings(Stand stand) {
    JsonNode ports = stand.gateway().info().path("ports");
    return Map.of(
        "server.port", "0",
        "facepay.kafka.bootstrap-servers", stand.system().bootstrapServers(),
        "facepay.mongo.uri", stand.system().mongoUri(),
        "facepay.merchants-dir", stand.system().merchantsDir().toString(),
        "facepay.keys-dir", stand.system().dataDir().resolve("keys").toString(),
        "facepay.gateway.base-urls",
            "http://localhost:%s,http://localhost:%s"
                .formatted(ports.path("plain_a").asInt(), ports.path("plain_b").asInt()));
  }

  /** As {@code kill -9} does: nothing is finished, nothing is said. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
