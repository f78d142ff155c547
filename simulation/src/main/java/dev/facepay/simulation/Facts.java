package dev.facepay.simulation;

import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.RequestRejected;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentFact.ReverseNeeded;
import dev.facepay.payment.PaymentFact.Settled;
import dev.facepay.payment.PaymentFact.Unknown;
import dev.facepay.payment.PaymentRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What K says: I7 as it grows, and who was promised what. */
final class Facts {

  private final Check check;
  private final Map<String, PaymentFact> byVersion = new HashMap<>();
  private final Map<String, Settled> settled = new HashMap<>();
  private final Map<String, RequestRejected> rejected = new HashMap<>();
  private final Map<String, Requested> requests = new HashMap<>();

  Facts(Check check) {
    this.check = check;
  }

  /** One request: equal content sent again later is another one. */
  static String request(PaymentRef ref) {
    return ref.id() + RequestRejected.discriminator(ref);
  }

  void appended(PaymentFact fact) {
    String id = fact.payment().id().toString();
    switch (fact) {
      case Requested f -> requests.putIfAbsent(request(f.payment()), f);
      case RequestRejected f -> {
        RequestRejected before = rejected.putIfAbsent(request(f.payment()), f);
        check.that(before == null || before.equals(f), "I7", () -> before + " and " + f);
      }
      default -> {
        if (fact.version() > 0) {
          versioned(id, fact);
        }
      }
    }
  }

  private void versioned(String id, PaymentFact fact) {
    PaymentFact before = byVersion.putIfAbsent(id + "/" + fact.version(), fact);
    if (before != null) {
      check.that(
          before.equals(fact), "I7", () -> "two facts of one version: " + before + " and " + fact);
      return;
    }
    check.that(!settled.containsKey(id), "I7", () -> settled.get(id) + " and then " + fact);
    for (int later = fact.version() + 1; later <= 5; later++) {
      check.that(!byVersion.containsKey(id + "/" + later), "I7", () -> "versions fall: " + fact);
    }
    switch (fact.version()) {
      case 3 -> check.that(is(id, 2, Unknown.class), "I7", () -> "nobody asked for " + fact);
      case 4 -> check.that(is(id, 3, ReverseNeeded.class), "I7", () -> "nobody asked for " + fact);
      default -> {}
    }
    if (fact instanceof Settled s) {
      settled.put(id, s);
    }
  }

  private boolean is(String id, int version, Class<?> type) {
    return type.isInstance(byVersion.get(id + "/" + version));
  }

  Optional<Settled> settled(String id) {
    return Optional.ofNullable(settled.get(id));
  }

  /** Of all payments together. */
  long succeededFen() {
    return settled.values().stream()
        .filter(PaymentFact.Succeeded.class::isInstance)
        .mapToLong(it -> it.payment().amount().fen())
        .sum();
  }

  boolean isRejected(PaymentRef request) {
    return rejected.containsKey(request(request));
  }

  List<Requested> requests() {
    return new ArrayList<>(requests.values());
  }
}
