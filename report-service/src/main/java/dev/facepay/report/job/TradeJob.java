package dev.facepay.report.job;

import dev.facepay.payment.ReportDelay;
import dev.facepay.payment.Sealed;
import dev.facepay.payment.TradeRef;
import java.time.Instant;
import java.util.Optional;

/**
 * A trade whose report is not settled yet.
 *
 * @param code the payment code, sealed, where one is known
 * @param paid when it succeeded; empty while it has not
 * @param openedAt when this service first heard of it
 * @param confirmed whether the device's SDK took the report
 * @param closed whether it needs none: it failed, or its money went back before it was reported
 * @param last the newest try
 * @param said what was last published of the delay
 * @param attention whether a person was told
 */
record TradeJob(
    TradeRef trade,
    Optional<Sealed> code,
    Optional<Paid> paid,
    Instant openedAt,
    boolean confirmed,
    boolean closed,
    Optional<Try> last,
    Optional<ReportDelay> said,
    boolean attention) {

  /**
   * @param heardAt when this service heard of it: pauses are counted by one clock
   */
  record Paid(Instant at, Instant heardAt) {}

  /**
   * @param askedAt when the device was asked
   * @param silentSince when it was first asked of what it has left unanswered since
   * @param failed what it answered, and when that was heard; empty while it has not
   */
  record Try(int number, Instant askedAt, Instant silentSince, Optional<Failure> failed) {}

  record Failure(ReportDelay reason, Instant heardAt) {}

  static TradeJob begin(TradeRef trade, Instant now) {
    return new TradeJob(
        trade,
        Optional.empty(),
        Optional.empty(),
        now,
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        false);
  }

  int tries() {
    return last.map(Try::number).orElse(0);
  }

  TradeJob withCode(Sealed sealed) {
    return code.isPresent() ? this : with(Optional.of(sealed), paid, confirmed, closed, last);
  }

  TradeJob paid(Instant at, Instant heardAt) {
    return paid.isPresent()
        ? this
        : with(code, Optional.of(new Paid(at, heardAt)), confirmed, closed, last);
  }

  TradeJob close() {
    return with(code, paid, confirmed, true, last);
  }

  TradeJob confirm() {
    return with(code, paid, true, closed, last);
  }

  /** An answer to an older try, or a second one to this, changes nothing. */
  TradeJob failed(int number, ReportDelay reason, Instant heardAt) {
    return last.filter(it -> it.number() == number && it.failed().isEmpty())
        .map(
            it ->
                new Try(
                    number,
                    it.askedAt(),
                    it.silentSince(),
                    Optional.of(new Failure(reason, heardAt))))
        .map(it -> with(code, paid, confirmed, closed, Optional.of(it)))
        .orElse(this);
  }

  TradeJob asked(Instant now) {
    Instant silentSince =
        last.filter(it -> it.failed().isEmpty()).map(Try::silentSince).orElse(now);
    Try next = new Try(tries() + 1, now, silentSince, Optional.empty());
    return with(code, paid, confirmed, closed, Optional.of(next));
  }

  TradeJob said(ReportDelay reason, boolean toAPerson) {
    return new TradeJob(
        trade, code, paid, openedAt, confirmed, closed, last, Optional.of(reason), toAPerson);
  }

  private TradeJob with(
      Optional<Sealed> code,
      Optional<Paid> paid,
      boolean confirmed,
      boolean closed,
      Optional<Try> last) {
    return new TradeJob(trade, code, paid, openedAt, confirmed, closed, last, said, attention);
  }
}
