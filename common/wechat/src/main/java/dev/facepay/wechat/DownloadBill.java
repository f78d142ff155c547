package dev.facepay.wechat;

import dev.facepay.wechat.Code.Obstacle;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code downloadbill} and {@code downloadfundflow} (spec section 12): what WeChat booked for one
 * merchant on one day of UTC+8. A bill is not signed: it proves nothing by itself.
 */
public final class DownloadBill {

  /** From the request's first byte to the bill's last: some 10⁷ lines over a slow line. */
  public static final Duration ANSWER_MAX = Duration.ofMinutes(30);

  /** WeChat takes no other for the fund flow. */
  static final SignType FUNDS_SIGN_TYPE = SignType.HMAC_SHA256;

  private DownloadBill() {}

  /** Which bill. */
  public enum Kind {
    /** Payments, reversals and refunds of the day. */
    ALL,
    /** Its payments alone. */
    SUCCESS,
    /** Its refunds alone, with their times. */
    REFUND,
    /** Every move of the basic account; needs the merchant's certificate. */
    FUNDS;

    Api api() {
      return this == FUNDS ? Api.DOWNLOADFUNDFLOW : Api.DOWNLOADBILL;
    }
  }

  /**
   * A merchant's bill of a day.
   *
   * @param mchId a service provider's holds all its sub-merchants
   * @param day of UTC+8, made from 09:00 of the next; the last three months
   */
  public record Request(String mchId, LocalDate day, Kind kind) {}

  /** What came of asking; {@link Unclear}: ask again later. */
  public sealed interface Outcome permits Taken, NoBill, NotYet, Refused, Unclear {}

  /**
   * The bill is in the file, as it came: a gzip file, or text where WeChat sent that.
   *
   * @param bytes of the file
   * @param sha256 of the file, 64 lower-case hex digits
   */
  public record Taken(long bytes, String sha256) implements Outcome {}

  /** WeChat has none: a day without trades, or asked before it is made. */
  public record NoBill() implements Outcome {}

  /** Not made yet; a day without trades may answer so, too. */
  public record NotYet() implements Outcome {}

  /** The request or the merchant's permission is wrong: a person must see to it. */
  public record Refused(Code code, String text) implements Outcome {}

  /** Parts of {@code return_msg} that name a fault of the request or a missing permission. */
  private static final List<String> FAULTS =
      List.of(
          "invalid bill_date",
          "invalid bill_type",
          "invalid tar_type",
          "invalid appid",
          "invalid parameter",
          "missing parameter",
          "nonce_str too long",
          "require post method",
          "empty post data",
          "data format error",
          "sign error",
          "账单api权限已经关闭");

  static Message fields(Request request, Merchant merchant) {
    Message.Draft draft =
        Message.Draft.of(merchant, null)
            .required(Field.BILL_DATE, request.day().format(DateTimeFormatter.BASIC_ISO_DATE))
            .required(Field.TAR_TYPE, "GZIP");
    return request.kind() == Kind.FUNDS
        ? draft.required(Field.ACCOUNT_TYPE, "Basic").finish()
        : draft.required(Field.BILL_TYPE, request.kind().name()).finish();
  }

  static Outcome verdict(Exchange exchange, BillFile file) {
    return switch (exchange) {
      case Exchange.NotSent(_, Obstacle obstacle, String why) ->
          obstacle.passes()
              ? Unclear.of(new Reply.NotSent(obstacle, why))
              : new Refused(obstacle, why);
      case Exchange.NoAnswer(_, String why) -> new Unclear(Cause.NO_ANSWER, Code.NONE, why);
      case Exchange.Garbled(_, String why) -> new Unclear(Cause.UNREADABLE, Code.NONE, why);
      case Exchange.Received(_, int status, String body) -> {
        Optional<Taken> taken = file.taken();
        if (taken.isPresent()) {
          yield taken.get();
        }
        yield status == 200 ? ofMessage(body) : Unclear.of(WechatClient.refused(status));
      }
    };
  }

  /** Never signed, so {@code error_code} and the text are all there is; the text decides. */
  static Outcome ofMessage(String body) {
    Map<String, String> fields;
    try {
      fields = MessageXml.read(body);
    } catch (MessageXml.UnreadableException e) {
      return new Unclear(Cause.UNREADABLE, Code.NONE, "neither a bill nor a message");
    }
    String text = SafeText.line(fields.getOrDefault("return_msg", ""));
    String errCode = SafeText.code(fields.getOrDefault("err_code", ""));
    Code code =
        Code.read(
            errCode.isEmpty() ? SafeText.code(fields.getOrDefault("error_code", "")) : errCode);
    return switch (errCode) {
      case "NO_BILL_EXIST" -> new NoBill();
      case "BILL_CREATING" -> new NotYet();
      case "PARAM_ERROR" ->
          new Refused(code, SafeText.line(fields.getOrDefault("err_code_des", text)));
      default -> ofText(text, code);
    };
  }

  private static Outcome ofText(String text, Code code) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("no bill exist")) {
      return new NoBill();
    }
    if (lower.contains("bill creating")) {
      return new NotYet();
    }
    return FAULTS.stream().anyMatch(lower::contains)
        ? new Refused(code, text)
        : new Unclear(Cause.CALL_FAILED, code, text);
  }
}
