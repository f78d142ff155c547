package dev.facepay.device;

import dev.facepay.device.Progress.Stage;
import dev.facepay.device.TerminalListener.Decline;
import dev.facepay.device.edge.DeviceIdentity;
import dev.facepay.device.edge.TradeBody;
import dev.facepay.device.face.FaceSdk;
import dev.facepay.device.order.Channel;
import dev.facepay.device.order.Finished;
import dev.facepay.device.order.OrderEntry;
import dev.facepay.device.order.Outcome;
import dev.facepay.device.order.Outcome.Why;
import dev.facepay.device.order.Sale;
import dev.facepay.device.time.Scheduler;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A face-payment terminal. Every call returns at once, from any thread; what comes of it is told to
 * the listener. Order numbers and payment codes are on the disk before anything is sent, and what
 * was open when the power went is taken up at the next start: nobody pays twice.
 */
public final class FacePayTerminal implements AutoCloseable {

  private final TerminalSettings settings;
  private final TerminalListener listener;
  private final Scheduler scheduler;
  private final EdgeCalls edge;
  private final OrderNumbers numbers;
  private final OrderBook book;
  private final DeviceLife life;
  private final FaceDesk desk;
  private final ReportWorker reports;
  private final Map<String, PaymentFlow> flows = new HashMap<>();
  private @Nullable FaceScan scan;
  private @Nullable String scanning;
  private boolean closed;

  private FacePayTerminal(
      TerminalSettings settings, TerminalPorts ports, TerminalListener listener) {
    this.settings = settings;
    this.listener = listener;
    this.scheduler = ports.scheduler();
    this.edge = new EdgeCalls(ports, settings.timing());
    this.numbers = new OrderNumbers(settings.terminalId(), ports.random());
    this.book = new OrderBook(ports.journal(), listener);
    FaceSdk sdk =
        new FaceSdk(ports.face(), ports.sdkVersion(), ports.scheduler(), ports.faceSettings());
    this.life = new DeviceLife(edge, ports, settings, listener);
    this.desk = new FaceDesk(sdk, edge, scheduler, settings, life::identity, listener);
    this.reports = new ReportWorker(desk, edge, ports, settings.timing(), listener);
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
    scheduler.soon(() -> sell(orderNo, sale, Channel.FACE, null));
    return orderNo;
  }

  /**
   * A new order, paid by the code on the buyer's phone.
   *
   * @return its order number
   */
  public String payByCode(Sale sale, String paymentCode) {
    String orderNo = numbers.next(scheduler.now());
    scheduler.soon(() -> sell(orderNo, sale, Channel.CODE, paymentCode));
    return orderNo;
  }

  /** Another try of an order that was not paid, by face. */
  public void tryAgainByFace(String orderNo) {
    scheduler.soon(() -> again(orderNo, Channel.FACE, null));
  }

  /** Another try of an order that was not paid, by a code. */
  public void tryAgainByCode(String orderNo, String paymentCode) {
    scheduler.soon(() -> again(orderNo, Channel.CODE, paymentCode));
  }

  /**
   * The shop gives the order up: closes the scan page, or asks the edge to see to it that nothing
   * is kept. A payment that completed all the same is told as paid.
   */
  public void cancel(String orderNo) {
    scheduler.soon(() -> cancelNow(orderNo));
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
          flows.values().forEach(PaymentFlow::stop);
          life.close();
          reports.close();
          desk.close();
        });
  }

  private void begin() {
    if (closed) {
      return;
    }
    if (!book.load(scheduler.now().minus(settings.timing().keepTold()))) {
      scheduler.after(settings.timing().backOffMax(), this::begin);
      return;
    }
    life.start();
    desk.keepCredential();
    reports.start();
    for (OrderEntry entry : book.orders()) {
      resume(entry);
    }
  }

  private void resume(OrderEntry entry) {
    switch (entry.stage()) {
      case NUMBERED -> end(entry, new Outcome.NotSent(Why.INTERRUPTED, "stopped before a code"));
      case SENDING -> send(entry, true);
      case TELLING -> tell(entry, true);
      case TOLD -> {}
    }
  }

  private void sell(String orderNo, Sale sale, Channel channel, @Nullable String code) {
    if (book.find(orderNo) != null) {
      listener.declined(orderNo, Decline.ORDER_IS_OVER);
      return;
    }
    attempt(OrderEntry.numbered(orderNo, sale, channel, scheduler.now()), code);
  }

  private void again(String orderNo, Channel channel, @Nullable String code) {
    OrderEntry entry = book.find(orderNo);
    Outcome last = entry == null ? null : entry.outcome();
    if (entry == null) {
      listener.declined(orderNo, Decline.ORDER_NOT_KNOWN);
    } else if (last == null) {
      listener.declined(orderNo, Decline.ORDER_IS_OPEN);
    } else if (last.again() == Outcome.Again.NO) {
      listener.declined(orderNo, Decline.ORDER_IS_OVER);
    } else {
      attempt(entry.again(channel, scheduler.now()), code);
    }
  }

  private void attempt(OrderEntry entry, @Nullable String code) {
    if (closed || !book.isLoaded()) {
      listener.declined(entry.orderNo(), closed ? Decline.CLOSED : Decline.NO_JOURNAL);
    } else if (entry.channel() == Channel.FACE && scanning != null) {
      listener.declined(entry.orderNo(), Decline.SCANNING);
    } else if (!book.store(entry)) {
      end(entry, new Outcome.NotSent(Why.NOT_STORED, "no order number on the disk"));
    } else if (code == null) {
      scan(entry);
    } else if (OrderEntry.isPaymentCode(code)) {
      sendWith(entry, code);
    } else {
      end(entry, new Outcome.NotSent(Why.BAD_CODE, "a code has 18 digits and begins with 10-15"));
    }
  }

  private void scan(OrderEntry entry) {
    show(entry, Stage.PREPARING);
    FaceScan started =
        new FaceScan(entry, desk, scheduler, settings, life::identity, scanEnding(entry));
    scan = started;
    scanning = entry.orderNo();
    started.start();
  }

  private FaceScan.Ending scanEnding(OrderEntry entry) {
    return new FaceScan.Ending() {
      @Override
      public void opened() {
        show(entry, Stage.SCANNING);
      }

      @Override
      public void code(String code) {
        scanning = null;
        sendWith(entry, code);
      }

      @Override
      public void none(Why why, String detail) {
        scanning = null;
        end(entry, new Outcome.NotSent(why, detail));
      }

      @Override
      public void buyerLeft() {
        PaymentFlow flow = flows.get(entry.orderNo());
        if (flow != null) {
          flow.buyerLeft();
        }
      }
    };
  }

  private void sendWith(OrderEntry entry, String code) {
    if (closed) {
      return;
    }
    OrderEntry sending = entry.sending(code);
    if (book.store(sending)) {
      send(sending, false);
    } else {
      end(entry, new Outcome.NotSent(Why.NOT_STORED, "no payment code on the disk"));
    }
  }

  private void send(OrderEntry entry, boolean mayHaveBegun) {
    PaymentFlow flow =
        new PaymentFlow(
            entry,
            mayHaveBegun,
            edge,
            scheduler,
            settings.timing(),
            this::merchant,
            listener::progress,
            outcome -> end(entry, outcome));
    flows.put(entry.orderNo(), flow);
    flow.start();
  }

  private @Nullable String merchant() {
    DeviceIdentity who = life.identity();
    return who == null ? null : who.merchantId();
  }

  /** The end is on the disk before it is told, and the code is off it. */
  private void end(OrderEntry entry, Outcome outcome) {
    if (closed) {
      return;
    }
    flows.remove(entry.orderNo());
    OrderEntry ended = entry.ended(outcome);
    book.store(ended);
    tell(ended, false);
    FaceScan held = scan;
    if (held != null && entry.channel() == Channel.FACE && held.isOf(entry)) {
      scan = null;
      held.ended(outcome.paid());
    }
  }

  private void tell(OrderEntry entry, boolean maybeSeen) {
    Outcome outcome = entry.outcome();
    if (outcome != null) {
      listener.finished(
          new Finished(
              entry.orderNo(), entry.attempt(), entry.sale().totalFee(), outcome, maybeSeen));
      book.store(entry.told());
    }
  }

  private void cancelNow(String orderNo) {
    OrderEntry entry = book.find(orderNo);
    PaymentFlow flow = flows.get(orderNo);
    if (entry == null || !entry.isOpen()) {
      listener.declined(
          orderNo, entry == null ? Decline.ORDER_NOT_KNOWN : Decline.NOTHING_TO_CANCEL);
      return;
    }
    OrderEntry cancelled = entry.cancelling();
    FaceScan open = scan;
    if (flow != null) {
      book.store(cancelled);
      flow.cancel(cancelled);
    } else if (open != null && orderNo.equals(scanning)) {
      show(entry, Stage.CANCELLING);
      open.cancel();
    }
  }

  private void show(OrderEntry entry, Stage stage) {
    listener.progress(new Progress(entry.orderNo(), entry.attempt(), stage, "", "", ""));
  }
}
