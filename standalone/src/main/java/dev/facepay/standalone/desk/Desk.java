package dev.facepay.standalone.desk;

import dev.facepay.device.FacePayTerminal;
import dev.facepay.device.edge.EdgeClient;
import dev.facepay.device.face.emulated.Delays;
import dev.facepay.device.face.emulated.Face;
import dev.facepay.device.face.request.SdkVersion;
import dev.facepay.device.order.Channel;
import dev.facepay.device.order.OrderEntry;
import dev.facepay.device.order.Sale;
import dev.facepay.standalone.client.Codes;
import dev.facepay.standalone.data.DeviceHome;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One terminal and its cashier, with a buyer who always stands there. */
public final class Desk implements AutoCloseable {

  private static final SdkVersion SDK = SdkVersion.parse("2.22.288");

  private final EmulatedTerminal terminal;
  private final SecureRandom random = new SecureRandom();
  private List<OrderEntry> unfinished = List.of();
  private @Nullable Screen screen;

  private Desk(EmulatedTerminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Takes the device's folder for itself.
   *
   * @throws dev.facepay.standalone.setup.CannotRun if another terminal has it
   */
  public static Desk at(DeviceHome home, String name) {
    return new Desk(EmulatedTerminal.at(home, name));
  }

  /** Switches the terminal on; it takes up by itself what was open. */
  public void on(EdgeClient edge, Delays delays, Screen shown) {
    unfinished = terminal.unfinished();
    shown.takesUp(unfinished);
    terminal.scene().stepsUp(Face.of("emulated-buyer"));
    screen = shown;
    terminal.on(edge, SDK, delays, shown);
  }

  /** What a process before this one had left open when this one was switched on. */
  List<String> openBefore() {
    return unfinished.stream().map(OrderEntry::orderNo).toList();
  }

  /** Returns the order's number at once. */
  String pay(Wish wish) {
    Sale sale = Sale.of(wish.fen(), "Noodles");
    FacePayTerminal running = terminal.running();
    return wish.channel() == Channel.FACE
        ? running.payByFace(sale)
        : running.payByCode(sale, Codes.paymentCode(random));
  }

  void tryAgain(String orderNo, Channel channel) {
    shown().again(orderNo);
    if (channel == Channel.FACE) {
      terminal.running().tryAgainByFace(orderNo);
    } else {
      terminal.running().tryAgainByCode(orderNo, Codes.paymentCode(random));
    }
  }

  void cancel(String orderNo) {
    terminal.running().cancel(orderNo);
  }

  Screen shown() {
    if (screen == null) {
      throw new IllegalStateException("the terminal is off");
    }
    return screen;
  }

  @Override
  public void close() {
    terminal.close();
  }
}
