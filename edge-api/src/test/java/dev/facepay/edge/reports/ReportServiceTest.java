package dev.facepay.edge.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.edge.access.Device;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.OutTradeNo;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.ReportFact.ReportNeeded;
import dev.facepay.payment.ReportFact.ReportTold;
import dev.facepay.payment.ReportMethod;
import dev.facepay.payment.ReportOutcome;
import dev.facepay.payment.StoreId;
import dev.facepay.payment.TradeRef;
import dev.facepay.runtime.seal.KeyRing;
import dev.facepay.runtime.seal.Sealer;
import dev.facepay.testkit.TestTime;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is to be reported, in bounded memory. */
class ReportServiceTest {

  private static final MerchantId MERCHANT = new MerchantId("1900000109");
  private static final StoreId STORE = new StoreId("S017");
  private static final Device DEVICE = new Device(new DeviceId("D03"), STORE, MERCHANT, null);
  private static final ReportAnswer CONFIRMED =
      new ReportAnswer(1, ReportOutcome.CONFIRMED, "", "", null);
  private static final ReportSettings SETTINGS =
      new ReportSettings(Duration.ofHours(3), 5, 3, 4, 10, Duration.ofDays(30));

  private final TestTime time = new TestTime();
  private ReportService reports;

  @BeforeEach
  void begin(@TempDir Path keys) {
    reports =
        new ReportService(fact -> {}, Sealer.of(KeyRing.createIfMissing(keys)), time, SETTINGS);
  }

  private static TradeRef trade(int number, String device) {
    return new TradeRef(
        new PaymentId(MERCHANT, new OutTradeNo("T" + number)), null, STORE, new DeviceId(device));
  }

  private ReportNeeded needed(int number, String device) {
    return new ReportNeeded(trade(number, device), 1, ReportMethod.ORDER, null, time.instant());
  }

  private ReportTold told(int number, ReportOutcome outcome) {
    return new ReportTold(trade(number, "D03"), 1, outcome, "", "", null, time.instant());
  }

  private int open() throws InterruptedException {
    return reports.open(DEVICE, Duration.ZERO).reports().size();
  }

  @Test
  void of_what_is_answered_a_tombstone_stays_so_that_a_repeat_opens_nothing() throws Exception {
    for (int i = 0; i < 100; i++) {
      reports.accept(needed(i, "D03"));
      reports.accept(told(i, i % 2 == 0 ? ReportOutcome.CONFIRMED : ReportOutcome.FAILED));
    }
    assertThat(reports.size()).isZero();

    reports.accept(needed(98, "D03"));
    reports.accept(needed(99, "D03"));
    assertThat(open()).isZero();
    assertThat(reports.answer(DEVICE, trade(98, "D03").id(), CONFIRMED))
        .isEqualTo(ReportService.Taken.YES);
    assertThat(reports.answer(DEVICE, trade(0, "D03").id(), CONFIRMED))
        .as("far more than ended-max ago")
        .isEqualTo(ReportService.Taken.NOT_KNOWN);
  }

  @Test
  void one_device_has_a_bound_and_all_have_one() throws Exception {
    for (int i = 0; i < 10; i++) {
      reports.accept(needed(i, "D03"));
    }
    assertThat(open()).isEqualTo(3);
    for (int i = 10; i < 20; i++) {
      reports.accept(needed(i, "D" + i));
    }
    assertThat(reports.size()).isEqualTo(5);
    assertThat(reports.passedOver()).isEqualTo(15);

    reports.accept(told(0, ReportOutcome.CONFIRMED));
    reports.accept(needed(20, "D03"));
    assertThat(open()).isEqualTo(3);
  }

  @Test
  void what_devices_that_are_gone_have_not_answered_makes_room_in_time() {
    for (int i = 0; i < 10; i++) {
      reports.accept(needed(i, "D" + i));
    }
    time.advance(SETTINGS.kept().plusMillis(1));
    reports.forgetOld();
    assertThat(reports.size()).isZero();
  }

  @Test
  void another_device_is_not_asked_and_its_word_is_not_taken() throws Exception {
    reports.accept(needed(1, "D04"));
    reports.accept(
        new ReportTold(trade(1, "D04"), 1, ReportOutcome.FAILED, "", "", null, time.instant()));
    assertThat(reports.answer(DEVICE, trade(1, "D04").id(), CONFIRMED))
        .isEqualTo(ReportService.Taken.NOT_KNOWN);
  }
}
