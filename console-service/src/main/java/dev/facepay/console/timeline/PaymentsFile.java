package dev.facepay.console.timeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.facepay.console.Replies;
import dev.facepay.console.documents.Cursor;
import dev.facepay.console.payment.PaymentFilter;
import dev.facepay.console.payment.PaymentReader;
import dev.facepay.console.payment.PaymentReader.Part;
import dev.facepay.console.payment.PaymentView;
import dev.facepay.runtime.store.StoreUnavailable;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Payments as a file by RFC 4180, written as they are read: however many, a part is in memory. */
final class PaymentsFile {

  private static final String HEAD =
      "id,merchant_id,store_id,device_id,order_no,attempt,out_trade_no,transaction_id,channel,"
          + "amount_fen,state,reason,requested_at,paid_at,settled_at,took_ms";

  private final PaymentReader reader;

  PaymentsFile(PaymentReader reader) {
    this.reader = reader;
  }

  /**
   * From the filter's cursor to the end, whatever its limit. If the database goes away behind the
   * first part the last line says so, with the cursor from which the rest can be had.
   */
  void write(PaymentFilter wanted, HttpServletResponse http) throws IOException {
    // Read before anything is said: an outage is still a problem.
    Part part = reader.list(wanted.atMost(PaymentFilter.LIMIT_MAX));
    http.setContentType(Replies.CSV.toString());
    http.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    http.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"payments.csv\"");
    try (Writer out = new BufferedWriter(new OutputStreamWriter(http.getOutputStream(), UTF_8))) {
      out.write(HEAD + "\r\n");
      write(part, out);
      for (Cursor next = part.next(); next != null; next = part.next()) {
        try {
          part = reader.list(wanted.atMost(PaymentFilter.LIMIT_MAX).after(next));
        } catch (StoreUnavailable e) {
          out.write("incomplete: the database is away; go on with cursor=" + next.text() + "\r\n");
          return;
        }
        write(part, out);
      }
    }
  }

  private static void write(Part part, Writer out) throws IOException {
    for (PaymentView payment : part.payments()) {
      out.write(line(payment) + "\r\n");
    }
  }

  private static String line(PaymentView of) {
    return Stream.of(
            of.id(),
            of.merchantId(),
            of.storeId(),
            of.deviceId(),
            of.orderNo(),
            of.attempt(),
            of.outTradeNo(),
            of.transactionId(),
            of.channel(),
            of.amountFen(),
            of.state(),
            of.reason(),
            of.requestedAt(),
            of.paidAt(),
            of.settledAt(),
            of.tookMs())
        .map(PaymentsFile::cell)
        .collect(Collectors.joining(","));
  }

  /**
   * What may end a cell, or a program take for a formula, stands in quotes, behind an apostrophe.
   */
  private static String cell(@Nullable Object value) {
    String text = value == null ? "" : value.toString();
    String safe = text.matches("[=+@\\-].*") && !text.matches("-?\\d+") ? "'" + text : text;
    return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
