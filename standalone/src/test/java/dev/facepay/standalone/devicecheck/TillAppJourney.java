package dev.facepay.standalone.devicecheck;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import dev.facepay.device.FacePayTerminal;
import dev.facepay.standalone.Said;
import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.standalone.devicecheck.Judge.Wrong;
import dev.facepay.standalone.journey.Stand;
import dev.facepay.testkit.Await;
import dev.facepay.testkit.Repository;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The App of the tutorial as a reader runs it: its source, with nothing but device-sdk and Gson,
 * worked at the keyboard through the check's cases.
 */
@Order(6)
@ExtendWith(Stand.Provider.class)
@Tag("all")
class TillAppJourney {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path SOURCE = Repository.root().resolve("examples/till-app/TillApp.java");
  private static final Pattern CODE = Pattern.compile("[A-Z2-9]{5}-[A-Z2-9]{5}");
  private static final Pattern ENDED = Pattern.compile("(?m)^(\\S+)  [0-9]+ fen  ");

  private final Stand stand;
  private @Nullable Process running;
  private int seen;

  @TempDir private Path home;

  TillAppJourney(Stand stand) {
    this.stand = stand;
  }

  @Test
  void it_is_enrolled_sells_asks_again_cancels_and_survives_a_power_cut() throws Exception {
    String merchant = stand.system().devices().getFirst().merchant();
    try (DeviceCheck check = DeviceCheck.before(stand.system().edge(), 0, InstantSource.system())) {
      on(check);
      types(enrolmentCode(merchant));
      says("ready: TILLAPP");
      tried(check, Case.PAID, "5.00", "500 fen  PAID", "");
      tried(check, Case.PASSWORD, "9.11", "911 fen  PAID", "");
      tried(check, Case.ANSWER_LOST, "6", "600 fen  PAID", "");
      tried(check, Case.REFUSED, "9.01", "901 fen  NOT PAID", "again");
      tried(check, Case.GIVE_UP, "9.13", "ASK_PASSWORD", "cancel");
      says("913 fen  NOT PAID");
      tried(check, Case.POWER_CUT, "8.00", "SENDING", "plug");
      says("800 fen  PAID");
    }
    assertThat(Files.readAllLines(home.resolve("TILLAPP").resolve("sold.tsv")))
        .extracting(line -> line.split("\t")[1])
        .containsExactly("500", "911", "600", "800");
    tellTheJudge(merchant);
  }

  private void tried(DeviceCheck check, Case tried, String amount, String shown, String then)
      throws Exception {
    try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<Wrong>> wrong = other.submit(() -> check.run(tried, PATIENCE, PATIENCE));
      types(amount);
      says(shown);
      if (then.equals("plug")) {
        off();
        on(check);
      } else if (!then.isEmpty()) {
        types(then);
      }
      assertThat(wrong.get()).as(tried.id()).isEmpty();
    }
  }

  private String enrolmentCode(String merchant) {
    command("store", "add", "--id", "TILLSHOP", "--name", "Noodles", "--merchant", merchant);
    Matcher code =
        CODE.matcher(command("device", "add", "--store", "TILLSHOP", "--name", "TILLAPP"));
    assertThat(code.find()).isTrue();
    return code.group();
  }

  private String command(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--data-dir", stand.system().dataDir().toString()));
    Said said = Said.by(Map.of(), all);
    assertThat(said.status()).as(said.err()).isZero();
    return said.out();
  }

  private void on(DeviceCheck check) throws IOException {
    running =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                place(FacePayTerminal.class) + File.pathSeparator + place(Gson.class),
                SOURCE.toString(),
                check.address().toString(),
                home.resolve("TILLAPP").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(screen().toFile()))
            .start();
  }

  /** As a power cut does it. */
  @AfterEach
  void off() {
    if (running != null) {
      running.destroyForcibly().onExit().join();
    }
  }

  private Path screen() {
    return home.resolve("screen.txt");
  }

  private static Path place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private void types(String line) throws IOException {
    seen = Files.exists(screen()) ? Files.readString(screen()).length() : 0;
    Writer keyboard = running.outputWriter();
    keyboard.write(line + "\n");
    keyboard.flush();
  }

  /** Since something was typed. */
  private void says(String text) {
    Await.until(
        "the screen shows " + text,
        () -> Files.readString(screen()).substring(seen),
        shown -> shown.contains(text));
  }

  /** The evidence of all journeys is judged together: what devices heard belongs to it. */
  private void tellTheJudge(String merchant) throws IOException {
    String key = Files.readString(home.resolve("TILLAPP").resolve("key")).strip();
    DemoDevice device = new DemoDevice("TILLAPP", "", merchant, null, key);
    Matcher ended = ENDED.matcher(Files.readString(screen()));
    while (ended.find()) {
      stand.till().look(device, merchant + ":" + ended.group(1), null, Duration.ZERO);
    }
  }
}
