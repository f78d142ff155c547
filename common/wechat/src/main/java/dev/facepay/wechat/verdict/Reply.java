package dev.facepay.wechat.verdict;

import dev.facepay.wechat.call.Cause;
import dev.facepay.wechat.merchant.Merchant;
import dev.facepay.wechat.wire.MessageXml;
import dev.facepay.wechat.wire.SafeText;
import dev.facepay.wechat.wire.Signing;
import dev.facepay.wechat.wire.UnreadableMessageException;
import java.util.Map;

/** An answer, before anybody believes it. */
public sealed interface Reply {

  /** Signed with the merchant's key over all fields, known or not, and about this merchant. */
  record Signed(Map<String, String> fields) implements Reply {

    /** Empty when the field is absent. */
    String get(String name) {
      return fields.getOrDefault(name, "");
    }

    /** Whether the answer says so, or says nothing about it. */
    boolean agrees(String name, String sent) {
      String echoed = get(name);
      return echoed.isEmpty() || echoed.equals(sent);
    }

    String code() {
      return SafeText.code(get("err_code"));
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
  record Broken(Cause cause, String code, String text) implements Reply {}

  /** Reads the body of an answer with HTTP status 200. */
  static Reply read(String body, Merchant merchant) {
    Map<String, String> fields;
    try {
      fields = MessageXml.read(body);
    } catch (UnreadableMessageException e) {
      return new Broken(Cause.UNREADABLE, "", "unreadable answer: " + e.getMessage());
    }
    String returnCode = fields.getOrDefault("return_code", "");
    boolean signed = !fields.getOrDefault("sign", "").isEmpty();
    boolean verifies = Signing.verifies(fields, merchant.apiKey(), merchant.signType());
    if (returnCode.isEmpty()) {
      return new Broken(Cause.UNREADABLE, "", "the answer has no return_code");
    }
    if (signed && !verifies) {
      return new Broken(Cause.BAD_SIGNATURE, "", "the answer's signature is wrong");
    }
    if (!returnCode.equals("SUCCESS")) {
      // WeChat does not sign these, so anyone on the way could have written one: no proof.
      String text = SafeText.line(fields.getOrDefault("return_msg", ""));
      return new Broken(Cause.CALL_FAILED, SafeText.code(returnCode), text);
    }
    if (!signed) {
      return new Broken(Cause.BAD_SIGNATURE, "", "the answer is not signed");
    }
    Signed reply = new Signed(fields);
    if (!reply.get("mch_id").equals(merchant.mchId())) {
      return new Broken(Cause.MISMATCH, "", "mch_id is not what was sent");
    }
    return reply;
  }
}
