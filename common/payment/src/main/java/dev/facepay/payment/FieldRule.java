package dev.facepay.payment;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What the value of a field may be. Said once, for every door that takes one (edge, registry,
 * command line, files) and for who sends it to WeChat (spec sections 4 and 5): what a door has
 * taken no later step refuses.
 */
public final class FieldRule {

  public static final FieldRule MERCHANT_ID =
      shape("[0-9A-Za-z]{1,32}", "must be 1 to 32 letters or digits");
  public static final FieldRule APP_ID =
      shape("[0-9A-Za-z_]{1,32}", "must be 1 to 32 letters, digits or _");

  /** Of a store or device that is there: earlier releases took {@code .} and {@code ..} too. */
  public static final FieldRule KEPT_ID = name(32);

  public static final FieldRule STORE_ID = addressable(32);
  public static final FieldRule DEVICE_ID = addressable(32);

  /** 28, so that an attempt's suffix still fits into WeChat's 32. */
  public static final FieldRule ORDER_NO = number(28);

  public static final FieldRule OUT_TRADE_NO = number(32);

  public static final FieldRule REFUND_NO = number(RefundNo.CHARACTERS_MAX);

  /** Why money goes back; WeChat shows it to the buyer ({@code refund_desc}). */
  public static final FieldRule REFUND_WHY = words(80);

  /** What a shop calls a trade that was paid elsewhere; WeChat never hears of it. */
  public static final FieldRule SHOP_NUMBER = number(64);

  public static final FieldRule TRANSACTION_ID =
      shape("[0-9A-Za-z]{1,32}", "must be 1 to 32 letters or digits");

  /** A payment code or face code. */
  public static final FieldRule AUTH_CODE =
      shape("1[0-5][0-9]{16}", "must be 18 digits that begin with 10 to 15");

  public static final FieldRule LIMIT_PAY = shape("no_credit", "must be no_credit");

  /** Of a switch that WeChat knows as on or not there: {@code receipt}, {@code profit_sharing}. */
  public static final FieldRule YES = shape("Y", "must be Y");

  public static final FieldRule VERSION =
      shape("[0-9A-Za-z._+-]{1,32}", "must be 1 to 32 letters, digits or ._+-");

  public static final FieldRule STORE_NAME = words(128).onOneLine();
  public static final FieldRule BODY = words(128);

  /** Of blanks alone it is not sent, as if it were not there; {@link #GOODS_TAG} too. */
  public static final FieldRule ATTACH = text(127);

  public static final FieldRule GOODS_TAG = text(32).onOneLine();
  public static final FieldRule DETAIL = json(6000);
  public static final FieldRule SCENE_INFO = json(256);

  /** China's number of a district (GB/T 2260). */
  public static final FieldRule AREA_CODE = shape("[1-9][0-9]{5}", "must be 6 digits");

  public static final FieldRule STORE_ADDRESS = words(128);
  public static final FieldRule RAWDATA = words(2048);

  /** WeChat names no bound; this one is ours. */
  public static final FieldRule CREDENTIAL_ATTACH = json(1024);

  /** What people call a device; WeChat never hears of it. */
  public static final FieldRule DEVICE_NAME = note(64);

  /** Why a person acts. */
  public static final FieldRule WHY = note(500);

  /** What audits call an operator. */
  public static final FieldRule OPERATOR_NAME = note(64);

  /** What an operator shows: long, random, and one word of a header. */
  public static final FieldRule OPERATOR_KEY =
      shape("[!-~]{16,256}", "must be 16 to 256 characters of ASCII without blanks");

  /** By what he knows that he is right. */
  public static final FieldRule EVIDENCE = note(200);

  public static final FieldRule IP_ADDRESS =
      of(45, FieldRule::isIpAddress, "must be an IPv4 or IPv6 address");

  /** What WeChat takes of {@code body}: of 128 characters, this many bytes in UTF-8. */
  public static final int BODY_BYTES_MAX = 127;

  /** Times that facts and WeChat's messages can say, whatever the zone: 1970 to 9998. */
  public static final Instant TIME_FIRST = Instant.EPOCH;

  public static final Instant TIME_PAST_LAST = Instant.parse("9999-01-01T00:00:00Z");

  private static final String UNSENDABLE =
      "must not have control characters (carriage returns among them) or characters beyond 3-byte"
          + " UTF-8 (emoji)";

  private final int charactersMax;
  private final Function<String, Optional<String>> faults;

  private FieldRule(int charactersMax, Function<String, Optional<String>> faults) {
    this.charactersMax = charactersMax;
    this.faults = faults;
  }

  private static FieldRule of(int charactersMax, Predicate<String> accepts, String words) {
    return new FieldRule(
        charactersMax, value -> accepts.test(value) ? Optional.empty() : Optional.of(words));
  }

  private static FieldRule shape(String pattern, String words) {
    return of(Integer.MAX_VALUE, Pattern.compile(pattern).asMatchPredicate(), words);
  }

  /** Printable ASCII without blanks, quotes or separators that our keys use. */
  static FieldRule name(int charactersMax) {
    return shape(
        "[0-9A-Za-z_.-]{1," + charactersMax + "}",
        "must be 1 to " + charactersMax + " letters, digits or _-.");
  }

  /** A name that can stand in an address, where one or two dots lead elsewhere. */
  private static FieldRule addressable(int charactersMax) {
    return shape(
        "(?!\\.{1,2}$)[0-9A-Za-z_.-]{1," + charactersMax + "}",
        "must be 1 to " + charactersMax + " letters, digits or _-. (not . or .. alone)");
  }

  /** Of WeChat's set for order numbers. */
  private static FieldRule number(int charactersMax) {
    return shape(
        "[0-9A-Za-z_\\-|*]{1," + charactersMax + "}",
        "must be 1 to " + charactersMax + " letters, digits or _-|*");
  }

  /** Of a text that may be sent. */
  public static FieldRule text(int charactersMax) {
    return new FieldRule(charactersMax, value -> textFault(value, charactersMax));
  }

  /** Of a text that must have something to read. */
  private static FieldRule words(int charactersMax) {
    return new FieldRule(
        charactersMax,
        value ->
            textFault(value, charactersMax)
                .or(() -> isBlank(value) ? Optional.of("must not be blank") : Optional.empty()));
  }

  private FieldRule onOneLine() {
    return new FieldRule(
        charactersMax,
        value ->
            value.chars().anyMatch(c -> "\t\n\r\u2028\u2029".indexOf(c) >= 0)
                ? Optional.of("must stand on one line, without tabs")
                : fault(value));
  }

  /** Of a text that stays with us, in whatever characters there are: whole ones. */
  private static FieldRule note(int charactersMax) {
    return of(
        charactersMax,
        value ->
            value.length() <= charactersMax
                && !isBlank(value)
                && value.codePoints().allMatch(FieldRule::isReadable),
        "must be 1 to " + charactersMax + " printable characters");
  }

  private static boolean isReadable(int c) {
    boolean isHalf = c <= Character.MAX_VALUE && Character.isSurrogate((char) c);
    return !isHalf && (!Character.isISOControl(c) || c == '\t' || c == '\n' || c == '\r');
  }

  /** Of a text that holds a JSON object: what stands in its strings is sent too. */
  private static FieldRule json(int charactersMax) {
    return new FieldRule(
        charactersMax, value -> textFault(value, charactersMax).or(() -> jsonFault(value)));
  }

  public boolean accepts(String value) {
    return faults.apply(value).isEmpty();
  }

  /** Why it is refused, such as {@code must be no_credit}; never repeats the value. */
  public Optional<String> fault(String value) {
    return faults.apply(value);
  }

  /**
   * @param what begins the error's text
   * @throws IllegalArgumentException if the value is refused
   */
  public String require(String what, String value) {
    fault(value)
        .ifPresent(
            fault -> {
              throw new IllegalArgumentException(what + " " + fault);
            });
    return value;
  }

  public int charactersMax() {
    return charactersMax;
  }

  /** Whether facts and WeChat's messages can say it. */
  public static boolean isSayable(Instant time) {
    return !time.isBefore(TIME_FIRST) && time.isBefore(TIME_PAST_LAST);
  }

  /**
   * What may stand in XML 1.0 and has at most three bytes in UTF-8, since WeChat takes no longer
   * ones; a surrogate is half of such a one. A carriage return arrives as a line feed, whatever
   * reads the XML: what is signed would be another text than what is sent or answered.
   */
  static boolean isSendable(char c) {
    return (!Character.isISOControl(c) || c == '\t' || c == '\n')
        && !Character.isSurrogate(c)
        && c < 0xFFFE;
  }

  /** The same without what can't be sent: for a text that an older release took. */
  public static String sendable(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.chars().filter(c -> isSendable((char) c)).forEach(c -> kept.append((char) c));
    return kept.toString();
  }

  private static Optional<String> textFault(String value, int charactersMax) {
    if (value.isEmpty() || value.length() > charactersMax) {
      return Optional.of("must be a text of 1 to " + charactersMax + " characters");
    }
    return value.chars().allMatch(c -> isSendable((char) c))
        ? Optional.empty()
        : Optional.of(UNSENDABLE);
  }

  private static boolean isBlank(String value) {
    return value.codePoints().allMatch(FieldRule::isInvisible);
  }

  /** Fonts show nothing of it, whatever Unicode calls it. */
  private static boolean isInvisible(int c) {
    if (Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.FORMAT) {
      return true;
    }
    return switch (c) {
      // The grapheme joiner, Hangul's fillers and Braille's empty cell.
      case 0x034F, 0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0 -> true;
      // Variation selectors.
      default -> (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
    };
  }

  private static Optional<String> jsonFault(String value) {
    return switch (JsonText.look(value)) {
      case OBJECT -> Optional.empty();
      case UNSENDABLE -> Optional.of(UNSENDABLE);
      case OTHER -> Optional.of("must be a text that holds a JSON object");
    };
  }

  private static boolean isIpAddress(String value) {
    boolean v4 = value.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    boolean v6 = value.contains(":") && value.matches("[0-9A-Fa-f:.]{2,45}");
    if (!v4 && !v6) {
      return false;
    }
    try {
      return !InetAddress.ofLiteral(value).getHostAddress().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
