package dev.facepay.console.timeline;

import dev.facepay.console.alarm.AlarmStore.Standing;
import dev.facepay.console.bill.DifferenceView;
import dev.facepay.console.payment.PaymentView;
import dev.facepay.console.report.TradeView;
import dev.facepay.payment.AlarmFact.About;
import dev.facepay.payment.AlarmFact.Alarm;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.StoreId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The alarm that stands at a page, if one does. */
final class Standings {

  private Standings() {}

  static Optional<Standing> of(PaymentView payment) {
    return standing(
        About.PAYMENT,
        payment.id(),
        payment.merchantId(),
        payment.storeId(),
        payment.attentionSince(),
        payment.attentionLast());
  }

  static Optional<Standing> of(TradeView report) {
    return standing(
        About.REPORT,
        report.id(),
        report.merchant(),
        report.store(),
        report.attentionSince(),
        report.delayedAt());
  }

  static Optional<Standing> of(DifferenceView difference) {
    return standing(
        About.DIFFERENCE,
        difference.id(),
        difference.merchant(),
        difference.store(),
        difference.attentionSince(),
        null);
  }

  private static Optional<Standing> standing(
      About about,
      String id,
      String merchant,
      @Nullable String store,
      @Nullable String since,
      @Nullable String last) {
    if (since == null) {
      return Optional.empty();
    }
    Alarm alarm =
        new Alarm(about, id, new MerchantId(merchant), store == null ? null : new StoreId(store));
    return Optional.of(
        new Standing(
            alarm, Instant.parse(since), Instant.parse(Objects.requireNonNullElse(last, since))));
  }
}
