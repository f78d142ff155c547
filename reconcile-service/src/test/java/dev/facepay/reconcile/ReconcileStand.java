package dev.facepay.reconcile;

import dev.facepay.payment.BillFact;
import dev.facepay.payment.BillFact.DayReconciled;
import dev.facepay.payment.BillFact.DifferenceFound;
import dev.facepay.payment.DifferenceKind;
import dev.facepay.payment.Fact;
import dev.facepay.payment.MerchantId;
import dev.facepay.reconcile.Entry.Kind;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.store.MemoryDocuments;
import dev.facepay.wechat.DownloadBill;
import dev.facepay.wechat.DownloadBill.NotYet;
import dev.facepay.wechat.DownloadBill.Outcome;
import dev.facepay.wechat.DownloadBill.Taken;
import dev.facepay.wechat.OrderQuery;
import dev.facepay.wechat.OrderQuery.TradeState;
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
import org.junit.jupiter.api.io.TempDir;

/** A day's reconciliation, with the log, the bill and WeChat's answers as a test sets them. */
abstract class ReconcileStand {

  static final MerchantId MERCHANT = new MerchantId("1900000109");
  static final LocalDate DAY = LocalDate.of(2026, 11, 28);
  static final Duration MINUTES = Duration.ofMinutes(31);

  @TempDir Path dir;
  final MemoryDocuments dayDocuments = new MemoryDocuments();
  final MemoryDocuments differenceDocuments = new MemoryDocuments();
  final List<Entry> facts = new ArrayList<>();
  final List<BillFact> said = new ArrayList<>();
  final List<Entry> bill = new ArrayList<>();
  Outcome bad = new NotYet();
  OrderQuery.Outcome answer = state(TradeState.SUCCESS);
  boolean isThere = true;
  boolean isBrokerAway;
  String spoilt = "";
  Instant now = DAY.plusDays(1).atTime(10, 1).toInstant(Comparison.ZONE);
  Reconciler reconciler;

  @BeforeEach
  void a_reconciler() {
    reconciler = newReconciler();
  }

  void look() throws InterruptedException {
    reconciler.look();
  }

  Reconciler newReconciler() {
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
        () -> List.of(MERCHANT),
        new Days(dayDocuments, differenceDocuments),
        (day, into) -> facts.forEach(it -> into.take(new DayFacts.Ours(MERCHANT.value(), it))),
        new Gateway(),
        this::publish,
        Timekeeper.of(() -> now, due -> {}),
        settings);
  }

  void publish(Fact fact) {
    if (isBrokerAway && (fact instanceof DifferenceFound || fact instanceof DayReconciled)) {
      throw new IllegalStateException("broker");
    }
    said.add((BillFact) fact);
  }

  List<String> found() {
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

  <T> List<T> of(Class<T> type) {
    return said.stream().filter(type::isInstance).map(type::cast).toList();
  }

  Path books() {
    return folder().resolve("books-1900000109-2026-11-28.csv");
  }

  Path folder() {
    return dir.resolve("1900000109/2026-11-28");
  }

  List<Path> kept() throws IOException {
    try (var files = Files.list(folder())) {
      return files.toList();
    }
  }

  void both(String number, long fen) {
    ours(number, fen);
    theirs(number, fen);
  }

  void ours(String number, long fen) {
    facts.add(payment(number, fen, Kind.PAID, DAY));
  }

  void theirs(String number, long fen) {
    bill.add(payment(number, fen, Kind.BILL_PAYMENT));
  }

  static Entry payment(String number, long fen, Kind kind) {
    return payment(number, fen, kind, DAY);
  }

  static Entry payment(String number, long fen, Kind kind, LocalDate day) {
    Instant at = day.atTime(12, 0).toInstant(Comparison.ZONE);
    String store = kind.isTheirs() ? "" : "S017";
    return new Entry(number, kind, "", at, "", store, "4200" + number, fen, -1, 0, "", 0);
  }

  static OrderQuery.Outcome state(TradeState state) {
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
