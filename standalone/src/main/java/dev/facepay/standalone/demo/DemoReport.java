package dev.facepay.standalone.demo;

import dev.facepay.standalone.client.Codes;
import dev.facepay.standalone.command.Output;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One aligned line a payment as it ends, a moving line for what is still open, and the closing
 * line.
 */
final class DemoReport {

  private static final String ROW = "  %-20s %9s  %-30s %-45s %7s  %s";
  private static final int FAULTS_SHOWN = 20;
  private static final Duration TICK = Duration.ofSeconds(1);

  private final Output out;
  private int begun;
  private int ended;
  private int lastTold;

  private final String slowest;

  /**
   * @param slowest what takes longest, for who waits
   */
  DemoReport(Output out, String slowest) {
    this.out = out;
    this.slowest = slowest;
  }

  /**
   * @param enrolled whether the tills have their keys from the registry
   */
  void head(int tills, boolean enrolled) {
    out.line();
    out.line(
        enrolled
            ? "  %d terminals, enrolled in the device registry".formatted(tills)
            : "  %d terminals, with keys from the keys file".formatted(tills));
    out.line(
        out.strong(
            ROW.formatted("order", "amount", "the gateway", "the buyer saw", "after", "settled")
                .stripTrailing()));
  }

  synchronized void began() {
    begun++;
  }

  synchronized void ended(DeviceResult result) {
    ended++;
    out.transientLine("");
    Duration knew = result.knew();
    Duration settled = result.settled();
    String later =
        settled == null || settled.equals(knew) ? "" : " after " + Output.seconds(settled);
    String end = result.state().toLowerCase(Locale.ROOT);
    out.line(
        ROW.formatted(
            result.purchase().order().orderNo(),
            Codes.yuan(result.purchase().order().fen()),
            result.gateway(),
            Objects.requireNonNullElse(result.buyerSaw(), ""),
            knew == null ? "–" : Output.seconds(knew),
            paint(result.state(), end) + later));
  }

  /** Tells once a second what is still open, until it is interrupted. */
  void tick(int orders) {
    try {
      while (true) {
        Thread.sleep(TICK);
        waiting(orders);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void waiting(int orders) {
    String text =
        "  %d of %d settled; %d open, %s …".formatted(ended, orders, begun - ended, slowest);
    if (out.live()) {
      out.transientLine(out.dim(text));
    } else if (++lastTold % 10 == 0) {
      out.line(text);
    }
  }

  /**
   * @param disturbed whether orders may end unpaid that would be paid if services stayed up
   */
  void verdict(Verdict verdict, boolean disturbed) {
    out.transientLine("");
    out.line();
    list(out.bad("✗"), verdict.faults());
    list(disturbed ? out.wary("·") : out.bad("✗"), verdict.otherwise());
    boolean good = verdict.allWell() && (disturbed || verdict.asMeant());
    out.line(good ? out.good(verdict.line()) : out.bad(verdict.line()));
    if (!verdict.asMeant()) {
      out.line(
          "%d of them unpaid because of our side, nothing is kept: %s"
              .formatted(
                  verdict.otherwise().size(),
                  disturbed
                      ? "as it must be if services go away"
                      : "services were away or too slow; --disturbed if that is meant"));
    }
    out.line(out.dim(verdict.more() + " (from the gateway's ledger)"));
  }

  private void list(String mark, List<String> lines) {
    lines.stream().limit(FAULTS_SHOWN).forEach(line -> out.line("  %s %s".formatted(mark, line)));
    if (lines.size() > FAULTS_SHOWN) {
      out.line("  … and %d more".formatted(lines.size() - FAULTS_SHOWN));
    }
  }

  /** What everybody else counted. */
  void agreement(Agreement agreement) {
    agreement.faults().forEach(fault -> out.line("  " + out.bad("✗") + " " + fault));
    Agreement.Reports reports = agreement.reports();
    if (reports != null) {
      boolean covered = reports.open() == 0 && reports.twice() == 0;
      out.line(covered ? out.good(reports.words()) : out.bad(reports.words()));
    }
    List<Agreement.Book> seen =
        agreement.books().stream().filter(book -> book.figures() != null).toList();
    if (agreement.allWell() && !seen.isEmpty()) {
      out.line(
          out.good(
              "counted the same: %s (%s)"
                  .formatted(
                      Objects.requireNonNull(seen.getFirst().figures()).words(),
                      seen.stream().map(Agreement.Book::name).collect(Collectors.joining(", ")))));
    }
    agreement.books().stream()
        .filter(book -> book.figures() == null)
        .forEach(
            book -> out.line(out.dim("not looked at: %s (%s)".formatted(book.name(), book.why()))));
    if (reports == null) {
      out.line(out.dim("not looked at: coverage of trade reports (its address is not known here)"));
    }
  }

  /**
   * @param bills whether the bill was asked for
   */
  void money(Money money, boolean bills) {
    money.faults().forEach(fault -> out.line("  " + out.bad("✗") + " " + fault));
    money.lines().forEach(line -> out.line(money.allWell() ? out.good(line) : out.bad(line)));
    if (!bills) {
      out.line(out.dim("not looked at: WeChat's bill (it is there tomorrow, from 10:00)"));
    }
  }

  private String paint(String state, String text) {
    return switch (state) {
      case "SUCCEEDED" -> out.good(text);
      case "FAILED", "REVERSED" -> out.wary(text);
      default -> out.bad(text);
    };
  }
}
