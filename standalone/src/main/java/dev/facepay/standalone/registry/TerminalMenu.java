package dev.facepay.standalone.registry;

import dev.facepay.device.order.Channel;
import dev.facepay.standalone.command.Output;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cashier at the keyboard: a line is a payment or another wish, the end of the input is to
 * leave.
 */
final class TerminalMenu {

  /** What the shell says of a process that kill -9 has ended. */
  private static final int KILLED = 137;

  private static final String HELP =
      "f 1280 scan a face   c 500 scan a code   next try again   cancel   show   pull the plug   q";

  private final TerminalSession session;
  private final Output out;
  private final List<Order> orders = new ArrayList<>();

  private record Order(String number, Channel channel) {}

  TerminalMenu(TerminalSession session, Output out) {
    this.session = session;
    this.out = out;
  }

  /** Returns when the cashier leaves. */
  void run(InputStream keyboard) throws IOException {
    out.line(HELP);
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(keyboard, StandardCharsets.UTF_8));
    String line = lines.readLine();
    while (line != null && !line.strip().matches("q|quit|exit")) {
      try {
        obey(line.strip());
      } catch (IllegalArgumentException e) {
        out.line(out.wary(String.valueOf(e.getMessage())));
      }
      line = lines.readLine();
    }
    leave();
  }

  private void obey(String line) {
    String[] words = line.split("\\s+", 2);
    switch (words[0]) {
      case "" -> {}
      case "f" -> pay(Channel.FACE, words);
      case "c" -> pay(Channel.CODE, words);
      case "next" -> next();
      case "cancel" -> cancel();
      case "show" -> show();
      case "pull" -> pull();
      default -> out.line(HELP);
    }
  }

  private void pay(Channel channel, String[] words) {
    long fen = TerminalSession.Wanted.fen(words.length == 2 ? words[1] : "");
    orders.add(new Order(session.pay(new TerminalSession.Wanted(channel, fen)), channel));
  }

  private void next() {
    Order last = last();
    if (last != null) {
      session.tryAgain(last.number(), last.channel());
    }
  }

  private void cancel() {
    Order last = last();
    if (last != null) {
      session.cancel(last.number());
    }
  }

  private void show() {
    List<String> rows = session.screen().rows();
    rows.forEach(out::line);
    if (rows.isEmpty()) {
      out.line("nothing yet");
    }
  }

  /** Nothing is finished, nothing is said: what a power cut is. */
  private void pull() {
    out.line("the plug is out; the same command starts the terminal again");
    Runtime.getRuntime().halt(KILLED);
  }

  private @Nullable Order last() {
    if (orders.isEmpty()) {
      out.line("there is no order yet");
      return null;
    }
    return orders.getLast();
  }

  private void leave() {
    long open =
        orders.stream().filter(order -> !session.screen().end(order.number()).isDone()).count();
    if (open > 0) {
      out.line("%d still open: the next start takes it up".formatted(open));
    }
  }
}
