package dev.facepay.standalone.command;

import java.io.Console;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a command prints: colours and moving lines only for a person at a terminal that wants them.
 *
 * @param colour whether ANSI colours are understood and wanted
 * @param live whether a line may be rewritten
 */
public record Output(PrintStream out, PrintStream err, boolean colour, boolean live) {

  /** What controls a terminal, ends a line, or turns its direction. */
  private static final String UNSAFE = "[\\p{Cc}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]";

  private static final Pattern PLAIN = Pattern.compile(UNSAFE);
  private static final Pattern COLOURED =
      Pattern.compile("(?!\\x1b\\[(?:0|1|2|31|32|33)m)" + UNSAFE);

  public static Output of(PrintStream out, PrintStream err, Map<String, String> environment) {
    boolean person = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    boolean dumb = "dumb".equals(environment.get("TERM"));
    boolean noColour = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Output(out, err, person && !dumb && !noColour, person && !dumb);
  }

  /** The same for errors, and nothing else. */
  public Output silent() {
    return new Output(new PrintStream(OutputStream.nullOutputStream()), err, false, false);
  }

  /** One line, whatever the text holds. */
  public void line(String text) {
    out.println(shown(text));
    out.flush();
  }

  public void line() {
    line("");
  }

  /** Replaces the current line; prints nothing where lines stay. */
  public void transientLine(String text) {
    if (live) {
      out.print("\r\u001b[K" + shown(text));
      out.flush();
    }
  }

  /** Whether a person at the terminal said yes; false where there is none. */
  public boolean confirmed(String question) {
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .map(console -> console.readLine("%s [y/N] ", question))
        .map(answer -> answer.strip().toLowerCase(Locale.ROOT))
        .filter(List.of("y", "yes")::contains)
        .isPresent();
  }

  public void error(String text) {
    err.println("facepay: " + shown(text));
    err.flush();
  }

  public String good(String text) {
    return paint("32", text);
  }

  public String bad(String text) {
    return paint("31", text);
  }

  public String wary(String text) {
    return paint("33", text);
  }

  public String dim(String text) {
    return paint("2", text);
  }

  public String strong(String text) {
    return paint("1", text);
  }

  public static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }

  /**
   * What came from elsewhere could else move the cursor, or begin lines that look like ours. Only
   * the colours above are left as they are.
   */
  private String shown(String text) {
    return shown(text, colour ? COLOURED : PLAIN);
  }

  /** The same for a text that stands in columns, which must know how long it will be. */
  public static String plain(String text) {
    return shown(text, PLAIN);
  }

  private static String shown(String text, Pattern unsafe) {
    return unsafe
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(escaped(found.group().charAt(0))));
  }

  /** As JSON has it, so that a line of JSON stays the same JSON. */
  private static String escaped(char c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> "\\u%04x".formatted((int) c);
    };
  }

  private String paint(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
