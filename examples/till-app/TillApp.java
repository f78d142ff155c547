import static java.nio.charset.StandardCharsets.UTF_8;

import dev.facepay.device.*;
import dev.facepay.device.edge.*;
import dev.facepay.device.face.*;
import dev.facepay.device.face.emulated.*;
import dev.facepay.device.face.request.SdkVersion;
import dev.facepay.device.journal.FileJournal;
import dev.facepay.device.order.*;
import dev.facepay.device.time.ThreadScheduler;
import java.io.*;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.*;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.Executors;

/**
 * A till in one file: takes an amount, scans a face, pays, and shows how it ended. {@code
 * TillApp.java http://localhost:8080 T1}: the folder T1 keeps the device's key and what it sold.
 */
class TillApp implements TerminalListener {

  private final Path sold;
  private volatile String lastOrder = "";

  TillApp(Path sold) {
    this.sold = sold;
  }

  public static void main(String[] args) throws Exception {
    var keyboard = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    var http = new UrlConnectionHttp(URI.create(args[0]), Duration.ofSeconds(5));
    Path home = Files.createDirectories(Path.of(args[1]));
    String key = key(http, home.resolve("key"), keyboard);

    SdkVersion version = SdkVersion.parse("2.22.288");
    var thread = new ThreadScheduler("terminal");
    var io = Executors.newCachedThreadPool();
    // On a device: WxPayFace face = new WechatFace(context), the adapter of your App.
    Scene scene = new Scene().stepsUp(Face.of("a buyer"));
    WxPayFace face = new EmulatedWxPayFace(version, thread, Delays.lifelike(), new Random(), scene);
    try (var journal = new FileJournal(home.resolve("journal"))) {
      var ports =
          new TerminalPorts(
              face,
              version,
              FaceSdkSettings.usual(),
              new EdgeClient(http, key),
              journal,
              thread,
              io,
              new SecureRandom());
      TillApp app = new TillApp(home.resolve("sold.tsv"));
      var settings = TerminalSettings.of(home.getFileName().toString());
      try (var terminal = FacePayTerminal.start(settings, ports, app)) {
        app.serve(terminal, keyboard);
      }
      thread.close();
      io.shutdownNow();
    }
  }

  /** The device's key: of the first start's enrolment code, then from its file. */
  private static String key(Http http, Path file, BufferedReader keyboard) throws IOException {
    if (Files.exists(file)) {
      return Files.readString(file);
    }
    System.out.println("enrolment code, of ./facepay device add:");
    var answer = new EdgeClient(http, null).enroll(keyboard.readLine().strip());
    if (answer instanceof Answer.Success<Enrolled> success) {
      Files.writeString(file, success.value().key()); // on a device: where only the App reads
      return success.value().key();
    }
    throw new IOException("not enrolled: " + answer);
  }

  /** A line of the cashier's is an amount in yuan or a word. */
  private void serve(FacePayTerminal terminal, BufferedReader keyboard) throws IOException {
    System.out.println("12.80 sells   again: another code   cancel   q");
    for (String line = keyboard.readLine(); line != null; line = keyboard.readLine()) {
      String word = line.strip();
      if (word.equals("q")) {
        return;
      } else if (word.equals("again")) {
        terminal.tryAgainByFace(lastOrder);
      } else if (word.equals("cancel")) {
        terminal.cancel(lastOrder);
      } else if (word.matches("[0-9]{1,6}(\\.[0-9]{1,2})?")) {
        long fen = new BigDecimal(word).movePointRight(2).longValueExact();
        terminal.payByFace(Sale.of(fen, "Noodles"));
      } else {
        System.out.println("12.80 sells   again: another code   cancel   q");
      }
    }
  }

  @Override
  public void ready(DeviceIdentity device) {
    System.out.println("ready: " + device.deviceId() + " in " + device.storeName());
  }

  /** While it is open: what the buyer does next, a lost answer, a password, a missing network. */
  @Override
  public void progress(Progress step) {
    lastOrder = step.orderNo();
    System.out.println(step.orderNo() + "  " + step.stage() + "  " + step.zh());
  }

  /** The end of an attempt; that of a sale before a power cut comes after the next start. */
  @Override
  public void finished(Finished end) {
    lastOrder = end.orderNo();
    Outcome outcome = end.outcome();
    String screen;
    if (outcome.paid()) {
      book(end);
      screen = "PAID, hand over the goods";
    } else if (outcome instanceof Outcome.NotPaid not) {
      screen = "NOT PAID  " + not.zh() + (not.goingBack() ? "  money goes back by itself" : "");
    } else if (outcome instanceof Outcome.NotSent not) {
      screen = "NOTHING WAS SENT  " + not.why();
    } else {
      screen = "CALL STAFF  " + outcome;
    }
    String attempt = end.attempt() == 1 ? "" : "-" + end.attempt();
    System.out.println(end.orderNo() + attempt + "  " + end.totalFee() + " fen  " + screen);
  }

  /** Once for each order: after a power cut the App may hear of it again. */
  private void book(Finished end) {
    try {
      String line = end.orderNo() + "\t" + end.totalFee();
      if (!Files.exists(sold) || !Files.readAllLines(sold).contains(line)) {
        Files.writeString(sold, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // then it does not count as heard, and is told again
    }
  }

  @Override
  public void declined(String orderNo, Decline why) {
    System.out.println(orderNo + "  not done: " + why);
  }

  @Override
  public void trouble(String what, String detail) {
    System.out.println(what + " does not work yet: " + detail);
  }
}
