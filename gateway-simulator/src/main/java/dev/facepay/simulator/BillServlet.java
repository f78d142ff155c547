package dev.facepay.simulator;

import dev.facepay.simulator.BillFaults.Fault;
import dev.facepay.simulator.ledger.Ledger;
import dev.facepay.simulator.merchant.Merchant;
import dev.facepay.simulator.merchant.Merchants;
import dev.facepay.simulator.merchant.SignType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Both bill calls. They move no money and are repeated at will, so that the journal knows nothing
 * of them; a bill is made out of the ledger each time, and never in memory whole.
 */
final class BillServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  static final String TRADES = "/pay/downloadbill";
  static final String FUNDS = "/pay/downloadfundflow";
  static final ZoneOffset ZONE = ZoneOffset.ofHours(8);

  private static final int BODY_MAX = 64 * 1024;
  private static final LocalTime MADE_AT = LocalTime.of(9, 0);
  private static final int MONTHS_KEPT = 3;

  private final transient Merchants merchants;
  private final transient Ledger ledger;
  private final transient BillFaults faults;
  private final boolean plainCertificate;

  /**
   * @param plainCertificate whether the fund flow needs no certificate on a port without TLS
   */
  BillServlet(Merchants merchants, Ledger ledger, BillFaults faults, boolean plainCertificate) {
    this.merchants = merchants;
    this.ledger = ledger;
    this.faults = faults;
    this.plainCertificate = plainCertificate;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean funds = request.getRequestURI().equals(FUNDS);
    if (!request.getMethod().equals("POST")) {
      refuse(response, funds, "require POST method", "20001", "PARAM_ERROR");
      return;
    }
    String body = new String(request.getInputStream().readNBytes(BODY_MAX), StandardCharsets.UTF_8);
    if (!(FlatXml.read(body) instanceof FlatXml.Fields(Map<String, String> fields))) {
      refuse(response, funds, "data format error", "20001", "PARAM_ERROR");
      return;
    }
    String mchId = fields.getOrDefault("mch_id", "");
    if (funds && isWithoutCertificate(request, mchId)) {
      response.setStatus(400);
      response.setContentType("text/html;charset=UTF-8");
      response.getWriter().write("<html><body>No required SSL certificate was sent</body></html>");
      return;
    }
    Optional<String> wrong = wrong(fields, funds);
    if (wrong.isPresent()) {
      refuse(response, funds, wrong.get(), "20001", "PARAM_ERROR");
      return;
    }
    answer(request, response, fields, funds);
  }

  private boolean isWithoutCertificate(HttpServletRequest request, String mchId) {
    if (!request.isSecure()) {
      return !plainCertificate;
    }
    return merchants.isCertificateExpired(mchId) || !mchId.equals(GatewayServlet.owner(request));
  }

  private Optional<String> wrong(Map<String, String> fields, boolean funds) {
    Merchant merchant = merchants.find(fields.getOrDefault("mch_id", "")).orElse(null);
    SignType type = SignType.of(fields.getOrDefault("sign_type", "MD5")).orElse(null);
    if (merchant == null || type == null || (funds && type != SignType.HMAC_SHA256)) {
      return Optional.of("invalid parameter");
    }
    if (!type.verifies(fields, merchant.apiKey())) {
      return Optional.of("sign error");
    }
    if (!fields.getOrDefault("appid", "").equals(merchant.appId())) {
      return Optional.of("invalid appid");
    }
    String tar = fields.get("tar_type");
    if (tar != null && !tar.equals("GZIP")) {
      return Optional.of("invalid tar_type, Only GZIP supported");
    }
    String kind = fields.getOrDefault(funds ? "account_type" : "bill_type", funds ? "" : "ALL");
    if (!kind.equals(funds ? "Basic" : "ALL")) {
      return Optional.of("invalid " + (funds ? "account_type" : "bill_type"));
    }
    LocalDate day = day(fields);
    return day != null && isGiven(merchant.mchId(), day)
        ? Optional.empty()
        : Optional.of("invalid bill_date");
  }

  private boolean isGiven(String mchId, LocalDate day) {
    LocalDate today = ledger.now().atOffset(ZONE).toLocalDate();
    boolean isOver = day.isBefore(today) || faults.isEarly(mchId, day);
    return isOver && !day.isBefore(today.minusMonths(MONTHS_KEPT));
  }

  private static @Nullable LocalDate day(Map<String, String> fields) {
    try {
      String text = fields.getOrDefault("bill_date", "");
      return LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private void answer(
      HttpServletRequest request,
      HttpServletResponse response,
      Map<String, String> fields,
      boolean funds)
      throws IOException {
    String mchId = fields.getOrDefault("mch_id", "");
    LocalDate day = LocalDate.parse(fields.get("bill_date"), DateTimeFormatter.BASIC_ISO_DATE);
    Instant hour = day.plusDays(1).atTime(MADE_AT).toInstant(ZONE);
    boolean isMade = !ledger.now().isBefore(hour) || faults.isEarly(mchId, day);
    List<Fault> met = isMade ? faults.next(mchId, day, funds) : List.of();
    BillFaults.Kind whole = met.isEmpty() ? null : met.getFirst().kind();
    if (!isMade || whole == BillFaults.Kind.NO_BILL) {
      refuse(response, funds, "No Bill Exist", "20002", "NO_BILL_EXIST");
    } else if (whole == BillFaults.Kind.LATE) {
      refuse(response, funds, "Bill Creating", "20002", "BILL_CREATING");
    } else if (whole == BillFaults.Kind.ERROR) {
      refuse(response, funds, "SYSTEMERROR", "100", "SYSTEMERROR");
    } else {
      BillWriter writer = funds ? BillWriter.funds(mchId, met) : BillWriter.trades(mchId, met);
      Instant from = day.atStartOfDay().toInstant(ZONE);
      Instant to = day.plusDays(1).atStartOfDay().toInstant(ZONE);
      send(
          request,
          response,
          fields.containsKey("tar_type"),
          writer,
          out -> {
            ledger.bill(mchId, from, to, line -> writer.line(out, line));
          },
          funds);
    }
  }

  /** Fills a bill. */
  private interface Lines {
    void into(OutputStream out) throws IOException;
  }

  private static void send(
      HttpServletRequest request,
      HttpServletResponse response,
      boolean gzip,
      BillWriter writer,
      Lines lines,
      boolean funds)
      throws IOException {
    Late late = new Late(response, gzip);
    try {
      lines.into(late);
      if (!late.begun()) {
        refuse(response, funds, "No Bill Exist", "20002", "NO_BILL_EXIST");
        return;
      }
      writer.end(late);
      late.close();
    } catch (BillWriter.Cut e) {
      late.flush();
      GatewayServlet.cut(request);
    }
  }

  /** The answer's stream; until the first line it may still become a message instead. */
  private static final class Late extends OutputStream {
    private final HttpServletResponse response;
    private final boolean gzip;
    private @Nullable OutputStream out;

    Late(HttpServletResponse response, boolean gzip) {
      this.response = response;
      this.gzip = gzip;
    }

    boolean begun() {
      return out != null;
    }

    private OutputStream out() throws IOException {
      OutputStream open = out;
      if (open == null) {
        response.setContentType("text/plain");
        OutputStream plain = response.getOutputStream();
        open = gzip ? new GZIPOutputStream(plain, 64 * 1024, true) : plain;
        out = open;
      }
      return open;
    }

    @Override
    public void write(int b) throws IOException {
      out().write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out().write(bytes, from, length);
    }

    @Override
    public void flush() throws IOException {
      out().flush();
    }

    @Override
    public void close() throws IOException {
      out().close();
    }
  }

  /** Never signed, never packed; each call has a shape of its own. */
  private static void refuse(
      HttpServletResponse response, boolean funds, String text, String number, String code)
      throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("return_code", funds ? "SUCCESS" : "FAIL");
    fields.put("return_msg", funds ? "OK" : text);
    if (funds) {
      fields.put("result_code", "FAIL");
      fields.put("err_code", code);
      fields.put("err_code_des", text);
    } else {
      fields.put("error_code", number);
    }
    response.setContentType("text/xml;charset=UTF-8");
    response.getOutputStream().write(FlatXml.write(fields).getBytes(StandardCharsets.UTF_8));
  }
}
