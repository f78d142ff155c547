package dev.facepay.runtime.store;

import dev.facepay.payment.Fact;
import dev.facepay.payment.FactFields;
import dev.facepay.payment.FactType;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.Settled;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;

/**
 * What a stage decided of each payment: the first that is written down is the truth, whoever else
 * decided something else meanwhile.
 *
 * @param <T> the fact, and what the stage keeps beside it
 */
public final class FirstFacts<T> {

  private static final long FIRST = 1;

  private final Documents documents;
  private final Function<T, PaymentFact> fact;
  private final Function<T, Document> write;
  private final Function<Document, T> read;

  /** What is final goes when its time is over; an end that this stage does not hear of never. */
  public static Document expiring(Document document, PaymentFact decided, Duration kept) {
    return decided instanceof Settled
        ? document.append(Documents.EXPIRE_AT, Date.from(decided.occurredAt().plus(kept)))
        : document;
  }

  /**
   * @param write as a document, but for its {@code _id} and {@code ver}
   */
  public FirstFacts(
      Documents documents,
      Function<T, PaymentFact> fact,
      Function<T, Document> write,
      Function<Document, T> read) {
    this.documents = documents;
    this.fact = fact;
    this.write = write;
    this.read = read;
  }

  /**
   * @param id the payment's
   */
  public Optional<T> find(String id) {
    return documents.find(id).map(read);
  }

  /** Returns what is true: this, or what another worker wrote before. */
  public T decide(T decided) {
    String id = id(decided);
    return documents.insert(document(decided))
        ? decided
        : find(id)
            .orElseThrow(
                () -> new StoreUnavailable(id + " is decided, but not for a majority yet"));
  }

  /**
   * What was decided, as the log says: that counts, whatever an older copy has that was never said.
   * False if it is written down already.
   */
  public boolean logged(T said) {
    return documents.change(
        id(said),
        found ->
            found.filter(it -> fact.apply(read.apply(it)).equals(fact.apply(said))).isPresent()
                ? Optional.empty()
                : Optional.of(document(said)));
  }

  private String id(T decided) {
    return fact.apply(decided).payment().id().toString();
  }

  private Document document(T decided) {
    Document document = new Document(Documents.ID, id(decided)).append(Documents.VER, FIRST);
    document.putAll(write.apply(decided));
    return document;
  }

  /** A fact as part of a document: its type's wire name and the fields that subscribers read. */
  public static final class StoredFact {

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
}
