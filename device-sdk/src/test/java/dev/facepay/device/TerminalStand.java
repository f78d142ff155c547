package dev.facepay.device;

import dev.facepay.device.edge.EdgeClient;
import dev.facepay.device.edge.Http;
import dev.facepay.device.edge.UrlConnectionHttp;
import dev.facepay.device.face.FaceCode;
import dev.facepay.device.face.FaceSdkSettings;
import dev.facepay.device.face.WxPayFace;
import dev.facepay.device.face.emulated.Delays;
import dev.facepay.device.face.emulated.EmulatedWxPayFace;
import dev.facepay.device.face.emulated.Face;
import dev.facepay.device.face.emulated.Scene;
import dev.facepay.device.face.request.SdkVersion;
import dev.facepay.device.journal.FileJournal;
import dev.facepay.device.journal.Journal;
import dev.facepay.device.order.Finished;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** A terminal with an emulated face SDK, a real journal, and the edge's double over real HTTP. */
final class TerminalStand implements AutoCloseable, TerminalListener {

  final ManualScheduler clock = new ManualScheduler();
  final EdgeDouble edge;
  final Scene scene = new Scene().stepsUp(Face.of("the-buyer"));
  final List<Finished> finished = new ArrayList<>();
  final List<Progress> progress = new ArrayList<>();
  final List<String> declined = new ArrayList<>();
  final List<String> troubles = new ArrayList<>();
  final List<FaceCode.Buyer> buyers = new ArrayList<>();
  final List<String> pages = new ArrayList<>();
  Predicate<FaceCode.Buyer> sells = buyer -> true;
  TerminalSettings settings = TerminalSettings.of("D1");
  SdkVersion version = SdkVersion.parse("2.22");
  Delays delays = Delays.lifelike();
  Crash crash = new Crash();
  FacePayTerminal terminal;
  URI uri;

  private final Path directory;
  private FileJournal journal;

  TerminalStand(Path directory) throws IOException {
    this.directory = directory;
    this.edge = new EdgeDouble(clock);
    this.uri = edge.uri();
  }

  /** The App starts, or starts again. */
  TerminalStand on() {
    try {
      journal = new FileJournal(directory);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    WxPayFace face = new EmulatedWxPayFace(version, clock, delays, new Random(7), scene);
    Http http = new UrlConnectionHttp(uri, Duration.ofSeconds(2));
    TerminalPorts ports =
        new TerminalPorts(
            crash.around(WxPayFace.class, face),
            version,
            FaceSdkSettings.usual(),
            new EdgeClient(crash.around(Http.class, http), EdgeDouble.KEY, Duration.ofMillis(800)),
            crash.around(Journal.class, journal),
            clock,
            clock::soon,
            new Random(11));
    terminal = FacePayTerminal.start(settings, ports, crash.around(TerminalListener.class, this));
    return this;
  }

  /** The power goes: nothing that was planned happens, and the disk is as it is. */
  void powerCut() {
    clock.forgetAll();
    try {
      journal.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Lets time pass until the order has ended. */
  Finished end(String orderNo) {
    clock.runUntil(() -> finished.stream().anyMatch(f -> f.orderNo().equals(orderNo)));
    return finished.get(finished.size() - 1);
  }

  List<Progress.Stage> stages() {
    return progress.stream().map(Progress::stage).toList();
  }

  @Override
  public boolean sellsTo(String orderNo, FaceCode.Buyer buyer) {
    buyers.add(buyer);
    return sells.test(buyer);
  }

  @Override
  public void pageClosed(String orderNo, boolean resultSeen) {
    pages.add(orderNo + (resultSeen ? " seen" : " to confirm"));
  }

  @Override
  public void progress(Progress one) {
    progress.add(one);
  }

  @Override
  public void finished(Finished one) {
    finished.add(one);
  }

  @Override
  public void declined(String orderNo, Decline why) {
    declined.add(why.name());
  }

  @Override
  public void trouble(String what, String detail) {
    troubles.add(what + ": " + detail);
  }

  @Override
  public void close() {
    powerCut();
    edge.close();
  }
}
