package dev.facepay.standalone.payments;

import dev.facepay.payment.Sealed;
import dev.facepay.runtime.seal.Sealer;
import dev.facepay.runtime.seal.Sealer.CannotOpen;
import dev.facepay.runtime.seal.Sealer.Purpose;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;

/** Where a document tells of a buyer: sealed, in the facts that it keeps, however deep. */
final class BuyerData {

  /**
   * Database → its collections that keep facts with a buyer; their {@code _id} is the payment's.
   */
  static final Map<String, List<String>> COLLECTIONS =
      Map.of(
          "facepay_pay", List.of("pay_attempts"),
          "facepay_query", List.of("query_decisions"),
          "facepay_reverse", List.of("reverse_outcomes"),
          "facepay_refund", List.of("refund_payments"));

  private static final Set<String> FIELDS = Set.of("openid_sealed", "sub_openid_sealed");

  private final Sealer sealer;
  private final String openid;

  BuyerData(Sealer sealer, String openid) {
    this.sealer = sealer;
    this.openid = openid;
  }

  /** The document without this buyer; empty if it does not tell of this one. */
  Optional<Document> without(Document found) {
    Document rest = rest(found, found.getString("_id"));
    return rest.equals(found) ? Optional.empty() : Optional.of(rest);
  }

  private Document rest(Document of, String payment) {
    Document out = new Document();
    of.forEach(
        (name, value) -> {
          if (!FIELDS.contains(name) || !isBuyer(payment, String.valueOf(value))) {
            out.append(name, restOf(value, payment));
          }
        });
    return out;
  }

  private Object restOf(Object value, String payment) {
    return switch (value) {
      case Document inner -> rest(inner, payment);
      case List<?> list -> list.stream().map(it -> restOf(it, payment)).toList();
      case null, default -> value;
    };
  }

  private boolean isBuyer(String payment, String sealed) {
    try {
      return sealer.open(Purpose.OPENID, payment, new Sealed(sealed)).equals(openid);
    } catch (CannotOpen e) {
      return false;
    }
  }
}
