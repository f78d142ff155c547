package dev.facepay.simulator;

import dev.facepay.simulator.Checks.Checked.Caller;
import dev.facepay.simulator.ledger.Api;
import dev.facepay.simulator.ledger.Behaviour;
import dev.facepay.simulator.ledger.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Makes the XML of an answer: echo, result, signature, and what was told to spoil it. */
final class AnswerWriter {
  private static final List<String> ECHO =
      List.of("appid", "mch_id", "sub_appid", "sub_mch_id", "device_info");
  private static final List<String> AMOUNTS =
      List.of("total_fee", "cash_fee", "settlement_total_fee");

  private AnswerWriter() {}

  /** An answer to someone whose key is not known: never signed, nothing echoed. */
  static String toUnauthenticated(Reply reply) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("return_code", reply.returnCode());
    fields.put("return_msg", reply.returnMsg());
    put(fields, "err_code", reply.errCode());
    put(fields, "err_code_des", reply.errDes());
    return FlatXml.write(fields);
  }

  /** A signed answer, or one that is wrong in the way that {@code behaviour} says. */
  static String toMerchant(
      Caller caller, Map<String, String> request, Reply reply, Behaviour behaviour) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("return_code", reply.returnCode());
    fields.put("return_msg", reply.returnMsg());
    for (String name : ECHO) {
      put(fields, name, request.get(name));
    }
    fields.put("nonce_str", nonce());
    put(fields, "result_code", reply.resultCode());
    put(fields, "err_code", reply.errCode());
    put(fields, "err_code_des", reply.errDes());
    fields.putAll(reply.fields());
    spoil(fields, behaviour);
    if (behaviour != Behaviour.UNSIGNED) {
      String sign = caller.signType().sign(fields, caller.merchant().apiKey());
      fields.put("sign", behaviour == Behaviour.BAD_SIGN ? reversed(sign) : sign);
    }
    return FlatXml.write(fields);
  }

  /** A success that nobody signed and nothing stands behind. */
  static String forged(Api api, Map<String, String> request) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("return_code", "SUCCESS");
    fields.put("return_msg", "OK");
    for (String name : ECHO) {
      put(fields, name, request.get(name));
    }
    fields.put("nonce_str", nonce());
    fields.put("result_code", "SUCCESS");
    put(fields, "out_trade_no", request.get("out_trade_no"));
    switch (api) {
      case MICROPAY, ORDERQUERY -> {
        fields.put("trade_type", "MICROPAY");
        fields.put("trade_state", "SUCCESS");
        fields.put("total_fee", request.getOrDefault("total_fee", "1"));
        fields.put("transaction_id", "4299999999999999999999999999");
      }
      case REFUND -> {
        for (String name : List.of("out_refund_no", "refund_fee", "total_fee")) {
          put(fields, name, request.get(name));
        }
        fields.put("refund_id", "50399999999999999999999999999");
      }
      case REFUNDQUERY -> fields.put("refund_count", "0");
      case REVERSE -> fields.put("recall", "N");
      case AUTHINFO -> fields.put("authinfo", "forged");
    }
    return FlatXml.write(fields);
  }

  private static void spoil(Map<String, String> fields, Behaviour behaviour) {
    if (behaviour == Behaviour.WRONG_AMOUNT) {
      for (String name : AMOUNTS) {
        fields.computeIfPresent(name, (n, fen) -> Long.toString(Long.parseLong(fen) + 1));
      }
    } else if (behaviour == Behaviour.WRONG_COUPONS) {
      fields.computeIfPresent("coupon_fee", (n, fen) -> Long.toString(Long.parseLong(fen) + 1));
    } else if (behaviour == Behaviour.WRONG_ORDER) {
      fields.computeIfPresent(
          "out_trade_no", (n, number) -> "X" + number.substring(Math.min(1, number.length())));
    }
  }

  private static String reversed(String sign) {
    return new StringBuilder(sign).reverse().toString();
  }

  private static String nonce() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
  }

  private static void put(Map<String, String> fields, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      fields.put(name, value);
    }
  }
}
