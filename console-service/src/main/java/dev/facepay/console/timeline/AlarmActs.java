package dev.facepay.console.timeline;

import dev.facepay.console.alarm.AlarmDecider;
import dev.facepay.console.alarm.AlarmDecider.Answer;
import dev.facepay.console.alarm.AlarmDecider.Request;
import dev.facepay.console.alarm.AlarmStore;
import dev.facepay.console.alarm.AlarmStore.Standing;
import dev.facepay.console.alarm.AlarmView;
import dev.facepay.console.bill.BillStore;
import dev.facepay.console.payment.PaymentReader;
import dev.facepay.console.report.TradeStore;
import dev.facepay.payment.AlarmFact.About;
import dev.facepay.runtime.fact.FactPublisher;
import java.util.List;
import java.util.Optional;

/** What a person says of an alarm: looked up, decided, published. */
final class AlarmActs {

  private final PaymentReader payments;
  private final TradeStore trades;
  private final BillStore bills;
  private final AlarmStore alarms;
  private final FactPublisher publisher;

  AlarmActs(
      PaymentReader payments,
      TradeStore trades,
      BillStore bills,
      AlarmStore alarms,
      FactPublisher publisher) {
    this.payments = payments;
    this.trades = trades;
    this.bills = bills;
    this.alarms = alarms;
    this.publisher = publisher;
  }

  /** Returns when the fact is in the log, if there is one. */
  Answer act(About about, String id, Request request) throws InterruptedException {
    Optional<Standing> standing = standing(about, id);
    AlarmView known =
        standing.map(one -> alarms.views(List.of(one)).get(one)).orElse(AlarmView.NONE);
    Answer answer = AlarmDecider.decide(standing, known, request);
    if (answer instanceof Answer.Say say) {
      publisher.publish(say.fact());
    }
    return answer;
  }

  private Optional<Standing> standing(About about, String id) {
    return switch (about) {
      case PAYMENT -> payments.find(id).flatMap(Standings::of);
      case REPORT -> trades.page(id).flatMap(Standings::of);
      case DIFFERENCE -> bills.difference(id).flatMap(Standings::of);
    };
  }
}
