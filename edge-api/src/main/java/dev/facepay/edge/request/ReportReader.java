package dev.facepay.edge.request;

import dev.facepay.edge.report.ReportDesk.Word;
import dev.facepay.edge.report.ToldTrade;
import dev.facepay.edge.request.DeviceReader.Read;
import dev.facepay.payment.FieldRule;
import dev.facepay.payment.Money;
import dev.facepay.payment.OutTradeNo;
import dev.facepay.payment.ReportOutcome;
import dev.facepay.payment.TradeNumbers;
import dev.facepay.payment.WireName;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What a device says of a report, and of a trade that was paid elsewhere, read as strictly. */
public final class ReportReader {

  static final int TRIES_MAX = 100_000;
  static final FieldRule CODE = FieldRule.text(32);
  static final FieldRule MESSAGE = FieldRule.text(128);
  static final List<String> OUTCOMES = List.of("confirmed", "failed");
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
          String outcome = in.word("outcome", OUTCOMES);
          String code = in.text("err_code", CODE);
          String text = in.text("return_msg", MESSAGE);
          String sdk = in.text("face_sdk_version", FieldRule.VERSION);
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
          String number = in.text("out_trade_no", FieldRule.OUT_TRADE_NO);
          String order = in.text("order_no", FieldRule.SHOP_NUMBER);
          String transaction = in.text("transaction_id", FieldRule.TRANSACTION_ID);
          long fee = in.has("total_fee") ? in.number("total_fee", 1, Money.FEN_MAX) : 1;
          Instant paidAt = in.time("paid_at");
          String code = in.text("auth_code", FieldRule.AUTH_CODE);
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
