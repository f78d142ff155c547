package dev.facepay.device;

import dev.facepay.device.edge.TradeBody;
import dev.facepay.device.face.FaceSdk;
import dev.facepay.device.face.request.ScanRequest.QuickPay;
import dev.facepay.device.order.OrderEntry;
import dev.facepay.device.order.Sale;
import dev.facepay.device.time.Scheduler;
import java.util.function.Consumer;

/**
 * A face-payment terminal. Every call returns at once, from any thread; what comes of it is told to
 * the listener. Order numbers and payment codes are on the disk before anything is sent, and what
 * was open when the power went is taken up at the next start: nobody pays twice.
 */
public final class FacePayTerminal implements AutoCloseable {

  private final TerminalSettings settings;
  private final Scheduler scheduler;
  private final OrderNumbers numbers;
  private final Orders orders;
  private final DeviceHeartbeat heartbeat;
  private final FaceSdkQueue sdkQueue;
  private final ReportWorker reports;
  private final Checkout checkout;
  private boolean closed;

  private FacePayTerminal(
      TerminalSettings settings, TerminalPorts ports, TerminalListener listener) {
    this.settings = settings;
    this.scheduler = ports.scheduler();
    EdgeCalls edge = new EdgeCalls(ports, settings.timing());
    this.numbers = new OrderNumbers(settings.terminalId(), ports.random());
    this.orders = new Orders(ports.journal(), listener);
    FaceSdk sdk =
        new FaceSdk(ports.face(), ports.sdkVersion(), ports.scheduler(), ports.faceSettings());
    this.heartbeat = new DeviceHeartbeat(edge, ports, settings, listener);
    this.sdkQueue = new FaceSdkQueue(sdk, edge, scheduler, settings, heartbeat::identity, listener);
    this.reports = new ReportWorker(sdkQueue, edge, ports, settings.timing(), listener);
    this.checkout =
        new Checkout(orders, sdkQueue, edge, scheduler, settings, heartbeat::identity, listener);
  }

  /** Starts it: reads the journal, takes up what is open, makes SDK and credential ready. */
  public static FacePayTerminal start(
      TerminalSettings settings, TerminalPorts ports, TerminalListener listener) {
    FacePayTerminal terminal = new FacePayTerminal(settings, ports, listener);
    ports.scheduler().soon(terminal::begin);
    return terminal;
  }

  /**
   * A new order, paid by face.
   *
   * @return its order number
   */
  public String payByFace(Sale sale) {
    String orderNo = numbers.next(scheduler.now());
    payByFace(orderNo, sale, QuickPay.none());
    return orderNo;
  }

  /**
   * A new order under a number of the App's own, paid by face. A number that the terminal knows
   * already is declined: for a further try of it there is {@link #tryAgainByFace}.
   *
   * @param orderNo 1 to 28 letters, digits or any of {@code _-|*}, never used before by the
   *     merchant
   * @throws IllegalArgumentException if it is none
   */
  public void payByFace(String orderNo, Sale sale) {
    payByFace(orderNo, sale, QuickPay.none());
  }

  /**
   * The same for a buyer whom the App knows already; who it is goes to the face SDK alone, neither
   * to the disk nor to the edge.
   *
   * @throws IllegalArgumentException if the order number is none
   */
  public void payByFace(String orderNo, Sale sale, QuickPay quick) {
    requireNumber(orderNo);
    scheduler.soon(() -> checkout.sell(orderNo, sale, new Checkout.Means.Face(quick)));
  }

  /**
   * A new order, paid by the code on the buyer's phone.
   *
   * @return its order number
   */
  public String payByCode(Sale sale, String paymentCode) {
    String orderNo = numbers.next(scheduler.now());
    payByCode(orderNo, sale, paymentCode);
    return orderNo;
  }

  /**
   * A new order under a number of the App's own, paid by a code; see {@link #payByFace(String,
   * Sale)}.
   *
   * @throws IllegalArgumentException if the order number is none
   */
  public void payByCode(String orderNo, Sale sale, String paymentCode) {
    requireNumber(orderNo);
    scheduler.soon(() -> checkout.sell(orderNo, sale, new Checkout.Means.Code(paymentCode)));
  }

  /** Another try of an order that was not paid, by face. */
  public void tryAgainByFace(String orderNo) {
    tryAgainByFace(orderNo, QuickPay.none());
  }

  /** The same for a buyer whom the App knows already. */
  public void tryAgainByFace(String orderNo, QuickPay quick) {
    scheduler.soon(() -> checkout.again(orderNo, new Checkout.Means.Face(quick)));
  }

  /** Another try of an order that was not paid, by a code. */
  public void tryAgainByCode(String orderNo, String paymentCode) {
    scheduler.soon(() -> checkout.again(orderNo, new Checkout.Means.Code(paymentCode)));
  }

  /**
   * The shop gives the order up: closes the scan page, or asks the edge to see to it that nothing
   * is kept. A payment that completed all the same is told as paid.
   */
  public void cancel(String orderNo) {
    scheduler.soon(() -> checkout.cancel(orderNo));
  }

  /**
   * A trade that was paid on this device, but not through FacePay: WeChat wants it reported. It is
   * on the disk before this is told as taken, and sent until the edge has it.
   *
   * @param taken told on the terminal's thread: false if it could not be stored, nothing was done
   */
  public void paidElsewhere(TradeBody trade, Consumer<Boolean> taken) {
    scheduler.soon(() -> taken.accept(reports.tell(trade)));
  }

  /** Leaves: frees the camera. What is open stays in the journal for the next start. */
  @Override
  public void close() {
    scheduler.soon(
        () -> {
          closed = true;
          checkout.close();
          heartbeat.close();
          reports.close();
          sdkQueue.close();
        });
  }

  private void begin() {
    if (closed) {
      return;
    }
    if (!orders.load(scheduler.now().minus(settings.timing().keepTold()))) {
      scheduler.after(settings.timing().backOffMax(), this::begin);
      return;
    }
    heartbeat.start();
    sdkQueue.keepCredential();
    reports.start();
    checkout.resume();
  }

  private static void requireNumber(String orderNo) {
    if (!OrderEntry.isOrderNo(orderNo)) {
      throw new IllegalArgumentException("an order number has 1 to 28 letters, digits or _-|*");
    }
  }
}
