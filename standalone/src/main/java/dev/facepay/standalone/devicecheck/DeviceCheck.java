package dev.facepay.standalone.devicecheck;

import dev.facepay.standalone.devicecheck.Judge.Wrong;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Tries one case after the other. */
final class DeviceCheck implements AutoCloseable {

  /** What an App still does behind the end of a case belongs to it. */
  private static final Duration QUIET = Duration.ofSeconds(2);

  private final Recorder recorder;
  private final EdgeProxy proxy;

  private DeviceCheck(Recorder recorder, EdgeProxy proxy) {
    this.recorder = recorder;
    this.proxy = proxy;
  }

  /**
   * @param port where the App finds it; 0: any
   * @throws IOException if the port is taken
   */
  static DeviceCheck before(URI edge, int port, InstantSource clock) throws IOException {
    Recorder recorder = new Recorder();
    return new DeviceCheck(recorder, new EdgeProxy(edge, port, recorder, clock));
  }

  URI address() {
    return proxy.address();
  }

  /**
   * Waits for the App to begin the case, and until nothing more need be waited for.
   *
   * @param patience how long it may take to begin
   * @param within how long it may take from then on
   */
  List<Wrong> run(Case tried, Duration patience, Duration within) throws InterruptedException {
    recorder.begin(tried);
    long deadline = System.nanoTime() + patience.toNanos();
    boolean isBegun = false;
    boolean isOver = false;
    while (!isOver && System.nanoTime() < deadline) {
      boolean isQuiet = !recorder.changes(QUIET);
      if (!isBegun && Judge.isBegun(recorder.seen())) {
        isBegun = true;
        deadline = System.nanoTime() + within.toNanos();
      }
      isOver = isQuiet && Judge.isOver(tried, recorder.seen());
    }
    return Judge.of(tried, recorder.seen());
  }

  @Override
  public void close() {
    proxy.close();
  }
}
