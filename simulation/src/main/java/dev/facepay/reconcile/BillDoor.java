package dev.facepay.reconcile;

import dev.facepay.payment.Fact;
import dev.facepay.payment.MerchantId;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.store.Documents;
import dev.facepay.wechat.WechatPay;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The reconciliation as it is, over the ports of a simulation. */
public final class BillDoor {

  /** The day before too: another system's order of that day stands in its bill. */
  private static final int DAYS_BACK = 2;

  private final Reconciler reconciler;

  private BillDoor(Reconciler reconciler) {
    this.reconciler = reconciler;
  }

  /**
   * @param dir where bills and books go
   * @param log all facts, in any order
   */
  public static BillDoor open(
      MerchantId merchant,
      Documents days,
      Documents differences,
      Path dir,
      Supplier<List<Fact>> log,
      WechatPay wechat,
      FactPublisher publisher,
      Timekeeper time) {
    return new BillDoor(
        new Reconciler(
            () -> List.of(merchant),
            new Days(days, differences),
            (day, into) -> log.get().forEach(it -> DayFacts.entry(it).ifPresent(into::take)),
            wechat,
            publisher,
            time,
            settings(dir)));
  }

  private static ReconcileSettings settings(Path dir) {
    ReconcileSettings it = ReconcileSettings.defaults();
    return new ReconcileSettings(
        dir,
        it.readyAfter(),
        DAYS_BACK,
        it.lookEvery(),
        it.askAgain(),
        it.compareAgain(),
        it.emptyAfter(),
        it.differencesMax(),
        false,
        Map.of());
  }

  /** From when on WeChat is asked for the bill of that day. */
  public static Instant ready(LocalDate day) {
    return ReconcileSettings.defaults().ready(day);
  }

  /** The longest that a comparison which left something open waits for the next. */
  public static Duration pauseMax() {
    ReconcileSettings it = ReconcileSettings.defaults();
    return it.emptyAfter().plus(it.compareAgain());
  }

  /** Does what is due. */
  public void look() throws InterruptedException {
    reconciler.look();
  }
}
