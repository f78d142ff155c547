package dev.facepay.standalone.registry;

import dev.facepay.device.FacePayTerminal;
import dev.facepay.device.edge.EdgeClient;
import dev.facepay.device.face.emulated.Delays;
import dev.facepay.device.face.emulated.Face;
import dev.facepay.device.face.request.SdkVersion;
import dev.facepay.device.order.Channel;
import dev.facepay.device.order.OrderEntry;
import dev.facepay.device.order.Sale;
import dev.facepay.payment.Money;
import dev.facepay.standalone.client.Codes;
import dev.facepay.standalone.command.Output;
import dev.facepay.standalone.data.DeviceHome;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToLongFunction;

/** One terminal and its cashier, with a buyer who always stands there. */
final class TerminalSession implements AutoCloseable {

  private static final SdkVersion SDK = SdkVersion.parse("2.22.288");

  private final EmulatedTerminal terminal;
  private final TerminalScreen screen;
  private final SecureRandom random = new SecureRandom();
  private List<OrderEntry> unfinished = List.of();

  /**
   * Takes the device's folder for itself.
   *
   * @throws dev.facepay.standalone.command.CannotRun if another terminal has it
   */
  TerminalSession(DeviceHome home, String name, TerminalScreen screen) {
    this.terminal = EmulatedTerminal.at(home, name);
    this.screen = screen;
  }

  /** A payment that is wanted. */
  record Wanted(Channel channel, long fen) {

    private static final int DIGITS_MAX = 9;

    Wanted {
      fen = new Money(fen).fen(); // within its bounds
    }

    /**
     * @param text like {@code face:1280}, in fen
     * @throws IllegalArgumentException if it is written otherwise
     */
    static Wanted inFen(String text) {
      return parse(text, "face:1280, in fen", Wanted::fen);
    }

    /**
     * @param text like {@code face:12.80}, in yuan
     * @throws IllegalArgumentException if it is written otherwise
     */
    static Wanted inYuan(String text) {
      return parse(text, "face:12.80, in yuan", Codes::fen);
    }

    private static Wanted parse(String text, String like, ToLongFunction<String> amount) {
      String[] parts = text.split(":", -1);
      if (parts.length != 2) {
        throw new IllegalArgumentException("a payment is written like " + like);
      }
      return new Wanted(Channel.parse(parts[0]), amount.applyAsLong(parts[1]));
    }

    static long fen(String text) {
      if (!text.matches("[1-9][0-9]{0,%d}".formatted(DIGITS_MAX - 1))) {
        throw new IllegalArgumentException("an amount is written in fen, like 1280");
      }
      return Long.parseLong(text);
    }
  }

  /** Switches the terminal on; it takes up by itself what was open. */
  void on(EdgeClient edge, Delays delays) {
    unfinished = terminal.unfinished();
    screen.takesUp(unfinished);
    terminal.scene().stepsUp(Face.of("emulated-buyer"));
    terminal.on(edge, SDK, delays, screen);
  }

  /** Returns the order's number at once. */
  String pay(Wanted payment) {
    Sale sale = Sale.of(payment.fen(), "Noodles");
    FacePayTerminal running = terminal.running();
    return payment.channel() == Channel.FACE
        ? running.payByFace(sale)
        : running.payByCode(sale, Codes.paymentCode(random));
  }

  void tryAgain(String orderNo, Channel channel) {
    screen.again(orderNo);
    if (channel == Channel.FACE) {
      terminal.running().tryAgainByFace(orderNo);
    } else {
      terminal.running().tryAgainByCode(orderNo, Codes.paymentCode(random));
    }
  }

  void cancel(String orderNo) {
    terminal.running().cancel(orderNo);
  }

  TerminalScreen screen() {
    return screen;
  }

  /**
   * Payments one after the other, without a person; first what was open before.
   *
   * @param patience how long one payment is followed
   * @return whether each came to a clear end
   */
  boolean payAll(List<Wanted> payments, Duration patience, Output out) throws InterruptedException {
    boolean clear = true;
    for (OrderEntry open : unfinished) {
      clear &= endsClearly(open.orderNo(), patience, out);
    }
    for (Wanted payment : payments) {
      clear &= endsClearly(pay(payment), patience, out);
    }
    return clear;
  }

  private boolean endsClearly(String orderNo, Duration patience, Output out)
      throws InterruptedException {
    try {
      return screen.end(orderNo).get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      out.line("%-28s  still open: the next start takes it up".formatted(orderNo));
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("an end fails never", e);
    }
  }

  @Override
  public void close() {
    terminal.close();
  }
}
