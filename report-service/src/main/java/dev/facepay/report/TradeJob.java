package dev.facepay.report;

import dev.facepay.payment.Act;
import dev.facepay.payment.Coded;
import dev.facepay.payment.ReportDelay;
import dev.facepay.payment.ReportFact.ReportActRequested;
import dev.facepay.payment.ReportFact.ReportNeeded;
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
 * @param triesBefore tries that an earlier job of the same trade made
 * @param last the newest try of this job
 * @param said what was last published of the delay
 * @param attention whether a person was told
 * @param request what a person last wanted
 */
record TradeJob(
    TradeRef trade,
    Optional<Sealed> code,
    Optional<Paid> paid,
    Instant openedAt,
    boolean confirmed,
    boolean closed,
    int triesBefore,
    Optional<Try> last,
    Optional<Coded<ReportDelay>> said,
    boolean attention,
    Optional<ActRequest> request) {

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

  record Failure(Coded<ReportDelay> reason, Instant heardAt) {}

  /**
   * @param at tells requests apart: when the person said it
   * @param met whether the device was asked since
   */
  record ActRequest(Coded<Act> act, Instant at, Instant heardAt, boolean met) {}

  static TradeJob begin(TradeRef trade, Instant now) {
    return new TradeJob(
        trade,
        Optional.empty(),
        Optional.empty(),
        now,
        false,
        false,
        0,
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  int tries() {
    return last.map(Try::number).orElse(triesBefore);
  }

  /** Whether a person ended it. */
  boolean resolved() {
    return request.filter(it -> it.act() == Act.RESOLVE).isPresent();
  }

  /** A person's request for a try that was not made yet. */
  Optional<ActRequest> retry() {
    return request.filter(it -> it.act() == Act.RETRY && !it.met());
  }

  /** The newest request; long ago if nobody had one. */
  Instant requestedAt() {
    return request.map(ActRequest::at).orElse(Instant.EPOCH);
  }

  TradeJob withCode(Sealed sealed) {
    return code.isPresent()
        ? this
        : with(Optional.of(sealed), paid, confirmed, closed, last, request);
  }

  TradeJob paid(Instant at, Instant heardAt) {
    return paid.isPresent()
        ? this
        : with(code, Optional.of(new Paid(at, heardAt)), confirmed, closed, last, request);
  }

  TradeJob close() {
    return with(code, paid, confirmed, true, last, request);
  }

  TradeJob confirm() {
    return with(code, paid, true, closed, last, request);
  }

  /** An answer to an older try, or a second one to this, changes nothing. */
  TradeJob failed(int number, Coded<ReportDelay> reason, Instant heardAt) {
    return last.filter(it -> it.number() == number && it.failed().isEmpty())
        .map(
            it ->
                new Try(
                    number,
                    it.askedAt(),
                    it.silentSince(),
                    Optional.of(new Failure(reason, heardAt))))
        .map(it -> with(code, paid, confirmed, closed, Optional.of(it), request))
        .orElse(this);
  }

  TradeJob asked(Instant now) {
    Instant silentSince =
        last.filter(it -> it.failed().isEmpty()).map(Try::silentSince).orElse(now);
    Try next = new Try(tries() + 1, now, silentSince, Optional.empty());
    Optional<ActRequest> met =
        request.map(it -> new ActRequest(it.act(), it.at(), it.heardAt(), true));
    return with(code, paid, confirmed, closed, Optional.of(next), met);
  }

  /** As the log says; what is known of this try or a later one stays. */
  TradeJob wasAsked(ReportNeeded needed) {
    if (tries() >= needed.tryNo()) {
      return this;
    }
    Instant at = needed.occurredAt();
    Instant silentSince = last.filter(it -> it.failed().isEmpty()).map(Try::silentSince).orElse(at);
    Try asked = new Try(needed.tryNo(), at, silentSince, Optional.empty());
    return with(code, paid, confirmed, closed, Optional.of(asked), request);
  }

  /**
   * A person wants something. An older request for a try, or the same again, changes nothing; who
   * ends it ends it, whatever the clock of the instance that took it says. A job that was over goes
   * on behind the tries that were known.
   */
  TradeJob requested(ReportActRequested act, Instant heardAt) {
    boolean known = act.act() == Act.RETRY && !act.occurredAt().isAfter(requestedAt());
    if (resolved() || known) {
      return this;
    }
    boolean over = tries() < act.tryNo();
    return new TradeJob(
        trade,
        code,
        paid.or(() -> Optional.of(new Paid(act.paidAt(), heardAt))),
        openedAt,
        confirmed,
        closed,
        over ? act.tryNo() : triesBefore,
        over ? Optional.empty() : last,
        said,
        attention,
        Optional.of(new ActRequest(act.act(), act.occurredAt(), heardAt, false)));
  }

  TradeJob said(Coded<ReportDelay> reason, boolean toAPerson) {
    return new TradeJob(
        trade,
        code,
        paid,
        openedAt,
        confirmed,
        closed,
        triesBefore,
        last,
        Optional.of(reason),
        toAPerson,
        request);
  }

  private TradeJob with(
      Optional<Sealed> code,
      Optional<Paid> paid,
      boolean confirmed,
      boolean closed,
      Optional<Try> last,
      Optional<ActRequest> request) {
    return new TradeJob(
        trade,
        code,
        paid,
        openedAt,
        confirmed,
        closed,
        triesBefore,
        last,
        said,
        attention,
        request);
  }
}
