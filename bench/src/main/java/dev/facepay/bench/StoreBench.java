package dev.facepay.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import dev.facepay.embedded.DatabaseServer;
import dev.facepay.embedded.LocalPorts;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Guarded writes as the stages make them, over the wire to a database of its own process. */
@Command(
    name = "bench/run-store",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the embedded database's guarded writes: an insert, then a replacement by _id",
      "and ver, from many clients; this release's, and another's beside it in turns."
    })
final class StoreBench implements Callable<Integer> {

  @Option(names = "--clients", defaultValue = "32", description = "${DEFAULT-VALUE}")
  private int clients;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "Of each round, after as many of warming up (${DEFAULT-VALUE}).")
  private int seconds;

  @Option(names = "--rounds", defaultValue = "3", description = "${DEFAULT-VALUE}")
  private int rounds;

  @Option(
      names = "--against",
      paramLabel = "NAME=CLASSPATH",
      description = "Another release's DatabaseServer; repeatable.")
  private Map<String, String> others = new LinkedHashMap<>();

  @Option(
      names = "--durability",
      description = "synced or process, of this release (${DEFAULT-VALUE}).")
  private String durability = "process";

  @Option(names = "--heap", description = "Of a database (${DEFAULT-VALUE}).")
  private String heap = "1g";

  private final PrintStream out = System.out;

  public static void main(String[] args) {
    System.exit(new CommandLine(new StoreBench()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Map<String, String> all = new LinkedHashMap<>(others);
    all.put("this", System.getProperty("java.class.path"));
    out.printf(
        "%-10s %10s %12s %12s %9s %9s%n",
        "", "writes/s", "server us/w", "clients us/w", "p50 ms", "p99 ms");
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, String> one : all.entrySet()) {
        measure(one.getKey(), one.getValue());
      }
    }
    return 0;
  }

  private void measure(String name, String classPath) throws Exception {
    Path place = Files.createTempDirectory("facepay-store");
    Process server = null;
    try {
      int port = LocalPorts.free(1).getFirst();
      server = start(classPath, place, port, name.equals("this"));
      try (MongoClient client = connected(port)) {
        run(client, Duration.ofSeconds(seconds), "warm");
        Duration before = cpu(server.toHandle());
        Duration clientsBefore = cpu(ProcessHandle.current());
        long began = System.nanoTime();
        long[] latencies = run(client, Duration.ofSeconds(seconds), "measured");
        double took = (System.nanoTime() - began) / 1e9;
        Duration used = cpu(server.toHandle()).minus(before);
        Duration clientsUsed = cpu(ProcessHandle.current()).minus(clientsBefore);
        Arrays.sort(latencies);
        int writes = latencies.length;
        out.printf(
            "%-10s %,10.0f %12.0f %12.0f %9.2f %9.2f%n",
            name,
            writes / took,
            used.toNanos() / 1e3 / writes,
            clientsUsed.toNanos() / 1e3 / writes,
            latencies[writes / 2] / 1e6,
            latencies[writes / 100 * 99] / 1e6);
      }
    } finally {
      if (server != null) {
        server.destroyForcibly().waitFor();
      }
      FileSystemUtils.deleteRecursively(place);
    }
  }

  private static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElseThrow();
  }

  private Process start(String classPath, Path place, int port, boolean isThis) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                DatabaseServer.class.getName(),
                place.toString(),
                String.valueOf(port)));
    if (isThis) {
      command.add(durability);
    }
    return new ProcessBuilder(command)
        .redirectOutput(Redirect.DISCARD)
        .redirectError(place.resolve("error.log").toFile())
        .start();
  }

  private static MongoClient connected(int port) {
    MongoClient client =
        MongoClients.create(
            "mongodb://127.0.0.1:%d/?maxPoolSize=200&serverSelectionTimeoutMS=20000"
                .formatted(port));
    client.getDatabase("pay").runCommand(new Document("ping", 1));
    return client;
  }

  /** Returns each write's time in nanoseconds. */
  private long[] run(MongoClient client, Duration time, String collection) throws Exception {
    MongoCollection<Document> attempts = client.getDatabase("pay").getCollection(collection);
    attempts.createIndex(
        new Document("_id", 1).append("ver", 1), new IndexOptions().name("guard").unique(true));
    attempts.createIndex(new Document("expire_at", 1), new IndexOptions().name("retention"));
    attempts.createIndex(new Document("due", 1), new IndexOptions().name("due"));
    AtomicInteger number = new AtomicInteger();
    long end = System.nanoTime() + time.toNanos();
    List<Future<List<Long>>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      for (int i = 0; i < clients; i++) {
        running.add(threads.submit(() -> write(attempts, number, end)));
      }
    }
    List<Long> all = new ArrayList<>();
    for (Future<List<Long>> one : running) {
      all.addAll(one.get());
    }
    return all.stream().mapToLong(Long::longValue).toArray();
  }

  private static List<Long> write(
      MongoCollection<Document> attempts, AtomicInteger number, long end) {
    List<Long> latencies = new ArrayList<>();
    while (System.nanoTime() < end) {
      Document first = document(number.incrementAndGet());
      latencies.add(timed(() -> attempts.insertOne(first)));
      Document next = new Document(first).append("ver", 2L).append("answer", "y".repeat(200));
      Document guard = new Document("_id", first.get("_id")).append("ver", 1L);
      latencies.add(
          timed(
              () -> {
                if (attempts.replaceOne(guard, next).getMatchedCount() != 1) {
                  throw new IllegalStateException("a guarded write was lost");
                }
              }));
    }
    return latencies;
  }

  private static long timed(Runnable write) {
    long began = System.nanoTime();
    write.run();
    return System.nanoTime() - began;
  }

  /** About 0.8 kB, like a stage's. */
  private static Document document(int number) {
    Document document =
        new Document("_id", "1900000109:B%012d".formatted(number))
            .append("ver", 1L)
            .append("state", "asking")
            .append("due", 1_700_000_000_000L + number)
            .append("expire_at", Instant.ofEpochMilli(1_700_000_000_000L + number));
    for (int field = 0; field < 12; field++) {
      document.append("field_" + field, "a value of some length %08d".formatted(number + field));
    }
    return document;
  }
}
