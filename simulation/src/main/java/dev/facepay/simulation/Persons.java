package dev.facepay.simulation;

import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.ActRequested;
import dev.facepay.payment.PaymentFact.Reversed;
import java.util.HashSet;
import java.util.Set;

/** I16: what a person settles, a person asked for, and WeChat agreed. */
final class Persons {

  private final Check check;
  private final Money money;
  private final Set<String> resolutions = new HashSet<>();

  Persons(Check check, Money money) {
    this.check = check;
    this.money = money;
  }

  void appended(PaymentFact fact) {
    String number = fact.payment().id().outTradeNo().value();
    switch (fact) {
      case ActRequested act -> {
        check.that(
            !act.who().isBlank() && !act.why().isBlank(), "I16", () -> "nobody's act: " + act);
        if (act.act().wire().equals("resolve")) {
          resolutions.add(number);
        }
      }
      case Reversed f when f.by().wire().equals("person") -> {
        check.that(resolutions.contains(number), "I16", () -> "no person asked for " + f);
        check.that(
            money.kept(number) == 0, "I16", () -> "money stays: " + money.kept(number) + ", " + f);
      }
      default -> {}
    }
  }
}
