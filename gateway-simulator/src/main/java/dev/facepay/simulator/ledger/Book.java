package dev.facepay.simulator.ledger;

import dev.facepay.simulator.decide.Call;
import dev.facepay.simulator.decide.Situation.CodeUse;
import dev.facepay.simulator.order.Charge;
import dev.facepay.simulator.order.Entry;
import dev.facepay.simulator.order.Move;
import dev.facepay.simulator.order.Order;
import dev.facepay.simulator.order.OrderKey;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The ledger in memory. Built by {@link #apply} alone, live and from the journal alike. */
final class Book {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.ofHours(8));

  private final Map<OrderKey, Account> accounts = new LinkedHashMap<>();
  private final Map<String, OrderKey> byTransaction = new HashMap<>();
  private final Map<String, CodeMark> codes = new HashMap<>();
  private final PriorityQueue<Due> dues = new PriorityQueue<>(Comparator.comparing(Due::at));
  private final Map<String, Long> calls = new HashMap<>();
  private long charges;

  private record CodeMark(Instant issuedAt, @Nullable OrderKey usedBy) {}

  /** An order that will change by itself; stale entries are recognised when they come up. */
  record Due(Instant at, OrderKey key) {}

  /** Takes in one line. Lines that concern no order change nothing here. */
  void apply(Entry entry) {
    switch (entry) {
      case Move move -> apply(move);
      case Entry.Request request -> arrived(request);
      case Entry.CodeIssued code -> codes.put(code.codeHash(), new CodeMark(code.at(), null));
      case Entry.Answer _, Entry.ClockSet _, Entry.Started _ -> {}
    }
  }

  private void apply(Move move) {
    Account account = account(move.key());
    Order after = Order.apply(account.order, move);
    account.order = after;
    if (move instanceof Move.Charged charged) {
      charges++;
      byTransaction.put(charged.transactionId(), charged.key());
    }
    if (move instanceof Move.Opened opened) {
      codes.compute(
          opened.terms().codeHash(),
          (hash, mark) -> new CodeMark(mark == null ? opened.at() : mark.issuedAt(), opened.key()));
      after.due().ifPresent(at -> dues.add(new Due(at, opened.key())));
    }
  }

  private void arrived(Entry.Request request) {
    calls.merge(request.api(), 1L, Long::sum);
    String hash = request.codeHash();
    if (hash != null) {
      codes.putIfAbsent(hash, new CodeMark(request.at(), null));
    }
    if (request.mchId() == null || request.outTradeNo() == null || !request.authentic()) {
      return;
    }
    OrderKey key = new OrderKey(request.mchId(), request.outTradeNo());
    switch (request.api()) {
      case "micropay" -> account(key).payArrived(request.at());
      case "orderquery" -> account(key).queryArrived();
      case "reverse" -> account(key).reverseArrived(request.at());
      default -> {}
    }
  }

  private Account account(OrderKey key) {
    return accounts.computeIfAbsent(key, Account::new);
  }

  Optional<Account> find(OrderKey key) {
    return Optional.ofNullable(accounts.get(key));
  }

  /** The order that a call is about; a transaction number wins. */
  Optional<OrderKey> key(Call call) {
    return switch (call) {
      case Call.Pay pay -> Optional.of(pay.key());
      case Call.Query q -> key(q.mchId(), q.transactionId(), q.outTradeNo());
      case Call.Reverse r -> key(r.mchId(), r.transactionId(), r.outTradeNo());
    };
  }

  private Optional<OrderKey> key(
      String mchId, @Nullable String transactionId, @Nullable String outTradeNo) {
    if (transactionId != null) {
      return Optional.ofNullable(byTransaction.get(transactionId))
          .filter(k -> k.mchId().equals(mchId));
    }
    return outTradeNo == null ? Optional.empty() : Optional.of(new OrderKey(mchId, outTradeNo));
  }

  CodeUse use(String codeHash, OrderKey by, Duration life, Instant now) {
    CodeMark mark = codes.get(codeHash);
    if (mark == null) {
      return CodeUse.FRESH;
    }
    if (mark.usedBy() != null) {
      return mark.usedBy().equals(by) ? CodeUse.FRESH : CodeUse.USED;
    }
    return now.isAfter(mark.issuedAt().plus(life)) ? CodeUse.EXPIRED : CodeUse.FRESH;
  }

  /** The next order that is due, taken off the list. */
  Optional<OrderKey> pollDue(Instant now) {
    Due first = dues.peek();
    if (first == null || first.at().isAfter(now)) {
      return Optional.empty();
    }
    dues.remove();
    return Optional.of(first.key());
  }

  /** 28 digits, as WeChat's are; unique because charges are counted through restarts. */
  String nextTransactionId(Instant now) {
    return "4200000000" + DAY.format(now) + String.format("%010d", charges + 1);
  }

  int size() {
    return accounts.size();
  }

  Collection<Account> accounts() {
    return accounts.values();
  }

  LedgerSummary summary(long journalLines) {
    Map<String, Long> byState = new TreeMap<>();
    long[] sums = new long[5];
    for (Account account : accounts.values()) {
      Order order = account.order;
      byState.merge(order == null ? "NONE" : order.state().name(), 1L, Long::sum);
      if (order != null) {
        sum(order, sums);
      }
    }
    return new LedgerSummary(
        accounts.size(),
        byState,
        calls.getOrDefault("micropay", 0L),
        calls.getOrDefault("orderquery", 0L),
        calls.getOrDefault("reverse", 0L),
        sums[0],
        sums[1],
        sums[2],
        sums[3],
        sums[1] - sums[3],
        sums[4],
        journalLines);
  }

  private static void sum(Order order, long[] sums) {
    int held = 0;
    for (Charge charge : order.charges()) {
      sums[0]++;
      sums[1] += charge.fen();
      if (charge.held()) {
        held++;
      } else {
        sums[2]++;
        sums[3] += charge.fen();
      }
    }
    sums[4] += held > 1 ? 1 : 0;
  }
}
