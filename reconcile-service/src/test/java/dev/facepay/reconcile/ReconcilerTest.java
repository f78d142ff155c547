package dev.facepay.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.BillFact;
import dev.facepay.payment.BillFact.BillTaken;
import dev.facepay.payment.BillFact.DayReconciled;
import dev.facepay.payment.BillFact.DifferenceExplained;
import dev.facepay.payment.BillFact.DifferenceFound;
import dev.facepay.payment.DifferenceKind;
import dev.facepay.payment.Fact;
import dev.facepay.payment.MerchantId;
import dev.facepay.reconcile.Entry.Kind;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.store.MemoryDocuments;
import dev.facepay.wechat.Cause;
import dev.facepay.wechat.Code;
import dev.facepay.wechat.DownloadBill;
import dev.facepay.wechat.DownloadBill.NoBill;
import dev.facepay.wechat.DownloadBill.NotYet;
import dev.facepay.wechat.DownloadBill.Outcome;
import dev.facepay.wechat.DownloadBill.Taken;
import dev.facepay.wechat.OrderQuery;
import dev.facepay.wechat.OrderQuery.TradeState;
import dev.facepay.wechat.Unclear;
import dev.facepay.wechat.WechatPay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconcilerTest {

  private static final MerchantId MERCHANT = new MerchantId("1900000109");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 28);
  private static final Duration MINUTES = Duration.ofMinutes(31);

  @TempDir Path dir;
  private final MemoryDocuments dayDocuments = new MemoryDocuments();
  private final MemoryDocuments differenceDocuments = new MemoryDocuments();
  private final List<Entry> facts = new ArrayList<>();
  private final List<BillFact> said = new ArrayList<>();
  private final List<Entry> bill = new ArrayList<>();
  private Outcome bad = new NotYet();
  private OrderQuery.Outcome answer = state(TradeState.SUCCESS);
  private boolean isThere = true;
  private boolean isBrokerAway;
  private String spoilt = "";
  private Instant now = DAY.plusDays(1).atTime(10, 1).toInstant(Comparison.ZONE);
  private Reconciler reconciler;

  @BeforeEach
  void a_reconciler() {
    reconciler = newReconciler();
  }

  @Test
  void a_day_that_agrees_is_said_once_and_is_over() throws Exception {
    both("A1", 1280);
    both("A2", 600);
    look();
    assertThat(said).hasSize(2);
    assertThat(said.getFirst())
        .isInstanceOfSatisfying(
            BillTaken.class,
            it -> assertThat(List.of(it.lines(), it.faults())).containsExactly(2L, 0L));
    assertThat(said.getLast())
        .isInstanceOfSatisfying(
            DayReconciled.class,
            it ->
                assertThat(List.of(it.open(), it.grossFen(), it.feeFen(), it.netFen()))
                    .containsExactly(0L, 1880L, 12L, 1868L));
    look();
    assertThat(said).hasSize(2);
    assertThat(kept()).hasSize(2);
  }

  @Test
  void planted_differences_are_each_told_and_explained_by_the_next_bill() throws Exception {
    both("A1", 1280);
    theirs("B1", 500);
    ours("C1", 700);
    look();
    assertThat(found())
        .containsExactlyInAnyOrder("B1 MISSING_HERE SUCCESS", "C1 MISSING_THERE SUCCESS");
    assertThat(differenceDocuments.count()).isEqualTo(2);
    bill.removeIf(it -> it.number().equals("B1"));
    bill.add(payment("C1", 700, Kind.BILL_PAYMENT));
    now = now.plus(Duration.ofHours(6));
    look();
    assertThat(of(DifferenceExplained.class))
        .extracting(it -> it.difference().outTradeNo())
        .containsExactlyInAnyOrder("B1", "C1");
    assertThat(of(DayReconciled.class)).extracting(DayReconciled::open).containsExactly(2L, 0L);
    assertThat(differenceDocuments.count()).isZero();
  }

  @Test
  void the_bill_of_the_next_day_explains_what_was_missing_in_this_ones() throws Exception {
    ours("C1", 700);
    both("A1", 100);
    look();
    assertThat(found()).containsExactly("C1 MISSING_THERE SUCCESS");
    bill.clear();
    bill.add(payment("C1", 700, Kind.BILL_PAYMENT));
    now = now.plus(Duration.ofDays(1));
    look();
    assertThat(of(DifferenceExplained.class)).extracting(BillFact::day).contains(DAY);
  }

  @Test
  void a_difference_stays_one_difference_however_often_it_is_looked_at() throws Exception {
    theirs("B1", 500);
    look();
    now = now.plus(Duration.ofHours(7));
    look();
    assertThat(found()).hasSize(1);
    assertThat(of(DayReconciled.class)).hasSize(2);
  }

  @Test
  void a_bill_that_is_late_or_broken_is_asked_for_again_and_told() throws Exception {
    both("A1", 1280);
    isThere = false;
    look();
    look();
    assertThat(said).isEmpty();
    now = now.plus(MINUTES);
    bad = new Unclear(Cause.NO_ANSWER, Code.NONE, "cut");
    look();
    isThere = true;
    spoilt = "`2,";
    now = now.plus(MINUTES);
    look();
    assertThat(of(BillTaken.class)).extracting(BillTaken::faults).containsExactly(1L);
    assertThat(of(DayReconciled.class)).isEmpty();
    spoilt = "";
    now = now.plus(MINUTES);
    look();
    assertThat(of(DayReconciled.class)).extracting(DayReconciled::open).containsExactly(0L);
    assertThat(kept()).as("both bills and the books").hasSize(3);
  }

  @Test
  void no_bill_is_believed_of_a_day_without_trades_and_of_others_only_later() throws Exception {
    isThere = false;
    bad = new NoBill();
    look();
    assertThat(of(DayReconciled.class)).extracting(DayReconciled::lines).containsExactly(0L);
    said.clear();
    now = now.plus(Duration.ofDays(1));
    facts.add(payment("A1", 100, Kind.PAID, DAY.plusDays(1)));
    look();
    assertThat(said).isEmpty();
    now = now.plus(Duration.ofHours(12));
    look();
    assertThat(found()).containsExactly("A1 MISSING_THERE SUCCESS");
  }

  @Test
  void nothing_is_told_before_wechat_was_asked() throws Exception {
    theirs("B1", 500);
    answer = new Unclear(Cause.NO_ANSWER, Code.NONE, "");
    look();
    assertThat(found()).isEmpty();
    assertThat(of(DayReconciled.class)).extracting(DayReconciled::open).containsExactly(1L);
    answer = new OrderQuery.NotFound();
    now = now.plus(MINUTES);
    look();
    assertThat(found()).containsExactly("B1 MISSING_HERE ORDERNOTEXIST");
  }

  @Test
  void a_frozen_bill_does_not_count_against_what_wechat_says_of_the_order_now() throws Exception {
    theirs("A1", 500);
    facts.add(payment("A1", 500, Kind.REVERSED, DAY));
    answer = state(TradeState.REVOKED);
    look();
    assertThat(found()).isEmpty();
    assertThat(of(DayReconciled.class)).extracting(DayReconciled::open).containsExactly(0L);
  }

  @Test
  void what_was_written_down_and_not_said_is_said_by_the_next_worker() throws Exception {
    theirs("B1", 500);
    isBrokerAway = true;
    try {
      look();
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("broker");
    }
    isBrokerAway = false;
    reconciler = newReconciler();
    now = now.plus(Duration.ofHours(2));
    look();
    assertThat(found()).hasSize(1);
    assertThat(of(DayReconciled.class)).hasSize(1);
  }

  @Test
  void the_books_are_the_same_to_the_byte_when_made_again() throws Exception {
    both("A2", 600);
    both("A1", 1280);
    theirs("=B1", 500);
    look();
    byte[] first = Files.readAllBytes(books());
    assertThat(new String(first, UTF_8).lines().toList())
        .element(2)
        .asString()
        .isEqualTo(
            "2026-11-28,payment,2026-11-28"
                + " 12:00:00,S017,A1,4200A1,,12.80,0.00,0.00,0.08,12.72,0.60%,");
    assertThat(new String(first, UTF_8))
        .startsWith("\uFEFFday,row,")
        .contains("'=B1")
        .contains("missing_here\r\n")
        .contains("2026-11-28,store,,S017,,,,18.80,0.00,0.00,0.12,18.68,,\r\n")
        .endsWith("2026-11-28,all,,,,,,23.80,0.00,0.00,0.15,23.65,,\r\n");
    now = now.plus(Duration.ofHours(7));
    look();
    assertThat(Files.readAllBytes(books())).isEqualTo(first);
  }

  @Test
  void only_so_many_are_told_and_all_are_counted() throws Exception {
    for (int i = 0; i < 25; i++) {
      theirs("B" + i, 100);
    }
    look();
    assertThat(found()).hasSize(20);
    assertThat(of(DayReconciled.class)).extracting(DayReconciled::open).containsExactly(25L);
  }

  private void look() throws InterruptedException {
    reconciler.look();
  }

  private Reconciler newReconciler() {
    ReconcileSettings settings =
        new ReconcileSettings(
            dir,
            Duration.ofHours(34),
            1,
            Duration.ofMinutes(1),
            Duration.ofMinutes(30),
            Duration.ofHours(6),
            Duration.ofHours(12),
            20,
            false,
            Map.of());
    return new Reconciler(
        List.of(MERCHANT),
        new Days(dayDocuments, differenceDocuments),
        (day, into) -> facts.forEach(it -> into.take(new DayFacts.Ours(MERCHANT.value(), it))),
        new Gateway(),
        this::publish,
        Timekeeper.of(() -> now, due -> {}),
        settings);
  }

  private void publish(Fact fact) {
    if (isBrokerAway && fact instanceof DifferenceFound) {
      throw new IllegalStateException("broker");
    }
    said.add((BillFact) fact);
  }

  private List<String> found() {
    return of(DifferenceFound.class).stream()
        .map(
            it ->
                it.difference().outTradeNo()
                    + " "
                    + ((DifferenceKind) it.difference().kind()).name()
                    + " "
                    + it.gateway())
        .toList();
  }

  private <T> List<T> of(Class<T> type) {
    return said.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private Path books() {
    return folder().resolve("books-1900000109-2026-11-28.csv");
  }

  private Path folder() {
    return dir.resolve("1900000109/2026-11-28");
  }

  private List<Path> kept() throws IOException {
    try (var files = Files.list(folder())) {
      return files.toList();
    }
  }

  private void both(String number, long fen) {
    ours(number, fen);
    theirs(number, fen);
  }

  private void ours(String number, long fen) {
    facts.add(payment(number, fen, Kind.PAID, DAY));
  }

  private void theirs(String number, long fen) {
    bill.add(payment(number, fen, Kind.BILL_PAYMENT));
  }

  private static Entry payment(String number, long fen, Kind kind) {
    return payment(number, fen, kind, DAY);
  }

  private static Entry payment(String number, long fen, Kind kind, LocalDate day) {
    Instant at = day.atTime(12, 0).toInstant(Comparison.ZONE);
    String store = kind.isTheirs() ? "" : "S017";
    return new Entry(number, kind, "", at, "", store, "4200" + number, fen, -1, 0, "", 0);
  }

  private static OrderQuery.Outcome state(TradeState state) {
    return new OrderQuery.State(state, "42", null, null, "");
  }

  /** Answers with the bill as it is now. */
  private final class Gateway implements WechatPay {

    @Override
    public OrderQuery.Outcome query(OrderQuery.Request request) {
      return answer;
    }

    @Override
    public Outcome bill(DownloadBill.Request request, Path to) {
      if (!isThere) {
        return bad;
      }
      try {
        String text = text();
        Files.writeString(to, text);
        return new Taken(text.length(), "%08x".formatted(text.hashCode()).repeat(8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private String text() {
      long sum = bill.stream().mapToLong(Entry::fen).sum();
      long fees = bill.stream().mapToLong(it -> fee(it.fen())).sum();
      String totals = spoilt.isEmpty() ? "`" + bill.size() + "," : spoilt;
      return "交易时间,商户号,特约商户号,设备号,微信订单号,商户订单号,交易状态,应结订单金额,代金券金额,商品名称,手续费,费率,订单金额\n"
          + bill.stream().map(this::line).collect(Collectors.joining())
          + "总交易单数,应结订单总金额,手续费总金额,订单总金额\n"
          + totals
          + "`%s,`%s,`%s\n".formatted(yuan(sum), yuan(fees), yuan(sum));
    }

    private String line(Entry it) {
      return "`2026-11-28 12:00:00,`%s,`0,`,`%s,`%s,`SUCCESS,`%s,`0.00,`tea,`%s,`0.60%%,`%s\n"
          .formatted(
              MERCHANT,
              it.transactionId(),
              it.number(),
              yuan(it.fen()),
              yuan(fee(it.fen())),
              yuan(it.fen()));
    }

    private static long fee(long fen) {
      return (fen * 60 + 5_000) / 10_000;
    }

    private static String yuan(long fen) {
      return BigDecimal.valueOf(fen, 2).toPlainString();
    }
  }
}
