package dev.facepay.simulator.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's truth. One lock makes the journal's order the order of events; nothing is answered
 * before its lines are written. What the lines say goes into the store a checkpoint at a time.
 */
public final class Ledger implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

  /** A store that was kept up is never so many checkpoints behind its journal. */
  private static final long OLDER = 8;

  private final ReentrantLock lock = new ReentrantLock();
  private final SimulatorClock clock;
  private final LedgerSettings.Limits limits;
  private final OrderStore store;
  private final LedgerState state;
  private final Journal journal;
  private final Checkpoints checkpoints;
  private volatile Situation.Rules rules;

  /**
   * Opens the ledger and reads what its store does not know yet from the journal: the last few
   * lines, or all of them if the journal is of a version that had no store.
   *
   * @throws IOException when store or journal cannot be read or written
   */
  public Ledger(LedgerSettings settings, SimulatorClock clock, Situation.Rules rules)
      throws IOException {
    this.clock = clock;
    this.limits = settings.limits();
    this.rules = rules;
    LedgerSettings.Files place = settings.files();
    this.store = new OrderStore(place.store(), place.scratch());
    try {
      Checkpoint known = store.checkpoint();
      clock.set(known.clock());
      JournalFiles files = new JournalFiles(place.journal(), place.bounds(), known.line());
      this.state = new LedgerState(store);
      this.journal = new Journal(files);
      this.checkpoints = new Checkpoints(lock, state, store, journal, files, clock, limits);
      readOn(known.line());
      write(new Entry.Started(clock.instant(), journal.lines(), files.tornBytes()));
    } catch (IOException | RuntimeException e) {
      store.close();
      throw e;
    }
    passTime();
  }

  private void readOn(long known) throws IOException {
    long lines = journal.lines() - known;
    boolean older = lines > OLDER * limits.checkpointEvery();
    if (older) {
      LOG.info("Takes over the ledger of an older version: {} lines go into its store", lines);
    }
    journal.read(known + 1, this::replay);
    if (older) {
      checkpoints.now();
      LOG.info("Took over the ledger of an older version: {} orders", state.size());
    }
  }

  private void replay(long number, Entry entry) throws IOException {
    if (entry instanceof Entry.ClockSet set) {
      clock.set(new SimulatorClock.Setting(Duration.ofMillis(set.offsetMs()), set.fixed()));
    }
    state.apply(entry);
    checkpoints.replayed(number);
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
    checkpoints.check();
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
    checkpoints.whenLate();
    return reply;
  }

  private Decision decide(Call call, Step step, Instant now) {
    Order order = state.key(call).flatMap(k -> settled(k, now)).orElse(null);
    return switch (call) {
      case Call.Pay pay -> {
        if (order == null && isFull()) {
          yield new Decision(List.of(), Reply.failure("SYSTEMERROR", "ledger full", Map.of()));
        }
        yield PayDecider.decide(situation(order, pay, step, now), pay);
      }
      case Call.Query query -> QueryDecider.decide(situation(order, null, step, now), query);
      case Call.Refunds refunds -> QueryDecider.decide(situation(order, null, step, now), refunds);
      case Call.Refund refund -> RefundDecider.decide(situation(order, null, step, now), refund);
      case Call.Reverse reverse ->
          ReverseDecider.decide(situation(order, null, step, now), reverse);
    };
  }

  private boolean isFull() {
    return state.size() > limits.ordersMax() || state.waiting() >= limits.waitingMax();
  }

  private Situation situation(
      @Nullable Order order, Call.@Nullable Pay pay, Step step, Instant now) {
    Situation.CodeUse code =
        pay == null
            ? Situation.CodeUse.FRESH
            : state.use(pay.codeHash(), pay.key(), limits.codeLife(), now);
    return new Situation(order, code, step, rules, state.nextTransactionId(now), now);
  }

  /** The order with everything done to it that was due by now. */
  private Optional<Order> settled(OrderKey key, Instant now) {
    Optional<Account> account = state.find(key);
    while (account.isPresent() && account.get().due() != null) {
      Optional<Move> due =
          account
              .map(Account::order)
              .flatMap(order -> DueMove.due(order, state.nextTransactionId(now), now));
      if (due.isEmpty()) {
        break;
      }
      put(due.get());
      account = state.find(key);
    }
    return account.map(Account::order);
  }

  private long put(Entry entry) {
    state.apply(entry);
    return journal.append(clock.real(), entry);
  }

  /**
   * Does to an order what no call asks for.
   *
   * @param hand what, given how things are
   * @return whether it could be done
   */
  public boolean byHand(OrderKey key, Function<Situation, List<Move>> hand) {
    checkpoints.check();
    boolean done =
        locked(
            () -> {
              Instant now = clock.instant();
              Order order = settled(key, now).orElse(null);
              List<Move> moves = hand.apply(situation(order, null, Step.ORDINARY, now));
              moves.forEach(this::put);
              return !moves.isEmpty();
            });
    journal.flush(journal.lines());
    return done;
  }

  /** Writes lines that change no order. */
  public void write(Entry... entries) {
    long line = 0;
    checkpoints.check();
    lock.lock();
    try {
      for (Entry entry : entries) {
        line = put(entry);
      }
    } finally {
      lock.unlock();
    }
    journal.flush(line);
    checkpoints.whenLate();
  }

  /** Does what is due by now: the gateway does not wait to be asked. */
  public void passTime() {
    lock.lock();
    try {
      Instant now = clock.instant();
      Optional<OrderKey> due = state.due(now);
      while (due.isPresent()) {
        settled(due.get(), now);
        due = state.due(now);
      }
    } finally {
      lock.unlock();
    }
    journal.flush(journal.lines());
    checkpoints.whenLate();
  }

  /** What has to be done from time to time, so that calls need not wait for it. */
  public void tick() {
    passTime();
    checkpoints.whenDue();
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

  /** The order that a call is about; empty if it names none that is known. */
  public Optional<OrderKey> about(Call call) {
    return locked(() -> state.key(call));
  }

  /** One order number of a merchant, whatever came of it. */
  public Optional<OrderView> order(String mchId, String outTradeNo) {
    passTime();
    return locked(() -> state.find(new OrderKey(mchId, outTradeNo)).map(Account::view));
  }

  /**
   * Orders in the sequence of their first call.
   *
   * @param mchId only this merchant's; null: all
   * @param prefix only numbers that begin so; null: all
   */
  public List<OrderView> orders(
      @Nullable String mchId, @Nullable String prefix, int skip, int limit) {
    passTime();
    checkpoints.now();
    return store.list(mchId, prefix, skip, limit).stream().map(Account::view).toList();
  }

  /**
   * What moved for a merchant from one instant to before another, as of now; order by order, so
   * that a day of any length passes through.
   */
  public void bill(String mchId, Instant from, Instant to, Consumer<BillLine> lines) {
    passTime();
    checkpoints.now();
    store.each(
        mchId,
        account -> {
          Order order = account.order();
          if (order != null) {
            BillLine.of(order, from, to).forEach(lines);
          }
        });
  }

  public LedgerSummary summary() {
    passTime();
    return locked(() -> state.summary(journal.lines()));
  }

  /** Accounts and waiting orders in memory, for tests of their bound. */
  int hot() {
    return locked(() -> state.hot() + state.waiting());
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lines as they are in the journal's files, from number {@code from}; dropped ones are left out.
   */
  public List<String> journal(long from, int limit) {
    return journal.lines(from, limit);
  }

  public boolean isWritable() {
    return checkpoints.isWritable() && journal.isWritable();
  }

  @Override
  public void close() throws IOException {
    try (store;
        journal) {
      checkpoints.now();
    }
  }
}
