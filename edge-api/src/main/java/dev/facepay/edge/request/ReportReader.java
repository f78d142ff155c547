package dev.facepay.edge.request;

import dev.facepay.edge.report.ReportDesk.Word;
import dev.facepay.edge.report.ToldTrade;
import dev.facepay.edge.request.DeviceReader.Read;
import dev.facepay.payment.Money;
import dev.facepay.payment.OutTradeNo;
import dev.facepay.payment.ReportOutcome;
import dev.facepay.payment.TradeNumbers;
import dev.facepay.payment.WireName;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** What a device says of a report, and of a trade that was paid elsewhere, read as strictly. */
public final class ReportReader {

  static final int TRIES_MAX = 100_000;
  static final int CODE_MAX = 32;
  static final int MESSAGE_MAX = 128;
  static final Pattern OUT_TRADE_NO = Pattern.compile("[0-9A-Za-z_\\-|*]{1,32}");
  static final Pattern ORDER_NO = Pattern.compile("[0-9A-Za-z_\\-|*]{1,64}");
  static final Pattern TRANSACTION_ID = Pattern.compile("[0-9A-Za-z]{1,32}");
  static final Pattern OUTCOME = Pattern.compile("confirmed|failed");
  static final List<String> WORD_REQUIRED = List.of("try", "outcome");
  static final List<String> TRADE_REQUIRED = List.of("out_trade_no", "total_fee", "paid_at");

  private static final Set<String> WORD =
      Set.of("try", "outcome", "err_code", "return_msg", "face_sdk_version");
  private static final Set<String> TRADE =
      Set.of("out_trade_no", "order_no", "transaction_id", "total_fee", "paid_at", "auth_code");

  private ReportReader() {}

  public static Read<Word> word(byte[] json) {
    return DeviceReader.read(
        json,
        WORD,
        WORD_REQUIRED,
        in -> {
          long tryNo = in.has("try") ? in.number("try", 1, TRIES_MAX) : 1;
          String outcome = in.matching("outcome", OUTCOME, "must be confirmed or failed");
          String code = in.text("err_code", CODE_MAX);
          String text = in.text("return_msg", MESSAGE_MAX);
          String sdk =
              in.matching(
                  "face_sdk_version",
                  DeviceReader.VERSION,
                  "must be 1 to 32 letters, digits or ._+-");
          return outcome == null
              ? null
              : new Word(
                  (int) tryNo,
                  WireName.parse(ReportOutcome.class, outcome),
                  Objects.requireNonNullElse(code, ""),
                  Objects.requireNonNullElse(text, ""),
                  sdk);
        });
  }

  public static Read<ToldTrade> trade(byte[] json) {
    return DeviceReader.read(
        json,
        TRADE,
        TRADE_REQUIRED,
        in -> {
          String number =
              in.matching("out_trade_no", OUT_TRADE_NO, "must be 1 to 32 letters, digits or _-|*");
          String order =
              in.matching("order_no", ORDER_NO, "must be 1 to 64 letters, digits or _-|*");
          String transaction =
              in.matching("transaction_id", TRANSACTION_ID, "must be 1 to 32 letters or digits");
          long fee = in.has("total_fee") ? in.number("total_fee", 1, Money.FEN_MAX) : 1;
          Instant paidAt = in.time("paid_at");
          String code =
              in.matching(
                  "auth_code", FieldRules.AUTH_CODE, "must be 18 digits that begin with 10 to 15");
          return number == null || paidAt == null
              ? null
              : new ToldTrade(
                  new OutTradeNo(number),
                  new TradeNumbers(order, transaction),
                  new Money(fee),
                  paidAt,
                  code);
        });
  }
}
