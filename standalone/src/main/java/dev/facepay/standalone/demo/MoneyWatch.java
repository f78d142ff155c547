package dev.facepay.standalone.demo;

import dev.facepay.payment.BillFact;
import dev.facepay.standalone.client.HttpApi;
import dev.facepay.standalone.client.ReportClient;
import dev.facepay.standalone.client.SimulatorClient;
import dev.facepay.standalone.client.SimulatorClient.LedgerOrder;
import dev.facepay.standalone.demo.Money.Back;
import dev.facepay.standalone.demo.Money.Compared;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * After the last payment: an operator gives some of them back, and the day is compared with the
 * gateway's bill of what there is so far.
 */
final class MoneyWatch {

  /** What becomes of WeChat's bill, which a shop gets the day after. */
  enum Bills {
    /** It is not asked for: this system waits for the day after. */
    TOMORROW,
    /** The simulator makes it at once. */
    NOW,
    /** And it is wrong about some orders, for once. */
    WRONG
  }

  /** One in so many that were paid goes back. */
  private static final int BACK_ONE_IN = 5;

  private static final Duration BACK_WITHIN = Duration.ofSeconds(150);
  private static final Duration COMPARED_WITHIN = Duration.ofSeconds(90);
  private static final ZoneOffset WECHAT_ZONE = ZoneOffset.ofHours(8);
  private static final List<String> FAULTS = List.of("OMITTED", "OTHER_AMOUNT", "OTHER_RATE");

  private final FactWatch watch;
  private final @Nullable ReportClient operator;
  private final SimulatorClient simulator;
  private final Bills bills;
  private final LocalDate fromDay;

  /**
   * @param watch of the log since before the first payment
   * @param operator who gives back; null: nobody
   * @param fromDay WeChat's day of the first payment
   */
  MoneyWatch(
      FactWatch watch,
      @Nullable ReportClient operator,
      SimulatorClient simulator,
      Bills bills,
      LocalDate fromDay) {
    this.watch = watch;
    this.operator = operator;
    this.simulator = simulator;
    this.bills = bills;
    this.fromDay = fromDay;
  }

  static LocalDate today() {
    return LocalDate.now(WECHAT_ZONE);
  }

  /**
   * Returns when all is back and compared, or the time for it is over.
   *
   * @param before the ledger's orders of the run
   * @param prefix of their numbers
   */
  Money follow(List<DeviceResult> told, Map<String, LedgerOrder> before, String prefix)
      throws IOException, InterruptedException {
    List<DeviceResult> plain =
        told.stream()
            .filter(one -> one.succeeded() && one.purchase().scenario() == Scenario.PAID)
            .toList();
    Back back = operator == null ? null : giveBack(operator, plain, before, prefix);
    Compared compared = bills == Bills.TOMORROW ? null : compare(told, plain);
    return Money.of(back, compared);
  }

  /** The first, the sixth and so on; whole and a part in turn. */
  private Back giveBack(
      ReportClient client, List<DeviceResult> paid, Map<String, LedgerOrder> before, String prefix)
      throws IOException, InterruptedException {
    Set<String> numbers = new HashSet<>();
    int whole = 0;
    long asked = 0;
    for (int i = 0; i < paid.size(); i += BACK_ONE_IN) {
      DeviceResult one = paid.get(i);
      boolean all = numbers.size() % 2 == 0;
      long fen = all ? one.purchase().order().fen() : one.purchase().order().fen() / 20 * 10;
      if (fen > 0) {
        ask(client, one.paymentId(), fen);
        numbers.add(one.paymentId().substring(one.paymentId().indexOf(':') + 1) + "@D1");
        whole += all ? 1 : 0;
        asked += fen;
      }
    }
    long toldFen = watch.awaitRefunds(numbers, BACK_WITHIN);
    long gross = held(before);
    long left = held(simulator.orders(prefix));
    return new Back(whole, numbers.size() - whole, gross, asked, toldFen, gross - left);
  }

  private static void ask(ReportClient client, String payment, long fen)
      throws IOException, InterruptedException {
    try {
      client.refund(payment, "D1", fen, "demo");
    } catch (HttpApi.Refused e) {
      throw new IOException("a refund of " + payment + " was refused: " + e.body(), e);
    }
  }

  private static long held(Map<String, LedgerOrder> ledger) {
    return ledger.values().stream().mapToLong(LedgerOrder::heldFen).sum();
  }

  private Compared compare(List<DeviceResult> told, List<DeviceResult> plain)
      throws IOException, InterruptedException {
    Set<String> merchants = new TreeSet<>();
    told.forEach(one -> merchants.add(one.device().merchant()));
    Set<String> days = new TreeSet<>();
    int from = watch.bills();
    int planted = bills == Bills.WRONG ? plant(plain) : 0;
    for (LocalDate day = fromDay; !day.isAfter(today()); day = day.plusDays(1)) {
      for (String merchant : merchants) {
        days.add(merchant + ":" + day);
        simulator.makeBill(merchant, day);
      }
    }
    List<BillFact> first = watch.awaitBills(days, from, COMPARED_WITHIN);
    if (planted == 0) {
      return Compared.of(days.size(), 0, first, first);
    }
    // The next bills are right again.
    watch.awaitBills(days, from + first.size(), COMPARED_WITHIN);
    List<BillFact> all = watch.awaitBills(days, from, Duration.ZERO);
    return Compared.of(days.size(), planted, first, all);
  }

  /** Each of an order that nothing went back of: it has one line, in the bill of its day. */
  private int plant(List<DeviceResult> plain) throws IOException, InterruptedException {
    int planted = 0;
    for (int i = 1; i < plain.size() && planted < FAULTS.size(); i++) {
      if (i % BACK_ONE_IN != 0) {
        String id = plain.get(i).paymentId();
        simulator.spoilBill(
            FAULTS.get(planted),
            plain.get(i).device().merchant(),
            fromDay,
            id.substring(id.indexOf(':') + 1));
        planted++;
      }
    }
    return planted;
  }
}
