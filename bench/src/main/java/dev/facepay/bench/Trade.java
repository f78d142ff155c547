package dev.facepay.bench;

import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.Channel;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.Fact;
import dev.facepay.payment.FailureReason;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.Money;
import dev.facepay.payment.OrderNo;
import dev.facepay.payment.OutTradeNo;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.Failed;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentFact.ReverseNeeded;
import dev.facepay.payment.PaymentFact.Reversed;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentFact.Unknown;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.ReportDelay;
import dev.facepay.payment.ReportFact.ReportDelayed;
import dev.facepay.payment.ReportFact.ReportNeeded;
import dev.facepay.payment.ReportFact.ReportTold;
import dev.facepay.payment.ReportMethod;
import dev.facepay.payment.ReportOutcome;
import dev.facepay.payment.ReverseReason;
import dev.facepay.payment.ReversedHow;
import dev.facepay.payment.Sealed;
import dev.facepay.payment.Stage;
import dev.facepay.payment.StoreId;
import dev.facepay.payment.TradeRef;
import dev.facepay.payment.UnknownReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A chain's ordinary trade: most are paid at once, some are asked for, a few go back. */
final class Trade {

  static final int STORES = 50;
  static final int DEVICES = 4;

  private static final MerchantId MERCHANT = new MerchantId("1900000109");

  private Trade() {}

  /** One payment's facts, and those of its report if it was no face payment and is paid. */
  static List<Fact> facts(int number, Instant at, RandomGenerator random) {
    List<PaymentFact> payment = payment(number, at, random);
    List<Fact> facts = new ArrayList<>(payment);
    if (payment.getLast() instanceof Succeeded paid && paid.payment().channel() == Channel.CODE) {
      report(TradeRef.of(paid.payment()), paid.occurredAt().plusSeconds(2), random, facts);
    }
    return facts;
  }

  /** Most at once, some at the second try, a few not at all so far. */
  private static void report(TradeRef trade, Instant at, RandomGenerator random, List<Fact> facts) {
    int way = random.nextInt(1000);
    Instant told = at.plusSeconds(1);
    facts.add(new ReportNeeded(trade, 1, ReportMethod.ORDER, null, at));
    if (way < 950) {
      facts.add(new ReportTold(trade, 1, ReportOutcome.CONFIRMED, "", "", "2.21", told));
      return;
    }
    facts.add(new ReportTold(trade, 1, ReportOutcome.FAILED, "PARAM_ERROR", "no", "2.21", told));
    facts.add(new ReportDelayed(trade, 1, ReportDelay.SDK_FAILED, way >= 995, told));
    if (way < 995) {
      Instant again = at.plusSeconds(way < 990 ? 60 : 2 * 3600);
      facts.add(new ReportNeeded(trade, 2, ReportMethod.ORDER, null, again));
      facts.add(new ReportTold(trade, 2, ReportOutcome.CONFIRMED, "", "", "2.21", again));
    }
  }

  private static List<PaymentFact> payment(int number, Instant at, RandomGenerator random) {
    OrderNo order = new OrderNo("B%09d".formatted(number));
    int store = random.nextInt(STORES);
    PaymentRef ref =
        new PaymentRef(
            new PaymentId(MERCHANT, OutTradeNo.of(order, 1)),
            order,
            1,
            null,
            new StoreId("S%03d".formatted(store)),
            new DeviceId("D%03d".formatted(store * DEVICES + random.nextInt(DEVICES))),
            new Money(100 + random.nextInt(20_000)),
            random.nextInt(5) == 0 ? Channel.CODE : Channel.FACE,
            at,
            "fp" + number);
    List<PaymentFact> facts = new ArrayList<>();
    facts.add(Requested.plain(ref, new Sealed("x".repeat(80)), "Tea"));
    String transaction = "42000%023d".formatted(number);
    int way = random.nextInt(100);
    Instant soon = at.plusMillis(400);
    if (way < 85) {
      facts.add(new Succeeded(ref, Stage.PAY, transaction, soon, soon));
    } else if (way < 90) {
      facts.add(new Failed(ref, Stage.PAY, FailureReason.NOT_ENOUGH, "NOTENOUGH", "balance", soon));
    } else {
      facts.add(new Unknown(ref, UnknownReason.USER_PAYING, "USERPAYING", "password", at, soon));
      Instant later = at.plusSeconds(20);
      if (way < 97) {
        facts.add(new Succeeded(ref, Stage.QUERY, transaction, later, later));
      } else {
        facts.add(new ReverseNeeded(ref, ReverseReason.DEADLINE, at, later));
        goesBack(ref, later, random, facts);
      }
    }
    return facts;
  }

  private static void goesBack(
      PaymentRef ref, Instant since, RandomGenerator random, List<PaymentFact> facts) {
    if (random.nextInt(30) == 0) {
      facts.add(
          new AttentionNeeded(
              ref,
              Stage.REVERSE,
              AttentionReason.REVERSE_REFUSED,
              "NO_CERTIFICATE",
              "no certificate",
              since.plusSeconds(16)));
    } else {
      Instant end = since.plus(Duration.ofSeconds(17));
      facts.add(new Reversed(ref, Stage.REVERSE, ReversedHow.CONFIRMED, 1, end));
    }
  }
}
