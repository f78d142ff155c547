package dev.facepay.wechat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An answer, before anybody believes it. */
public sealed interface Reply {

  /** Signed with the merchant's key over all fields, known or not, and about this merchant. */
  record Signed(Map<String, String> fields) implements Reply {

    /** A field that an answer leaves out proves nothing against it; one that differs does. */
    private static final List<String> ECHOED =
        List.of("appid", "sub_mch_id", "out_trade_no", "transaction_id");

    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,12}");

    /** Empty when the field is absent. */
    String get(String name) {
      return fields.getOrDefault(name, "");
    }

    /** {@code null} when absent or no amount. */
    @Nullable Long fen(String name) {
      String text = get(name);
      return AMOUNT.matcher(text).matches() ? Long.valueOf(text) : null;
    }

    /** Whether the answer says so, or says nothing about it. */
    boolean agrees(String name, String sent) {
      String echoed = get(name);
      return echoed.isEmpty() || echoed.equals(sent);
    }

    /** The first field that differs from the one sent; a number that was not sent may be there. */
    Optional<String> difference(Map<String, String> sent) {
      return ECHOED.stream()
          .filter(name -> !isNumber(name) || sent.containsKey(name))
          .filter(name -> !agrees(name, sent.getOrDefault(name, "")))
          .findFirst();
    }

    /** An answer that leaves the order's number out could be about any order. */
    boolean namesTheOrder(Map<String, String> sent) {
      return sent.keySet().stream().filter(Signed::isNumber).noneMatch(name -> get(name).isEmpty());
    }

    private static boolean isNumber(String name) {
      return name.equals("out_trade_no") || name.equals("transaction_id");
    }

    Code code() {
      return Code.read(SafeText.code(get("err_code")));
    }

    String text() {
      return SafeText.line(get("err_code_des"));
    }

    /** Names only: values may be a buyer's. */
    @Override
    public String toString() {
      return "Signed" + fields.keySet();
    }
  }

  /** Proves nothing; the code is HTTP's or {@code return_code}'s. */
  record Broken(Cause cause, Code code, String text) implements Reply {}

  /** No byte of the request left this machine. */
  record NotSent(Code.Obstacle obstacle, String text) implements Reply {}

  /** Reads the body of an answer with HTTP status 200. */
  static Reply read(String body, Merchant merchant) {
    Map<String, String> fields;
    try {
      fields = MessageXml.read(body);
    } catch (MessageXml.UnreadableException e) {
      return broken(Cause.UNREADABLE, "unreadable answer: " + e.getMessage());
    }
    String returnCode = fields.getOrDefault("return_code", "");
    boolean signed = !fields.getOrDefault("sign", "").isEmpty();
    Secret before = merchant.apiKeyBefore();
    boolean verifies =
        Signing.verifies(fields, merchant.apiKey(), merchant.signType())
            || (before != null && Signing.verifies(fields, before, merchant.signType()));
    if (returnCode.isEmpty()) {
      return broken(Cause.UNREADABLE, "the answer has no return_code");
    }
    if (signed && !verifies) {
      return broken(Cause.BAD_SIGNATURE, "the answer's signature is wrong");
    }
    if (!returnCode.equals("SUCCESS")) {
      // WeChat does not sign these, so anyone on the way could have written one: no proof.
      String text = SafeText.line(fields.getOrDefault("return_msg", ""));
      return new Broken(Cause.CALL_FAILED, Code.read(SafeText.code(returnCode)), text);
    }
    if (!signed) {
      return broken(Cause.BAD_SIGNATURE, "the answer is not signed");
    }
    Signed reply = new Signed(fields);
    return reply.get("mch_id").equals(merchant.mchId())
        ? reply
        : broken(Cause.MISMATCH, "mch_id is not what was sent");
  }

  private static Broken broken(Cause cause, String text) {
    return new Broken(cause, Code.NONE, text);
  }
}
