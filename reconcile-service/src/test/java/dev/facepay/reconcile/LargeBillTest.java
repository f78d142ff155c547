package dev.facepay.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.BillFact.DayReconciled;
import dev.facepay.payment.BillFact.DifferenceFound;
import dev.facepay.payment.Fact;
import dev.facepay.payment.MerchantId;
import dev.facepay.reconcile.Entry.Kind;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.store.MemoryDocuments;
import dev.facepay.wechat.DownloadBill;
import dev.facepay.wechat.OrderQuery;
import dev.facepay.wechat.OrderQuery.TradeState;
import dev.facepay.wechat.WechatPay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million lines, in an order that is not ours, in a heap that could not hold them. */
@Tag("all")
class LargeBillTest {

  private static final MerchantId MERCHANT = new MerchantId("1900000109");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 28);
  private static final Instant PAID_AT = DAY.atTime(12, 0).toInstant(Comparison.ZONE);
  private static final Instant NOW = DAY.plusDays(1).atTime(10, 1).toInstant(Comparison.ZONE);
  private static final int LINES = Integer.getInteger("test.bill.lines", 1_000_000);

  /** Shares no factor with the number of lines: every number comes once. */
  private static final long STRIDE = 611_953;

  /** One in so many has another amount in the bill. */
  private static final int WRONG_ONE_IN = 100_000;

  private static final long FEN = 1280;

  @TempDir Path dir;
  private final List<Fact> said = new ArrayList<>();

  @Test
  void a_million_lines_are_compared_on_the_disk() throws Exception {
    Reconciler reconciler =
        new Reconciler(
            () -> List.of(MERCHANT),
            new Days(new MemoryDocuments(), new MemoryDocuments()),
            (day, into) -> facts(into),
            new Gateway(),
            said::add,
            Timekeeper.of(() -> NOW, due -> {}),
            settings());
    resetPeaks();
    long began = System.nanoTime();
    reconciler.look();
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.printf(
        "%,d lines compared in %.1f s, heap at most %d MB of %d MB%n",
        LINES, seconds, peakBytes() >> 20, Runtime.getRuntime().maxMemory() >> 20);
    int wrong = (LINES + WRONG_ONE_IN - 1) / WRONG_ONE_IN;
    assertThat(said).filteredOn(DifferenceFound.class::isInstance).hasSize(wrong);
    assertThat(said.getLast())
        .isInstanceOfSatisfying(
            DayReconciled.class,
            it ->
                assertThat(List.of(it.lines(), it.open(), it.grossFen()))
                    .containsExactly((long) LINES, (long) wrong, LINES * FEN + wrong));
  }

  private ReconcileSettings settings() {
    ReconcileSettings usual = ReconcileSettings.defaults();
    return new ReconcileSettings(
        dir,
        usual.readyAfter(),
        1,
        usual.lookEvery(),
        usual.askAgain(),
        usual.compareAgain(),
        Duration.ofHours(12),
        usual.differencesMax(),
        false,
        Map.of());
  }

  private static String number(long n) {
    return "20261128S017D03%08d".formatted(n);
  }

  private static void facts(DayFacts into) {
    for (int i = 0; i < LINES; i++) {
      Entry paid =
          new Entry(
              number(i),
              Kind.PAID,
              "",
              PAID_AT,
              "",
              "S" + i % 1000,
              transaction(i),
              FEN,
              FEN,
              0,
              "",
              0);
      into.take(new DayFacts.Ours(MERCHANT.value(), paid));
    }
  }

  private static String transaction(long n) {
    return "42000012342026112812%08d".formatted(n);
  }

  private static void resetPeaks() {
    heap().forEach(MemoryPoolMXBean::resetPeakUsage);
  }

  /** The pools' peaks need not have been at one time: an upper bound. */
  private static long peakBytes() {
    return heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
  }

  private static List<MemoryPoolMXBean> heap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }

  private static final class Gateway implements WechatPay {

    @Override
    public OrderQuery.Outcome query(OrderQuery.Request request) {
      return new OrderQuery.State(TradeState.SUCCESS, "42", null, null, "");
    }

    @Override
    public DownloadBill.Outcome bill(DownloadBill.Request request, Path to) {
      try (Writer out = Files.newBufferedWriter(to, UTF_8)) {
        out.write(
            "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,"
                + "应结订单金额,代金券金额,商品名称,商户数据包,手续费,费率,订单金额,费率备注\r\n");
        long sum = 0;
        for (int i = 0; i < LINES; i++) {
          long n = i * STRIDE % LINES;
          long fen = FEN + (n % WRONG_ONE_IN == 0 ? 1 : 0);
          sum += fen;
          out.write(line(n, yuan(fen)));
        }
        out.write("总交易单数,应结订单总金额,手续费总金额,订单总金额\r\n");
        out.write("`%d,`%s,`%s,`%s\r\n".formatted(LINES, yuan(sum), yuan(8L * LINES), yuan(sum)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new DownloadBill.Taken(to.toFile().length(), "ab".repeat(32));
    }

    private static String line(long n, String yuan) {
      return "`2026-11-28 12:00:00,`wx5f0c7a91d2e84b36,`1900000109,`0,`T-014,`"
          + transaction(n)
          + ",`"
          + number(n)
          + ",`oQ7wz5sT0f3kLr8dYb1mXc9vHn2A,`MICROPAY,`SUCCESS,`OTHERS,`CNY,`"
          + yuan
          + ",`0.00,`早餐,`,`0.08000,`0.60%,`"
          + yuan
          + ",`\r\n";
    }

    private static String yuan(long fen) {
      return "%d.%02d".formatted(fen / 100, fen % 100);
    }
  }
}
