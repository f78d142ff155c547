package dev.facepay.standalone.journey;

import dev.facepay.device.FacePayTerminal;
import dev.facepay.device.Progress;
import dev.facepay.device.Progress.Stage;
import dev.facepay.device.TerminalListener;
import dev.facepay.device.TerminalPorts;
import dev.facepay.device.TerminalSettings;
import dev.facepay.device.edge.DeviceIdentity;
import dev.facepay.device.edge.EdgeClient;
import dev.facepay.device.edge.Http;
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
import dev.facepay.device.order.OrderEntry;
import dev.facepay.device.order.Sale;
import dev.facepay.device.time.ThreadScheduler;
import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.testkit.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/** A terminal of the device-sdk before the real edge; its power can go and come back. */
final class DeviceUnderTest implements AutoCloseable, TerminalListener {

  private static final SdkVersion SDK = SdkVersion.parse("2.22");

  final List<Finished> finished = new CopyOnWriteArrayList<>();
  final List<Stage> stages = new CopyOnWriteArrayList<>();
  final List<DeviceIdentity> ready = new CopyOnWriteArrayList<>();
  Delays delays = Delays.none();
  PowerCut power = PowerCut.never();

  private final Stand stand;
  private final DemoDevice who;
  private final String terminalId;
  private final Path directory;
  private final Scene scene;
  private final Map<String, OrderEntry> disk = new ConcurrentHashMap<>();
  private FileJournal journal;
  private ThreadScheduler scheduler;
  private ExecutorService io;
  private FacePayTerminal terminal;

  DeviceUnderTest(Stand stand, DemoDevice who, String terminalId, Path home) {
    this.stand = stand;
    this.who = who;
    this.terminalId = terminalId;
    this.directory = home.resolve(terminalId);
    this.scene = new Scene().stepsUp(Face.of("a-buyer").withCode(stand.freshCode()));
  }

  DeviceUnderTest on() throws IOException {
    journal = new FileJournal(directory);
    scheduler = new ThreadScheduler("terminal-" + terminalId);
    io = Executors.newVirtualThreadPerTaskExecutor();
    Http http = power.around(Http.class, stand.till().ofDevice(who));
    WxPayFace face = new EmulatedWxPayFace(SDK, scheduler, delays, new Random(7), scene);
    terminal =
        FacePayTerminal.start(
            TerminalSettings.of(terminalId),
            new TerminalPorts(
                power.around(WxPayFace.class, face),
                SDK,
                FaceSdkSettings.usual(),
                new EdgeClient(http, who.key()),
                power.around(Journal.class, noting(journal)),
                scheduler,
                io,
                new Random(terminalId.hashCode())),
            power.around(TerminalListener.class, this));
    return this;
  }

  String payByFace(long fen) {
    return terminal.payByFace(Sale.of(fen, "Tea"));
  }

  String payByCode(long fen) {
    return terminal.payByCode(Sale.of(fen, "Tea"), stand.freshCode());
  }

  void tryAgainByCode(String orderNo) {
    terminal.tryAgainByCode(orderNo, stand.freshCode());
  }

  void cancel(String orderNo) {
    terminal.cancel(orderNo);
  }

  /** All at once, and nothing of it does anything afterwards. */
  void powerGoes() throws IOException {
    power.now();
    scheduler.close();
    io.shutdownNow();
    journal.close();
    power = PowerCut.never();
  }

  /** What is on the disk of the order. */
  Optional<OrderEntry> stored(String orderNo) {
    return Optional.ofNullable(disk.get(orderNo));
  }

  boolean hasTold(String orderNo) {
    return stored(orderNo).filter(it -> it.stage() == OrderEntry.Stage.TOLD).isPresent();
  }

  Finished end(String orderNo) {
    Await.until(
        "the end of " + orderNo + ", after " + stages, () -> hasTold(orderNo), told -> told);
    return ends(orderNo).getLast();
  }

  List<Finished> ends(String orderNo) {
    return finished.stream().filter(one -> one.orderNo().equals(orderNo)).toList();
  }

  JsonNode ledger(String outTradeNo) {
    return stand.gateway().order(who.merchant(), outTradeNo);
  }

  @Override
  public void ready(DeviceIdentity identity) {
    ready.add(identity);
  }

  @Override
  public void progress(Progress one) {
    stages.add(one.stage());
  }

  @Override
  public void finished(Finished one) {
    finished.add(one);
  }

  @Override
  public void trouble(String what, String detail) {
    System.out.printf("terminal %s: %s: %s%n", terminalId, what, detail);
  }

  @Override
  public void close() throws IOException {
    powerGoes();
  }

  private Journal noting(Journal inner) {
    return new Journal() {
      @Override
      public void put(OrderEntry entry) throws IOException {
        inner.put(entry);
        disk.put(entry.orderNo(), entry);
      }

      @Override
      public void remove(String orderNo) throws IOException {
        inner.remove(orderNo);
      }

      @Override
      public Stored all() throws IOException {
        return inner.all();
      }

      @Override
      public void note(String name, String text) throws IOException {
        inner.note(name, text);
      }

      @Override
      public Optional<String> note(String name) throws IOException {
        return inner.note(name);
      }
    };
  }
}
