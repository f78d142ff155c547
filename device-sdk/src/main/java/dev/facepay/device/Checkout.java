package dev.facepay.device;

import dev.facepay.device.Progress.Stage;
import dev.facepay.device.TerminalListener.Decline;
import dev.facepay.device.edge.DeviceIdentity;
import dev.facepay.device.face.FaceCode;
import dev.facepay.device.face.request.ScanRequest.QuickPay;
import dev.facepay.device.order.Channel;
import dev.facepay.device.order.Finished;
import dev.facepay.device.order.OrderEntry;
import dev.facepay.device.order.Outcome;
import dev.facepay.device.order.Outcome.Why;
import dev.facepay.device.order.Sale;
import dev.facepay.device.time.Scheduler;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes an order from its number through scan and payment to its end: on the disk before each step,
 * told once. On the terminal's thread alone.
 */
final class Checkout {

  private final Orders orders;
  private final FaceSdkQueue sdkQueue;
  private final EdgeCalls edge;
  private final Scheduler scheduler;
  private final TerminalSettings settings;
  private final Supplier<@Nullable DeviceIdentity> identity;
  private final TerminalListener listener;
  private final Map<String, PaymentFlow> flows = new HashMap<>();
  private @Nullable FaceScan scan;
  private @Nullable String scanning;
  private boolean closed;

  /** How the payment code is got. */
  sealed interface Means {

    Channel channel();

    record Face(QuickPay quick) implements Means {
      @Override
      public Channel channel() {
        return Channel.FACE;
      }
    }

    /** Its code is a credential: never printed. */
    record Code(String code) implements Means {
      @Override
      public Channel channel() {
        return Channel.CODE;
      }

      @Override
      public String toString() {
        return "Code[]";
      }
    }
  }

  Checkout(
      Orders orders,
      FaceSdkQueue sdkQueue,
      EdgeCalls edge,
      Scheduler scheduler,
      TerminalSettings settings,
      Supplier<@Nullable DeviceIdentity> identity,
      TerminalListener listener) {
    this.orders = orders;
    this.sdkQueue = sdkQueue;
    this.edge = edge;
    this.scheduler = scheduler;
    this.settings = settings;
    this.identity = identity;
    this.listener = listener;
  }

  /** Takes up what was open when the terminal stopped. */
  void resume() {
    for (OrderEntry entry : orders.orders()) {
      resume(entry);
    }
  }

  /** What is open stays in the journal. */
  void close() {
    closed = true;
    flows.values().forEach(PaymentFlow::stop);
  }

  private void resume(OrderEntry entry) {
    switch (entry.stage()) {
      case NUMBERED -> end(entry, new Outcome.NotSent(Why.INTERRUPTED, "stopped before a code"));
      case SENDING -> send(entry, true);
      case TELLING -> tell(entry, true);
      case TOLD -> {}
    }
  }

  void sell(String orderNo, Sale sale, Means means) {
    OrderEntry known = orders.find(orderNo);
    if (known != null) {
      listener.declined(orderNo, known.isOpen() ? Decline.ORDER_IS_OPEN : Decline.ORDER_IS_OVER);
      return;
    }
    attempt(OrderEntry.numbered(orderNo, sale, means.channel(), scheduler.now()), means);
  }

  void again(String orderNo, Means means) {
    OrderEntry entry = orders.find(orderNo);
    Outcome last = entry == null ? null : entry.outcome();
    if (entry == null) {
      listener.declined(orderNo, Decline.ORDER_NOT_KNOWN);
    } else if (last == null) {
      listener.declined(orderNo, Decline.ORDER_IS_OPEN);
    } else if (last.again() == Outcome.Again.NO) {
      listener.declined(orderNo, Decline.ORDER_IS_OVER);
    } else {
      attempt(entry.again(means.channel(), scheduler.now()), means);
    }
  }

  private void attempt(OrderEntry entry, Means means) {
    if (closed || !orders.isLoaded()) {
      listener.declined(entry.orderNo(), closed ? Decline.CLOSED : Decline.NO_JOURNAL);
    } else if (entry.channel() == Channel.FACE && scanning != null) {
      listener.declined(entry.orderNo(), Decline.SCANNING);
    } else if (!orders.store(entry)) {
      end(entry, new Outcome.NotSent(Why.NOT_STORED, "no order number on the disk"));
    } else if (means instanceof Means.Face face) {
      scan(entry, face.quick());
    } else if (means instanceof Means.Code scanned && OrderEntry.isPaymentCode(scanned.code())) {
      sendWith(entry, scanned.code());
    } else {
      end(entry, new Outcome.NotSent(Why.BAD_CODE, "a code has 18 digits and begins with 10-15"));
    }
  }

  private void scan(OrderEntry entry, QuickPay quick) {
    show(entry, Stage.PREPARING);
    FaceScan started =
        new FaceScan(entry, quick, sdkQueue, scheduler, settings, identity, scanEnding(entry));
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
      public void code(FaceCode face) {
        scanning = null;
        if (sellsTo(entry, face.buyer())) {
          sendWith(entry, face.code());
        } else {
          end(entry, new Outcome.NotSent(Why.NOT_SOLD, "the App did not sell to this buyer"));
        }
      }

      @Override
      public void none(Why why, String detail) {
        scanning = null;
        end(entry, new Outcome.NotSent(why, detail));
      }

      @Override
      public void pageClosed(boolean resultSeen) {
        PaymentFlow flow = flows.get(entry.orderNo());
        if (!resultSeen && flow != null) {
          flow.buyerLeft();
        }
        if (!closed) {
          listener.pageClosed(entry.orderNo(), resultSeen);
        }
      }
    };
  }

  /** An App that fails here has not said that it sells. */
  private boolean sellsTo(OrderEntry entry, FaceCode.Buyer buyer) {
    try {
      return listener.sellsTo(entry.orderNo(), buyer);
    } catch (RuntimeException e) {
      listener.trouble("listener", "sellsTo: " + e.getClass().getSimpleName());
      return false;
    }
  }

  private void sendWith(OrderEntry entry, String code) {
    if (closed) {
      return;
    }
    OrderEntry sending = entry.sending(code);
    if (orders.store(sending)) {
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
    DeviceIdentity who = identity.get();
    return who == null ? null : who.merchantId();
  }

  /** The end is on the disk before it is told, and the code is off it. */
  private void end(OrderEntry entry, Outcome outcome) {
    if (closed) {
      return;
    }
    flows.remove(entry.orderNo());
    OrderEntry ended = entry.ended(outcome);
    orders.store(ended);
    tell(ended, false);
    FaceScan held = scan;
    if (held != null && entry.channel() == Channel.FACE && held.isOf(entry)) {
      scan = null;
      held.ended(outcome);
    }
  }

  private void tell(OrderEntry entry, boolean maybeSeen) {
    Outcome outcome = entry.outcome();
    if (outcome != null) {
      listener.finished(
          new Finished(
              entry.orderNo(), entry.attempt(), entry.sale().totalFee(), outcome, maybeSeen));
      orders.store(entry.told());
    }
  }

  void cancel(String orderNo) {
    OrderEntry entry = orders.find(orderNo);
    PaymentFlow flow = flows.get(orderNo);
    if (entry == null || !entry.isOpen()) {
      listener.declined(
          orderNo, entry == null ? Decline.ORDER_NOT_KNOWN : Decline.NOTHING_TO_CANCEL);
      return;
    }
    OrderEntry cancelled = entry.cancelling();
    FaceScan open = scan;
    if (flow != null) {
      orders.store(cancelled);
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
