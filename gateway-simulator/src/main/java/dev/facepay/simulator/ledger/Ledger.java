package dev.facepay.simulator.ledger;

import dev.facepay.simulator.decide.Call;
import dev.facepay.simulator.decide.Decision;
import dev.facepay.simulator.decide.Passage;
import dev.facepay.simulator.decide.PayDecider;
import dev.facepay.simulator.decide.QueryDecider;
import dev.facepay.simulator.decide.Reply;
import dev.facepay.simulator.decide.ReverseDecider;
import dev.facepay.simulator.decide.Situation;
import dev.facepay.simulator.order.Entry;
import dev.facepay.simulator.order.Move;
import dev.facepay.simulator.order.Order;
import dev.facepay.simulator.order.OrderKey;
import dev.facepay.simulator.script.Step;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's truth. One lock makes the journal's order the order of events; nothing is answered
 * before its lines are written.
 */
public final class Ledger implements LedgerView, Closeable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Book book = new Book();
  private final SimulatorClock clock;
  private final Limits limits;
  private final Journal journal;
  private volatile Situation.Rules rules;

  /**
   * Bounds of the ledger.
   *
   * @param ordersMax orders kept in memory; payments beyond are answered SYSTEMERROR
   * @param codeLife how long a payment code can be used
   */
  public record Limits(int ordersMax, Duration codeLife) {}

  /**
   * Opens the ledger on a journal, which is read if it exists.
   *
   * @throws IOException when the journal cannot be read or written
   */
  public Ledger(
      Path file, boolean fsync, SimulatorClock clock, Limits limits, Situation.Rules rules)
      throws IOException {
    this.clock = clock;
    this.limits = limits;
    this.rules = rules;
    Journal.Found found = Journal.read(file, this::replay);
    this.journal = Journal.open(file, fsync, found);
    write(new Entry.Started(clock.instant(), found.lines(), found.tornBytes()));
    passTime();
  }

  private void replay(Entry entry) {
    if (entry instanceof Entry.ClockSet set) {
      clock.set(new SimulatorClock.Setting(Duration.ofMillis(set.offsetMs()), set.fixed()));
    }
    book.apply(entry);
  }

  /**
   * Carries a call out.
   *
   * @param request the arrival's line, if it was not written before
   * @param answer makes the answer's line from the reply; null when it is written later
   */
  public Reply perform(
      Entry.@Nullable Request request,
      Call call,
      Step step,
      @Nullable Function<Reply, Entry.Answer> answer) {
    Reply reply;
    long line;
    lock.lock();
    try {
      line = request == null ? 0 : put(request);
      Instant now = clock.instant();
      Decision decision = decide(call, step, now);
      for (Move move : decision.moves()) {
        line = put(move);
      }
      reply = decision.reply();
      if (answer != null) {
        line = put(answer.apply(reply));
      }
    } finally {
      lock.unlock();
    }
    journal.flush(line);
    return reply;
  }

  private Decision decide(Call call, Step step, Instant now) {
    Order order = book.key(call).flatMap(k -> settled(k, now)).orElse(null);
    return switch (call) {
      case Call.Pay pay -> {
        if (order == null && book.size() > limits.ordersMax()) {
          yield new Decision(List.of(), Reply.failure("SYSTEMERROR", "ledger full", Map.of()));
        }
        yield PayDecider.decide(situation(order, pay, step, now), pay);
      }
      case Call.Query query -> QueryDecider.decide(situation(order, null, step, now), query);
      case Call.Reverse reverse ->
          ReverseDecider.decide(situation(order, null, step, now), reverse);
    };
  }

  private Situation situation(
      @Nullable Order order, Call.@Nullable Pay pay, Step step, Instant now) {
    Situation.CodeUse code =
        pay == null
            ? Situation.CodeUse.FRESH
            : book.use(pay.codeHash(), pay.key(), limits.codeLife(), now);
    return new Situation(order, code, step, rules, book.nextTransactionId(now), now);
  }

  /** The order with everything done to it that was due by now. */
  private Optional<Order> settled(OrderKey key, Instant now) {
    Optional<Account> account = book.find(key);
    while (account.isPresent() && account.get().order != null) {
      Optional<Move> due = Passage.due(account.get().order, book.nextTransactionId(now), now);
      if (due.isEmpty()) {
        break;
      }
      put(due.get());
    }
    return account.map(a -> a.order);
  }

  private long put(Entry entry) {
    book.apply(entry);
    return journal.append(clock.real(), entry);
  }

  /** Writes lines that change no order. */
  public void write(Entry... entries) {
    long line = 0;
    lock.lock();
    try {
      for (Entry entry : entries) {
        line = put(entry);
      }
    } finally {
      lock.unlock();
    }
    journal.flush(line);
  }

  /** Does what is due by now: the gateway does not wait to be asked. */
  public void passTime() {
    lock.lock();
    try {
      Instant now = clock.instant();
      Optional<OrderKey> due = book.pollDue(now);
      while (due.isPresent()) {
        settled(due.get(), now);
        due = book.pollDue(now);
      }
    } finally {
      lock.unlock();
    }
    journal.flush(journal.lines());
  }

  /** Sets the clock, remembers that, and does what became due. */
  public void set(SimulatorClock.Setting setting) {
    clock.set(setting);
    write(new Entry.ClockSet(clock.instant(), setting.offset().toMillis(), setting.fixed()));
    passTime();
  }

  /** The gateway's time. */
  public Instant now() {
    return clock.instant();
  }

  /** The rules in force. */
  public Situation.Rules rules() {
    return rules;
  }

  /** Sets the rules for the calls to come. */
  public void set(Situation.Rules next) {
    rules = next;
  }

  @Override
  public Optional<OrderView> order(String mchId, String outTradeNo) {
    passTime();
    return locked(() -> book.find(new OrderKey(mchId, outTradeNo)).map(Account::view));
  }

  @Override
  public List<OrderView> orders(
      @Nullable String mchId, @Nullable String prefix, int skip, int limit) {
    passTime();
    return locked(
        () ->
            book.accounts().stream()
                .filter(a -> mchId == null || a.key.mchId().equals(mchId))
                .filter(a -> prefix == null || a.key.outTradeNo().startsWith(prefix))
                .skip(skip)
                .limit(limit)
                .map(Account::view)
                .toList());
  }

  @Override
  public LedgerSummary summary() {
    passTime();
    return locked(() -> book.summary(journal.lines()));
  }

  private <T> T locked(Supplier<T> reading) {
    lock.lock();
    try {
      return reading.get();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<String> journal(long from, int limit) {
    return journal.lines(from, limit);
  }

  @Override
  public boolean isWritable() {
    return journal.isWritable();
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }
}
