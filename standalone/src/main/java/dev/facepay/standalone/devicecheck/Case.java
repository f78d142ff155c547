package dev.facepay.standalone.devicecheck;

import java.util.Locale;

/** What an App is led through. The amount tells the cases apart, and the simulator what to do. */
enum Case {
  PAID(500, Line.GOOD, "sell something for ¥5.00", "paid"),
  PASSWORD(911, Line.GOOD, "sell something for ¥9.11; the buyer types a password", "paid"),
  ANSWER_LOST(600, Line.LOSES_THE_ANSWER, "sell something for ¥6.00; the answer is lost", "paid"),
  OVERLOADED(700, Line.REFUSES_FIRST, "sell something for ¥7.00; at first it is refused", "paid"),
  LINE_CUT(914, Line.CUTS_LOOKS, "sell something for ¥9.14; the line breaks meanwhile", "paid"),
  REFUSED(
      901,
      Line.GOOD,
      "sell something for ¥9.01; it is refused: let the same order be paid with another code",
      "not paid, both times"),
  GIVE_UP(
      913,
      Line.GOOD,
      "sell something for ¥9.13, and cancel it while the password is awaited",
      "not paid"),
  NEVER_SURE(924, Line.GOOD, "sell something for ¥9.24; WeChat does not know", "not paid"),
  POWER_CUT(
      800,
      Line.LOSES_THE_ANSWER_LATE,
      "sell something for ¥8.00, kill the App at once and start it again",
      "paid, once");

  private final long fen;
  private final Line line;
  private final String todo;
  private final String screen;

  /** What happens between App and edge. */
  enum Line {
    GOOD,
    /** The request arrives, its answer does not. */
    LOSES_THE_ANSWER,
    /** The same, and the App has some seconds to be killed. */
    LOSES_THE_ANSWER_LATE,
    /** 503 with {@code Retry-After}, as the edge says it when more is asked for than it can do. */
    REFUSES_FIRST,
    /** Two looks at the payment, or streams of it, are cut off. */
    CUTS_LOOKS
  }

  Case(long fen, Line line, String todo, String screen) {
    this.fen = fen;
    this.line = line;
    this.todo = todo;
    this.screen = screen;
  }

  /** As it is chosen on the command line. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  long fen() {
    return fen;
  }

  Line line() {
    return line;
  }

  /** What the person at the App does. */
  String todo() {
    return todo;
  }

  /** What the App must show in the end; nobody but a person sees it. */
  String screen() {
    return screen;
  }

  /** Whether a second payment code is tried. */
  boolean needsSecondAttempt() {
    return this == REFUSED;
  }

  boolean needsCancel() {
    return this == GIVE_UP;
  }
}
