package dev.facepay.standalone.desk;

import dev.facepay.device.FacePayTerminal;
import dev.facepay.device.TerminalPorts;
import dev.facepay.device.TerminalSettings;
import dev.facepay.device.edge.EdgeClient;
import dev.facepay.device.face.FaceSdkSettings;
import dev.facepay.device.face.emulated.Delays;
import dev.facepay.device.face.emulated.EmulatedWxPayFace;
import dev.facepay.device.face.emulated.Face;
import dev.facepay.device.face.emulated.Scene;
import dev.facepay.device.face.request.SdkVersion;
import dev.facepay.device.journal.FileJournal;
import dev.facepay.device.order.Channel;
import dev.facepay.device.order.OrderEntry;
import dev.facepay.device.order.Sale;
import dev.facepay.device.time.ThreadScheduler;
import dev.facepay.standalone.client.Codes;
import dev.facepay.standalone.data.DeviceHome;
import dev.facepay.standalone.setup.CannotRun;
import dev.facepay.standalone.setup.ExitCode;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One terminal with an emulated face SDK and a journal on the disk. */
public final class Desk implements AutoCloseable {

  private static final SdkVersion SDK = SdkVersion.parse("2.22.288");
  private static final long LEAVE_WITHIN_MS = 2000;

  private final FileJournal journal;
  private final String terminalId;
  private final ThreadScheduler scheduler = new ThreadScheduler("facepay-terminal");
  private final ExecutorService io = Executors.newVirtualThreadPerTaskExecutor();
  private final SecureRandom random = new SecureRandom();
  private List<OrderEntry> unfinished = List.of();
  private @Nullable FacePayTerminal terminal;
  private @Nullable Screen screen;

  private Desk(FileJournal journal, String terminalId) {
    this.journal = journal;
    this.terminalId = terminalId;
  }

  /**
   * Takes the device's folder for itself.
   *
   * @throws CannotRun if another terminal has it
   */
  public static Desk at(DeviceHome home, String name) {
    try {
      return new Desk(new FileJournal(home.journal()), terminalId(name));
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new CannotRun(
          ExitCode.DATA_DIRECTORY,
          "cannot use %s (%s)".formatted(home.dir(), why),
          "stop the other terminal or choose another --name",
          e);
    }
  }

  /** Switches the terminal on; it takes up by itself what was open. */
  public void on(EdgeClient edge, Delays delays, Screen shown) {
    unfinished = unfinished();
    shown.takesUp(unfinished);
    Scene scene = new Scene().stepsUp(Face.of("emulated-buyer"));
    TerminalPorts ports =
        new TerminalPorts(
            new EmulatedWxPayFace(SDK, scheduler, delays, random, scene),
            SDK,
            FaceSdkSettings.usual(),
            edge,
            journal,
            scheduler,
            io,
            random);
    screen = shown;
    terminal = FacePayTerminal.start(TerminalSettings.of(terminalId), ports, shown);
  }

  /** What a process before this one had left open when this one was switched on. */
  List<String> openBefore() {
    return unfinished.stream().map(OrderEntry::orderNo).toList();
  }

  /** Returns the order's number at once. */
  String pay(Wish wish) {
    Sale sale = Sale.of(wish.fen(), "Noodles");
    return wish.channel() == Channel.FACE
        ? running().payByFace(sale)
        : running().payByCode(sale, Codes.paymentCode(random));
  }

  void tryAgain(String orderNo, Channel channel) {
    shown().again(orderNo);
    if (channel == Channel.FACE) {
      running().tryAgainByFace(orderNo);
    } else {
      running().tryAgainByCode(orderNo, Codes.paymentCode(random));
    }
  }

  void cancel(String orderNo) {
    running().cancel(orderNo);
  }

  Screen shown() {
    if (screen == null) {
      throw new IllegalStateException("the terminal is off");
    }
    return screen;
  }

  @Override
  public void close() {
    if (terminal != null) {
      terminal.close();
    }
    CountDownLatch left = new CountDownLatch(1);
    scheduler.soon(left::countDown);
    try {
      if (!left.await(LEAVE_WITHIN_MS, TimeUnit.MILLISECONDS)) {
        // What it still does is as good as a power cut: the journal is made for it.
        scheduler.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    scheduler.close();
    io.shutdownNow();
    try {
      journal.close();
    } catch (IOException e) {
      // The lock goes with the process at the latest.
    }
  }

  private List<OrderEntry> unfinished() {
    try {
      return journal.all().orders().stream()
          .filter(entry -> entry.stage() != OrderEntry.Stage.TOLD)
          .toList();
    } catch (IOException e) {
      throw new CannotRun(
          ExitCode.DATA_DIRECTORY, "cannot read the device's journal", "check the disk", e);
    }
  }

  private FacePayTerminal running() {
    if (terminal == null) {
      throw new IllegalStateException("the terminal is off");
    }
    return terminal;
  }

  /** At most ten characters of an order number say which terminal made it. */
  private static String terminalId(String name) {
    return name.matches("[0-9A-Za-z_\\-]{1,10}")
        ? name
        : String.format(Locale.ROOT, "T%08X", name.hashCode());
  }
}
