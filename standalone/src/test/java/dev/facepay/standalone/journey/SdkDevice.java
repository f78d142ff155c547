package dev.facepay.standalone.journey;

import dev.facepay.device.FacePayTerminal;
import dev.facepay.device.TerminalListener;
import dev.facepay.device.TerminalPorts;
import dev.facepay.device.TerminalSettings;
import dev.facepay.device.edge.EdgeClient;
import dev.facepay.device.edge.TradeBody;
import dev.facepay.device.edge.UrlConnectionHttp;
import dev.facepay.device.face.FaceSdkSettings;
import dev.facepay.device.face.emulated.Delays;
import dev.facepay.device.face.emulated.EmulatedWxPayFace;
import dev.facepay.device.face.emulated.Scene;
import dev.facepay.device.face.request.SdkVersion;
import dev.facepay.device.journal.FileJournal;
import dev.facepay.device.order.Finished;
import dev.facepay.device.time.ThreadScheduler;
import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A shop's device with our App on it and an emulated face SDK; it survives its own restarts. */
final class SdkDevice implements AutoCloseable, TerminalListener {

  private final URI edge;
  private final DemoDevice device;
  private final Path disk;
  private final Scene scene = new Scene();
  private @Nullable Running running;

  SdkDevice(URI edge, DemoDevice device, Path disks) {
    this.edge = edge;
    this.device = device;
    this.disk = disks.resolve(device.merchant() + "-" + device.id());
  }

  private record Running(
      FacePayTerminal terminal, ThreadScheduler thread, ExecutorService io, FileJournal journal) {}

  DemoDevice device() {
    return device;
  }

  /** What happens on it, and what its SDK has counted. */
  Scene scene() {
    return scene;
  }

  void start(String sdk) {
    SdkVersion version = SdkVersion.parse(sdk);
    ThreadScheduler thread = new ThreadScheduler("terminal-" + device.id());
    ExecutorService io = Executors.newVirtualThreadPerTaskExecutor();
    try {
      FileJournal journal = new FileJournal(disk);
      EdgeClient client =
          new EdgeClient(new UrlConnectionHttp(edge, Duration.ofSeconds(2)), device.key());
      TerminalPorts ports =
          new TerminalPorts(
              new EmulatedWxPayFace(version, thread, Delays.none(), new Random(7), scene),
              version,
              FaceSdkSettings.usual(),
              client,
              journal,
              thread,
              io,
              new Random(11));
      FacePayTerminal terminal =
          FacePayTerminal.start(TerminalSettings.of(device.id()), ports, this);
      running = new Running(terminal, thread, io, journal);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The power goes; then it starts with what is on its disk. */
  void restart(String sdk) {
    close();
    start(sdk);
  }

  /** False if the device is off. */
  boolean tell(TradeBody trade) {
    Running now = running;
    if (now == null) {
      return false;
    }
    return Await.until(
        "it is on the device's disk",
        () -> {
          CompletableFuture<Boolean> taken = new CompletableFuture<>();
          now.terminal().paidElsewhere(trade, taken::complete);
          return taken.get();
        },
        taken -> taken);
  }

  @Override
  public void finished(Finished finished) {}

  @Override
  public void close() {
    Running was = running;
    running = null;
    if (was != null) {
      try {
        was.thread().close();
        was.io().shutdownNow();
        was.journal().close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
