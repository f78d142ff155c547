package dev.facepay.simulator.ledger;

import dev.facepay.simulator.ledger.Situation.CodeUse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The ledger: the store, and over it what changed since its last checkpoint. Built by {@link
 * #apply} alone, live and from the journal alike. The caller serialises calls.
 */
final class LedgerState {
  private final OrderStore store;
  private final Sums sums;

  /** Orders that will change by themselves, the next one first. */
  private final TreeSet<Due> dues =
      new TreeSet<>(
          Comparator.comparing(Due::at)
              .thenComparing(due -> due.key().mchId())
              .thenComparing(due -> due.key().outTradeNo()));

  private Changes changes = new Changes();

  /** On its way into the store. */
  private Changes leaving = new Changes();

  private String day = "";
  private long epochDay = -1;

  private record Due(Instant at, OrderKey key) {}

  LedgerState(OrderStore store) {
    this.store = store;
    this.sums = new Sums(store.checkpoint().sums());
    for (Account account : store.waiting()) {
      Instant due = account.due();
      if (due != null) {
        dues.add(new Due(due, account.key()));
      }
    }
  }

  /** Takes in one line. Lines that concern no order change nothing here. */
  void apply(Entry entry) {
    switch (entry) {
      case Move move -> apply(move);
      case Entry.Request request -> arrived(request);
      case Entry.CodeIssued code ->
          changes.codes.put(code.codeHash(), new KnownCode(code.at(), null));
      case Entry.Answer _, Entry.ClockSet _, Entry.Started _ -> {}
    }
  }

  private void apply(Move move) {
    Account account = account(move.key());
    replace(account, account.with(Order.apply(account.order(), move)));
    if (move instanceof Move.Charged charged) {
      changes.transactions.put(charged.transactionId(), charged.key());
    }
    if (move instanceof Move.Refunded refunded && refunded.outRefundNo() != null) {
      changes.transactions.put(refunded.refundId(), refunded.key());
      changes.transactions.put(
          String.valueOf(refund(refunded.mchId(), refunded.outRefundNo())), refunded.key());
    }
    if (move instanceof Move.Opened opened) {
      String hash = opened.terms().codeHash();
      KnownCode knownCode = knownCode(hash);
      Instant issuedAt = knownCode == null ? opened.at() : knownCode.issuedAt();
      changes.codes.put(hash, new KnownCode(issuedAt, opened.key()));
    }
  }

  private void arrived(Entry.Request request) {
    sums.called(request.api());
    String hash = request.codeHash();
    if (hash != null && knownCode(hash) == null) {
      changes.codes.put(hash, new KnownCode(request.at(), null));
    }
    if (request.mchId() == null || request.outTradeNo() == null || !request.authentic()) {
      return;
    }
    Account account = account(new OrderKey(request.mchId(), request.outTradeNo()));
    switch (request.api()) {
      case "micropay" -> replace(account, account.payArrived(request.at()));
      case "orderquery" -> replace(account, account.queryArrived());
      case "reverse" -> replace(account, account.reverseArrived(request.at()));
      default -> {}
    }
  }

  private Account account(OrderKey key) {
    return find(key).orElseGet(() -> Account.unknown(key));
  }

  private void replace(Account before, Account after) {
    Account entered = before.place() == 0 ? after.entered(sums.orders() + 1) : after;
    sums.replace(before, entered);
    changes.put(before, entered);
    Instant was = before.due();
    Instant is = entered.due();
    if (was != null && !was.equals(is)) {
      dues.remove(new Due(was, before.key()));
    }
    if (is != null && !is.equals(was)) {
      dues.add(new Due(is, entered.key()));
    }
  }

  Optional<Account> find(OrderKey key) {
    Account account = changes.accounts.get(key);
    if (account == null) {
      account = leaving.accounts.get(key);
    }
    return Optional.ofNullable(account == null ? store.account(key) : account);
  }

  /** The order that a call is about; a transaction number wins. */
  Optional<OrderKey> key(Call call) {
    return switch (call) {
      case Call.Pay pay -> Optional.of(pay.key());
      case Call.Query q -> key(q.mchId(), q.transactionId(), q.outTradeNo());
      case Call.Refunds r -> {
        String refund = r.refundId() == null ? refund(r.mchId(), r.outRefundNo()) : r.refundId();
        yield key(r.mchId(), refund == null ? r.transactionId() : refund, r.outTradeNo());
      }
      case Call.Refund r -> key(r.mchId(), r.transactionId(), r.outTradeNo());
      case Call.Reverse r -> key(r.mchId(), r.transactionId(), r.outTradeNo());
    };
  }

  /** A merchant's own number of a refund, told apart from WeChat's numbers. */
  private static @Nullable String refund(String mchId, @Nullable String outRefundNo) {
    return outRefundNo == null ? null : "refund " + mchId + " " + outRefundNo;
  }

  private Optional<OrderKey> key(
      String mchId, @Nullable String transactionId, @Nullable String outTradeNo) {
    if (transactionId != null) {
      return Optional.ofNullable(byTransaction(transactionId)).filter(k -> k.mchId().equals(mchId));
    }
    return outTradeNo == null ? Optional.empty() : Optional.of(new OrderKey(mchId, outTradeNo));
  }

  private @Nullable OrderKey byTransaction(String id) {
    OrderKey key = changes.transactions.get(id);
    if (key == null) {
      key = leaving.transactions.get(id);
    }
    return key == null ? store.byTransaction(id) : key;
  }

  private @Nullable KnownCode knownCode(String codeHash) {
    KnownCode knownCode = changes.codes.get(codeHash);
    if (knownCode == null) {
      knownCode = leaving.codes.get(codeHash);
    }
    return knownCode == null ? store.knownCode(codeHash) : knownCode;
  }

  CodeUse use(String codeHash, OrderKey by, Duration life, Instant now) {
    KnownCode knownCode = knownCode(codeHash);
    if (knownCode == null) {
      return CodeUse.FRESH;
    }
    if (knownCode.usedBy() != null) {
      return knownCode.usedBy().equals(by) ? CodeUse.FRESH : CodeUse.USED;
    }
    return now.isAfter(knownCode.issuedAt().plus(life)) ? CodeUse.EXPIRED : CodeUse.FRESH;
  }

  /** The next order that is due; it leaves the list by changing. */
  Optional<OrderKey> due(Instant now) {
    return dues.isEmpty() || dues.first().at().isAfter(now)
        ? Optional.empty()
        : Optional.of(dues.first().key());
  }

  /** 28 digits, as WeChat's are; unique because charges are counted through restarts. */
  String nextTransactionId(Instant now) {
    long today = LocalDate.ofInstant(now, ZoneOffset.ofHours(8)).toEpochDay();
    if (today != epochDay) {
      epochDay = today;
      day = DateTimeFormatter.BASIC_ISO_DATE.format(LocalDate.ofEpochDay(today));
    }
    String number = Long.toString(sums.charges() + 1);
    return "4200000000" + day + "0".repeat(Math.max(0, 10 - number.length())) + number;
  }

  /** Orders that any call was about. */
  long size() {
    return sums.orders();
  }

  /** Orders that will change by themselves. */
  int waiting() {
    return dues.size();
  }

  /** Accounts in memory. */
  int hot() {
    return changes.size() + leaving.size();
  }

  LedgerSummary summary(long journalLines) {
    return sums.summary(journalLines);
  }

  /** What goes into the store now; found here until {@link #stored}. */
  Changes leave() {
    leaving = changes;
    changes = new Changes();
    return leaving;
  }

  /** What was given out by {@link #leave} is in the store. */
  void stored() {
    leaving = new Changes();
  }

  /** What the journal says and the store does not know yet. */
  static final class Changes {
    final Map<OrderKey, Account> accounts = new HashMap<>();
    final Map<String, OrderKey> transactions = new HashMap<>();
    final Map<String, KnownCode> codes = new HashMap<>();

    /** Orders that the store has among those that wait. */
    final Set<OrderKey> waited = new HashSet<>();

    void put(Account before, Account after) {
      if (before.due() != null && !accounts.containsKey(after.key())) {
        waited.add(after.key());
      }
      accounts.put(after.key(), after);
    }

    /** Accounts held, for the bound on them. */
    int size() {
      return accounts.size();
    }
  }

  /**
   * What is known of a payment code.
   *
   * @param issuedAt when it was given out, or first shown
   * @param usedBy the order that was opened with it
   */
  record KnownCode(Instant issuedAt, @Nullable OrderKey usedBy) {}
}
