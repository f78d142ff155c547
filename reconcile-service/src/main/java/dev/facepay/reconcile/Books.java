package dev.facepay.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.facepay.payment.DifferenceKind;
import dev.facepay.reconcile.Entry.Kind;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One merchant's day for the books, as CSV: a row for each line of the bill, then one for each
 * store and one for all. The same bill and the same facts give the same bytes: nothing in it says
 * when it was made.
 */
final class Books implements AutoCloseable {

  /** Above what a merchant has; the sums of the stores are all that is kept in memory. */
  private static final int STORES_MAX = 100_000;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(Comparison.ZONE);
  private static final String HEADER =
      "day,row,time,store_id,out_trade_no,transaction_id,refund,gross,coupon,refunded,fee,net,rate,difference";

  /** Spreadsheets take what begins so for a formula. */
  private static final String FORMULA = "=+-@";

  private final Path file;
  private final Path part;
  private final LocalDate day;
  private final Writer out;
  private final Map<String, Sums> stores = new TreeMap<>();
  private Sums all = Sums.NONE;

  Books(Path file, LocalDate day) throws IOException {
    this.file = file;
    this.part = file.resolveSibling(file.getFileName() + ".part");
    this.day = day;
    this.out = Files.newBufferedWriter(part, UTF_8);
    // Without the mark spreadsheets take UTF-8 for something else.
    out.write('\uFEFF' + HEADER + "\r\n");
  }

  /**
   * What rows come to.
   *
   * @param grossFen buyers' orders
   * @param couponFen of it, discounts without money behind them
   * @param refundFen gone back, without such discounts
   * @param feeMilliFen WeChat's fee in 1/1000 fen
   */
  record Sums(long lines, long grossFen, long couponFen, long refundFen, long feeMilliFen) {

    static final Sums NONE = new Sums(0, 0, 0, 0, 0);

    static Sums of(Entry line) {
      return line.kind() == Kind.BILL_PAYMENT
          ? new Sums(1, line.fen(), line.fen() - line.settlementFen(), 0, line.feeMilliFen())
          : new Sums(1, 0, 0, line.settlementFen(), line.feeMilliFen());
    }

    Sums plus(Sums other) {
      return new Sums(
          lines + other.lines,
          grossFen + other.grossFen,
          couponFen + other.couponFen,
          refundFen + other.refundFen,
          feeMilliFen + other.feeMilliFen);
    }

    /** Rounded half up, to the fen. */
    long feeFen() {
      return Math.floorDiv(feeMilliFen + 500, 1000);
    }

    long netFen() {
      return grossFen - couponFen - refundFen - feeFen();
    }
  }

  /** All lines of the bill about one number, with what differs about it. */
  void add(List<Entry> entries, List<DifferenceKind> differences) throws IOException {
    String store =
        entries.stream().map(Entry::store).filter(it -> !it.isEmpty()).findFirst().orElse("");
    String kinds =
        differences.stream().distinct().map(DifferenceKind::wire).collect(Collectors.joining(" "));
    for (Entry line : entries) {
      if (line.kind().isTheirs()) {
        Sums sums = Sums.of(line);
        all = all.plus(sums);
        String kept = stores.size() < STORES_MAX || stores.containsKey(store) ? store : "";
        stores.merge(kept, sums, Sums::plus);
        row(rowName(line.kind()), line.at(), store, line, sums, kinds);
      }
    }
  }

  private static String rowName(Kind kind) {
    return switch (kind) {
      case BILL_PAYMENT -> "payment";
      case BILL_REFUND -> "refund";
      case BILL_REVERSAL -> "reversal";
      case PAID, FAILED, REVERSED, REFUND_ASKED, REFUNDED, REFUND_FAILED ->
          throw new IllegalArgumentException("not a line of the bill: " + kind);
    };
  }

  private void row(String name, Instant at, String store, Entry line, Sums sums, String kinds)
      throws IOException {
    write(
        day.toString(),
        name,
        TIME.format(at),
        store,
        line.number(),
        line.transactionId(),
        line.ref(),
        sums,
        line.rate(),
        kinds);
  }

  private void write(
      String date,
      String name,
      String time,
      String store,
      String number,
      String transactionId,
      String ref,
      Sums sums,
      String rate,
      String kinds)
      throws IOException {
    String cells =
        String.join(
            ",",
            date,
            name,
            time,
            cell(store),
            cell(number),
            cell(transactionId),
            cell(ref),
            yuan(sums.grossFen()),
            yuan(sums.couponFen()),
            yuan(sums.refundFen()),
            yuan(sums.feeFen()),
            yuan(sums.netFen()),
            cell(rate),
            kinds);
    out.write(cells + "\r\n");
  }

  private static String cell(String text) {
    String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return safe.contains(",") || safe.contains("\"")
        ? '"' + safe.replace("\"", "\"\"") + '"'
        : safe;
  }

  private static String yuan(long fen) {
    return BigDecimal.valueOf(fen, 2).toPlainString();
  }

  /** Ends the file, which is there from now on; the sums of all rows. */
  Sums finish() throws IOException {
    for (Map.Entry<String, Sums> store : stores.entrySet()) {
      write(day.toString(), "store", "", store.getKey(), "", "", "", store.getValue(), "", "");
    }
    write(day.toString(), "all", "", "", "", "", "", all, "", "");
    out.close();
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return all;
  }

  /** Without {@link #finish} nothing is left of it. */
  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(part);
  }
}
