package dev.facepay.runtime.store;

import dev.facepay.payment.Fact;
import dev.facepay.payment.FactFields;
import dev.facepay.payment.FactType;
import dev.facepay.payment.PaymentFact;
import java.util.Arrays;
import org.bson.Document;

/** A fact as part of a document: its type's wire name and the fields that subscribers read. */
public final class StoredFact {

  private static final String TYPE = "type";
  private static final String FIELDS = "fields";

  private StoredFact() {}

  public static Document write(Fact fact) {
    return new Document(TYPE, fact.type().wire())
        .append(FIELDS, new Document(FactFields.write(fact)));
  }

  /**
   * @throws IllegalArgumentException if it is not what {@link #write} made
   */
  public static Fact read(Document stored) {
    if (stored.get(FIELDS) instanceof Document fields) {
      return FactFields.read(type(stored.get(TYPE, "")), fields);
    }
    throw new IllegalArgumentException("a stored fact has no fields");
  }

  /**
   * @throws IllegalArgumentException if it is not what {@link #write} made of a payment's fact
   */
  public static PaymentFact readPayment(Document stored) {
    if (read(stored) instanceof PaymentFact fact) {
      return fact;
    }
    throw new IllegalArgumentException("a stored fact is not about a payment");
  }

  private static FactType type(String wire) {
    return Arrays.stream(FactType.values())
        .filter(it -> it.wire().equals(wire))
        .findAny()
        .orElseThrow(() -> new IllegalArgumentException("unknown fact type " + wire));
  }
}
