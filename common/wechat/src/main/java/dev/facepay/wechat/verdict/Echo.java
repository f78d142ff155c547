package dev.facepay.wechat.verdict;

import dev.facepay.wechat.verdict.Reply.Signed;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether an answer is about what was asked. */
final class Echo {

  /** A field that an answer leaves out proves nothing against it; one that differs does. */
  private static final List<String> COMPARED =
      List.of("appid", "sub_mch_id", "out_trade_no", "transaction_id");

  private Echo() {}

  /** The first field that differs from the one sent; a number that was not sent may be there. */
  static Optional<String> difference(Signed reply, Map<String, String> sent) {
    for (String name : COMPARED) {
      boolean number = name.equals("out_trade_no") || name.equals("transaction_id");
      if (number && !sent.containsKey(name)) {
        continue;
      }
      if (!reply.agrees(name, sent.getOrDefault(name, ""))) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  static String text(String field) {
    return field + " is not what was sent";
  }
}
