package dev.facepay.simulation;

import dev.facepay.payment.Coded;
import dev.facepay.payment.Fact;
import dev.facepay.payment.FailureReason;
import dev.facepay.payment.PaymentFact.Failed;
import dev.facepay.payment.PaymentFact.ReverseNeeded;
import dev.facepay.payment.PaymentFact.Reversed;
import dev.facepay.payment.PaymentFact.Unknown;
import dev.facepay.payment.ReverseReason;
import dev.facepay.payment.ReversedHow;
import dev.facepay.payment.UnknownReason;
import dev.facepay.runtime.store.FirstFacts.StoredFact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.bson.Document;

/**
 * Two releases side by side: the older one is this code, the newer one decides with values that
 * this code does not know. Whoever writes a fact down first has said what it says.
 */
final class Releases {

  private static final String OF_TOMORROW = "_of_tomorrow";

  /** Those whose meaning is not lost when they are known only by their text. */
  private static final Set<String> RENAMED =
      Set.of(
          UnknownReason.NO_ANSWER.wire(),
          UnknownReason.HTTP_ERROR.wire(),
          UnknownReason.UNREADABLE.wire(),
          UnknownReason.SYSTEM_ERROR.wire(),
          ReverseReason.DEADLINE.wire(),
          ReverseReason.CANCELLED.wire(),
          FailureReason.NOT_ENOUGH.wire(),
          ReversedHow.CONFIRMED.wire(),
          ReversedHow.NEVER_REACHED.wire());

  /** By fact: whether a newer process wrote it down first. */
  private final Map<String, Boolean> newer = new HashMap<>();

  private boolean isMixed;

  /** What a newer process says of a fact that is written down. */
  Fact said(Fact fact) {
    return newer.getOrDefault(key(fact), false) ? renamed(fact) : fact;
  }

  /**
   * Those documents are lost. What was never said is decided anew, by either release.
   *
   * @param logged subjects and wire names of all facts of the log, as {@link #key}
   */
  void lose(List<Document> documents, Set<String> logged) {
    for (Document document : documents) {
      eachFact(
          document,
          (_, key) -> {
            if (!logged.contains(key)) {
              newer.remove(key);
            }
          });
    }
  }

  static String key(Fact fact) {
    return fact.subject() + "/" + fact.type().wire();
  }

  Pen older() {
    return new Pen() {
      @Override
      public Document write(Document document) {
        return document;
      }

      @Override
      public void wrote(Document document) {
        if (isMixed) {
          eachFact(document, (_, key) -> newer.putIfAbsent(key, false));
        }
      }
    };
  }

  Pen newer() {
    isMixed = true;
    return new Pen() {
      @Override
      public Document write(Document document) {
        eachFact(
            document,
            (stored, key) -> {
              if (newer.getOrDefault(key, true)) {
                stored.putAll(StoredFact.write(renamed(StoredFact.read(stored))));
              }
            });
        return document;
      }

      @Override
      public void wrote(Document document) {
        eachFact(document, (_, key) -> newer.putIfAbsent(key, true));
      }
    };
  }

  /** Wherever they are in it; of each kind a payment has one at most. */
  private static void eachFact(Document document, BiConsumer<Document, String> each) {
    if (document.get("type") instanceof String type
        && document.get("fields") instanceof Document fields) {
      each.accept(document, fields.get("payment_id") + "/" + type);
      return;
    }
    for (Object value : document.values()) {
      if (value instanceof Document nested) {
        eachFact(nested, each);
      } else if (value instanceof List<?> list) {
        list.forEach(
            it -> {
              if (it instanceof Document nested) {
                eachFact(nested, each);
              }
            });
      }
    }
  }

  private static Fact renamed(Fact fact) {
    return switch (fact) {
      case Unknown f ->
          new Unknown(
              f.payment(),
              renamed(f.reason()),
              f.gatewayCode(),
              f.gatewayText(),
              f.sentAt(),
              f.occurredAt());
      case ReverseNeeded f ->
          new ReverseNeeded(
              f.payment(), renamed(f.reason()), f.unknownReason(), f.sentAt(), f.occurredAt());
      case Failed f ->
          new Failed(
              f.payment(),
              f.by(),
              renamed(f.reason()),
              f.gatewayCode(),
              f.gatewayText(),
              f.occurredAt(),
              f.version());
      case Reversed f ->
          new Reversed(
              f.payment(), f.by(), renamed(f.how()), f.tries(), f.occurredAt(), f.version());
      default -> fact;
    };
  }

  private static <E extends Enum<E>> Coded<E> renamed(Coded<E> value) {
    return RENAMED.contains(value.wire()) ? new Coded.Other<>(value.wire() + OF_TOMORROW) : value;
  }
}
