package dev.facepay.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.facepay.payment.BillKind;
import dev.facepay.payment.MerchantId;
import dev.facepay.reconcile.Books.Sums;
import dev.facepay.reconcile.DayState.Compared;
import dev.facepay.reconcile.Days.Stored;
import dev.facepay.runtime.Outage;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.wechat.Bill;
import dev.facepay.wechat.DownloadBill;
import dev.facepay.wechat.DownloadBill.NoBill;
import dev.facepay.wechat.DownloadBill.NotYet;
import dev.facepay.wechat.DownloadBill.Outcome;
import dev.facepay.wechat.DownloadBill.Refused;
import dev.facepay.wechat.DownloadBill.Taken;
import dev.facepay.wechat.Unclear;
import dev.facepay.wechat.WechatPay;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what is due: takes bills in, compares them with the log, says what came of it. */
final class Reconciler {

  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

  /** Taken up at once; the others are next. */
  private static final int BATCH_MAX = 200;

  /** Outlives a bill's download and its comparison: who has died is followed by another. */
  private static final Duration LEASE = DownloadBill.ANSWER_MAX.plusMinutes(30);

  private final Supplier<List<MerchantId>> merchants;
  private final Days days;
  private final KeptBills bills;
  private final FactsOfDay log;
  private final WechatPay wechat;
  private final FactPublisher publisher;
  private final Timekeeper time;
  private final ReconcileSettings settings;

  Reconciler(
      Supplier<List<MerchantId>> merchants,
      Days days,
      FactsOfDay log,
      WechatPay wechat,
      FactPublisher publisher,
      Timekeeper time,
      ReconcileSettings settings) {
    this.merchants = merchants;
    this.days = days;
    this.bills = new KeptBills(settings.dir());
    this.log = log;
    this.wechat = wechat;
    this.publisher = publisher;
    this.time = time;
    this.settings = settings;
  }

  /** Reads what the log says since a day began, up to its end of now. */
  interface FactsOfDay {
    void read(LocalDate day, DayFacts into) throws InterruptedException;
  }

  /** The disk does not take or give bills: trying again will help. */
  static final class FilesUnavailable extends Outage {
    private static final long serialVersionUID = 1;

    FilesUnavailable(Exception cause) {
      super("bills cannot be written or read: " + cause.getClass().getSimpleName(), cause);
    }
  }

  /** Takes up the days that have become due, and does them, day by day. */
  void look() throws InterruptedException {
    Instant now = time.instant();
    LocalDate today = Comparison.dayOf(now);
    for (MerchantId merchant : merchants.get()) {
      for (int back = settings.daysBack(); back >= 0; back--) {
        LocalDate day = today.minusDays(back);
        if (!settings.ready(day).isAfter(now)) {
          days.begin(merchant, day, settings.ready(day));
        }
      }
    }
    Map<LocalDate, List<Stored>> due = new TreeMap<>();
    for (Stored each : days.due(now, BATCH_MAX)) {
      if (merchants.get().contains(each.state().merchant())) {
        due.computeIfAbsent(each.state().day(), it -> new ArrayList<>()).add(each);
      }
    }
    for (Map.Entry<LocalDate, List<Stored>> each : due.entrySet()) {
      try {
        reconcile(each.getKey(), each.getValue());
      } catch (IOException | UncheckedIOException e) {
        if (Thread.interrupted()) {
          throw new InterruptedException("while reconciling");
        }
        throw new FilesUnavailable(e);
      }
    }
  }

  private void reconcile(LocalDate day, List<Stored> due) throws IOException, InterruptedException {
    Map<Stored, Optional<Path>> ready = new LinkedHashMap<>();
    Map<MerchantId, Path> folders = new HashMap<>();
    Map<Stored, String> hashes = new HashMap<>();
    for (Stored each : due) {
      Optional<Stored> claimed = claim(each);
      if (claimed.isEmpty()) {
        continue;
      }
      Stored mine = claimed.get();
      MerchantId merchant = mine.state().merchant();
      Optional<Asked> asked = take(mine);
      if (asked.isPresent()) {
        ready.put(mine, Optional.ofNullable(asked.get().file()));
        hashes.put(mine, asked.get().sha256());
        folders.put(merchant, bills.folder(merchant, day));
      }
    }
    if (ready.isEmpty()) {
      return;
    }
    try (DayFacts facts = new DayFacts(day, folders)) {
      log.read(day, facts);
      facts.finish();
      for (Map.Entry<Stored, Optional<Path>> each : ready.entrySet()) {
        String sha256 = hashes.getOrDefault(each.getKey(), "");
        compare(each.getKey(), each.getValue(), sha256, facts);
      }
    }
  }

  /** What was compared and not said is said first; then the day is this worker's for a while. */
  private Optional<Stored> claim(Stored day) throws InterruptedException {
    Compared compared = day.state().compared();
    Stored said = day;
    if (compared != null && !compared.told()) {
      publisher.publish(day.state().fact());
      Optional<Stored> marked = change(day, day.state().told());
      if (marked.isEmpty() || marked.get().state().dueAt() == null) {
        return Optional.empty();
      }
      said = marked.get();
    }
    return change(said, said.state().claimed(time.instant().plus(LEASE)));
  }

  private Optional<Stored> change(Stored before, DayState next) {
    return days.change(before, next, settings.ready(next.day()));
  }

  /**
   * A bill that may be compared.
   *
   * @param file null for a day of which WeChat has no bill
   */
  private record Asked(@Nullable Path file, String sha256) {}

  /** Empty if there is none yet: the day waits on. */
  private Optional<Asked> take(Stored day) throws IOException, InterruptedException {
    Outcome outcome = ask(day.state(), BillKind.TRADES);
    return switch (outcome) {
      case Taken taken -> {
        Path file = bills.keep(day.state().merchant(), day.state().day(), BillKind.TRADES, taken);
        yield sound(day, file, taken)
            ? Optional.of(new Asked(file, taken.sha256()))
            : Optional.empty();
      }
      case NoBill _ -> Optional.of(new Asked(null, ""));
      case NotYet _ -> waits(day, "WeChat has not made it yet");
      case Refused refused -> waits(day, "WeChat refuses it: " + refused.text());
      case Unclear unclear -> waits(day, "no bill came: " + unclear.text());
    };
  }

  private Outcome ask(DayState day, BillKind kind) throws IOException, InterruptedException {
    return wechat.bill(
        new DownloadBill.Request(day.merchant().value(), day.day(), KeptBills.asked(kind)),
        bills.incoming(day.merchant(), day.day(), kind));
  }

  private Optional<Asked> waits(Stored day, String why) {
    DayState next = day.state().waits(why, time.instant(), settings);
    LOG.info(
        "event=bill-waits merchant={} day={} tries={} reason=\"{}\"",
        next.merchant(),
        next.day(),
        next.tries(),
        why);
    change(day, next);
    return Optional.empty();
  }

  private boolean sound(Stored day, Path file, Taken taken)
      throws IOException, InterruptedException {
    Bill.Read read = KeptBills.trades(file, line -> {});
    publisher.publish(
        KeptBills.fact(
            day.state().merchant(),
            day.state().day(),
            BillKind.TRADES,
            taken,
            read,
            time.instant()));
    if (!read.isSound()) {
      waits(day, "%d faults, the first: %s".formatted(read.faultCount(), read.faults().getFirst()));
    }
    return read.isSound();
  }

  private void compare(Stored day, Optional<Path> bill, String sha256, DayFacts facts)
      throws IOException, InterruptedException {
    MerchantId merchant = day.state().merchant();
    LocalDate date = day.state().day();
    Instant believed = settings.ready(date).plus(settings.emptyAfter());
    if (bill.isEmpty() && facts.hasTrades(merchant) && time.instant().isBefore(believed)) {
      waits(day, "WeChat has no bill, and there were trades");
      return;
    }
    Differences differences =
        new Differences(days, wechat, publisher, time, merchant, date, settings.differencesMax());
    differences.begin();
    Sums sums;
    Path parts = bills.folder(merchant, date).resolve("parts");
    try (SortedLines sorted = SortedLines.afresh(parts);
        Books books = new Books(bills.books(merchant, date), date)) {
      if (bill.isPresent()) {
        KeptBills.trades(bill.get(), line -> add(sorted, line.toLine()));
      }
      try (BufferedReader lines = Files.newBufferedReader(facts.file(merchant), UTF_8)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          sorted.add(line);
        }
      }
      Groups groups = new Groups(date, settings.rates().get(merchant.value()), differences, books);
      sorted.read(groups::take);
      groups.finish();
      sums = books.finish();
    }
    long open = differences.finish();
    DayState funds = takeFunds(day.state());
    DayState next =
        funds.compared(time.instant(), sha256, open, differences.unasked(), sums, settings);
    Optional<Stored> stored = change(day, next);
    if (stored.isPresent()) {
      publisher.publish(next.fact());
      change(stored.get(), next.told());
    }
  }

  private static void add(SortedLines sorted, String line) {
    try {
      sorted.add(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** It is kept and checked for itself; a day does not wait for it. */
  private DayState takeFunds(DayState day) throws IOException, InterruptedException {
    boolean isOver = day.day().isBefore(Comparison.dayOf(time.instant()));
    if (!settings.funds() || !isOver || !day.fundsSha256().isEmpty()) {
      return day;
    }
    Outcome outcome = ask(day, BillKind.FUNDS);
    if (!(outcome instanceof Taken taken)) {
      LOG.info(
          "event=no-fund-flow merchant={} day={} outcome={}",
          day.merchant(),
          day.day(),
          outcome.getClass().getSimpleName());
      return day;
    }
    Path file = bills.keep(day.merchant(), day.day(), BillKind.FUNDS, taken);
    Bill.Read read = Bill.funds(file);
    publisher.publish(
        KeptBills.fact(day.merchant(), day.day(), BillKind.FUNDS, taken, read, time.instant()));
    return day.withFunds(taken.sha256());
  }
}
