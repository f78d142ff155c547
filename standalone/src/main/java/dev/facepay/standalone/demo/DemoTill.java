package dev.facepay.standalone.demo;

import dev.facepay.device.TerminalListener;
import dev.facepay.device.edge.DeviceIdentity;
import dev.facepay.device.edge.EdgeClient;
import dev.facepay.device.edge.Http;
import dev.facepay.device.edge.TradeBody;
import dev.facepay.device.edge.UrlConnectionHttp;
import dev.facepay.device.face.emulated.Delays;
import dev.facepay.device.face.emulated.Face;
import dev.facepay.device.face.request.SdkVersion;
import dev.facepay.device.order.Finished;
import dev.facepay.device.order.Outcome;
import dev.facepay.device.order.Sale;
import dev.facepay.standalone.client.EdgeClient.PaymentOrder;
import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.standalone.data.DeviceHome;
import dev.facepay.standalone.registry.EmulatedTerminal;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A till: a terminal of device-sdk, its face SDK emulated, and one buyer at a time before it. */
final class DemoTill implements TerminalListener, AutoCloseable {

  /** Nobody watches the scan page: a face is scanned at once. */
  private static final Delays BRIEF =
      new Delays(Duration.ofMillis(50), Duration.ofMillis(150), Duration.ofMillis(10));

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

  private final DemoDevice device;
  private final EmulatedTerminal terminal;
  private final Consumer<DemoTill> ready;
  private final Map<String, CompletableFuture<Outcome>> ends = new ConcurrentHashMap<>();
  private boolean toldReady;
  private volatile String trouble = "it did not say why";

  /**
   * @param ready is handed this till once it has its credential
   */
  DemoTill(DemoDevice device, DeviceHome home, Consumer<DemoTill> ready) {
    this.device = device;
    this.terminal = EmulatedTerminal.at(home, device.id());
    this.ready = ready;
  }

  void on(URI edge, SdkVersion sdk) {
    // A built-in device's key, at a simulator: both may be seen.
    Http http = UrlConnectionHttp.inClear(edge, CONNECT_WITHIN);
    EdgeClient client = new EdgeClient(http, device.key());
    terminal.on(client, sdk, BRIEF, this);
  }

  DemoDevice device() {
    return device;
  }

  /** The next buyer's order; how it ends, as the terminal tells it. */
  CompletableFuture<Outcome> sell(PaymentOrder order) {
    CompletableFuture<Outcome> end = new CompletableFuture<>();
    ends.put(order.orderNo(), end);
    Sale sale = Sale.of(order.fen(), order.body());
    if (order.channel().equals("face")) {
      terminal.scene().stands(Face.of("buyer-of-" + order.orderNo()).withCode(order.code()));
      terminal.running().payByFace(order.orderNo(), sale);
    } else {
      terminal.running().payByCode(order.orderNo(), sale, order.code());
    }
    return end;
  }

  /** The cashier gives up. */
  void cancel(String orderNo) {
    terminal.running().cancel(orderNo);
  }

  /** False if the terminal could not write it down. */
  CompletableFuture<Boolean> paidElsewhere(TradeBody trade) {
    CompletableFuture<Boolean> taken = new CompletableFuture<>();
    terminal.running().paidElsewhere(trade, taken::complete);
    return taken;
  }

  /** Trade → how often its SDK has reported it. */
  Map<String, Integer> reports() {
    return terminal.scene().reports();
  }

  /** What last did not work. */
  String trouble() {
    return trouble;
  }

  @Override
  public void ready(DeviceIdentity identity) {
    if (!toldReady) {
      toldReady = true;
      ready.accept(this);
    }
  }

  @Override
  public void finished(Finished finished) {
    // An order of a demo before this one, taken up again, has nobody who waits for it.
    CompletableFuture<Outcome> end = ends.remove(finished.orderNo());
    if (end != null) {
      end.complete(finished.outcome());
    }
  }

  @Override
  public void declined(String orderNo, Decline why) {
    CompletableFuture<Outcome> end = ends.get(orderNo);
    // A cancel that came too late changes nothing.
    if (end != null && why != Decline.NOTHING_TO_CANCEL) {
      ends.remove(orderNo);
      end.completeExceptionally(new IllegalStateException("the terminal declined: " + why));
    }
  }

  @Override
  public void trouble(String what, String detail) {
    trouble = what + ": " + detail;
  }

  @Override
  public void close() {
    terminal.close();
  }
}
