package dev.facepay.standalone.registry;

import dev.facepay.device.FacePayTerminal;
import dev.facepay.device.TerminalListener;
import dev.facepay.device.TerminalPorts;
import dev.facepay.device.TerminalSettings;
import dev.facepay.device.edge.EdgeClient;
import dev.facepay.device.face.FaceSdkSettings;
import dev.facepay.device.face.emulated.Delays;
import dev.facepay.device.face.emulated.EmulatedWxPayFace;
import dev.facepay.device.face.emulated.Scene;
import dev.facepay.device.face.request.SdkVersion;
import dev.facepay.device.journal.FileJournal;
import dev.facepay.device.order.OrderEntry;
import dev.facepay.device.time.ThreadScheduler;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.data.DeviceHome;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A terminal of device-sdk with an emulated face SDK and its journal in the device's folder. */
public final class EmulatedTerminal implements AutoCloseable {

  private static final long LEAVE_WITHIN_MS = 2000;

  private final FileJournal journal;
  private final String terminalId;
  private final ThreadScheduler scheduler;
  private final ExecutorService io = Executors.newVirtualThreadPerTaskExecutor();
  private final SecureRandom random = new SecureRandom();
  private final Scene scene = new Scene();
  private @Nullable FacePayTerminal terminal;

  private EmulatedTerminal(FileJournal journal, String terminalId) {
    this.journal = journal;
    this.terminalId = terminalId;
    this.scheduler = new ThreadScheduler("terminal-" + terminalId);
  }

  /**
   * Takes the device's folder for itself.
   *
   * @throws CannotRun if another terminal has it
   */
  public static EmulatedTerminal at(DeviceHome home, String name) {
    try {
      return new EmulatedTerminal(new FileJournal(home.journal()), terminalId(name));
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new CannotRun(
          ExitCode.DATA_DIRECTORY,
          "cannot use %s (%s)".formatted(home.dir(), why),
          "stop the other terminal or choose another --name",
          e);
    }
  }

  /** Switches it on; it takes up by itself what was open. */
  public void on(EdgeClient edge, SdkVersion sdk, Delays delays, TerminalListener listener) {
    TerminalPorts ports =
        new TerminalPorts(
            new EmulatedWxPayFace(sdk, scheduler, delays, random, scene),
            sdk,
            FaceSdkSettings.usual(),
            edge,
            journal,
            scheduler,
            io,
            random);
    terminal = FacePayTerminal.start(TerminalSettings.of(terminalId), ports, listener);
  }

  /** The face before its camera, and what its SDK has counted. */
  public Scene scene() {
    return scene;
  }

  /**
   * @throws IllegalStateException if it is off
   */
  public FacePayTerminal running() {
    if (terminal == null) {
      throw new IllegalStateException("the terminal is off");
    }
    return terminal;
  }

  /** What a process before this one has left open; to be asked before it is switched on. */
  List<OrderEntry> unfinished() {
    try {
      return journal.all().orders().stream()
          .filter(entry -> entry.stage() != OrderEntry.Stage.TOLD)
          .toList();
    } catch (IOException e) {
      throw new CannotRun(
          ExitCode.DATA_DIRECTORY, "cannot read the device's journal", "check the disk", e);
    }
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

  /** At most ten characters of an order number say which terminal made it. */
  private static String terminalId(String name) {
    return name.matches("[0-9A-Za-z_\\-]{1,10}")
        ? name
        : String.format(Locale.ROOT, "T%08X", name.hashCode());
  }
}
