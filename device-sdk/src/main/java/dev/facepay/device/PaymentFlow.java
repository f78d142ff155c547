package dev.facepay.device;

import dev.facepay.device.PaymentDecider.Ask;
import dev.facepay.device.PaymentDecider.Known;
import dev.facepay.device.Progress.Stage;
import dev.facepay.device.edge.Answer;
import dev.facepay.device.edge.PayBody;
import dev.facepay.device.edge.PaymentSeen;
import dev.facepay.device.order.OrderEntry;
import dev.facepay.device.order.Outcome;
import dev.facepay.device.order.Sale;
import dev.facepay.device.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One attempt, from its stored code to its end: sends it, follows it, sends it again, for as long
 * as it takes. On the terminal's thread alone.
 */
final class PaymentFlow {

  private final EdgeCalls edge;
  private final Scheduler scheduler;
  private final TerminalSettings.Timing timing;
  private final Supplier<@Nullable String> merchant;
  private final Consumer<Progress> show;
  private final Consumer<Outcome> end;
  private final Instant began;
  private Known known;
  private @Nullable String id;
  private @Nullable Progress shown;
  private boolean asking;
  private boolean cancelling;
  private boolean over;
  private int failures;
  private int cancelFailures;

  /**
   * @param mayHaveBegun whether a process before this one may have sent it
   * @param merchant the merchant's number once it is known
   */
  PaymentFlow(
      OrderEntry entry,
      boolean mayHaveBegun,
      EdgeCalls edge,
      Scheduler scheduler,
      TerminalSettings.Timing timing,
      Supplier<@Nullable String> merchant,
      Consumer<Progress> show,
      Consumer<Outcome> end) {
    this.known = new Known(entry, Ask.SEND, null, mayHaveBegun);
    this.edge = edge;
    this.scheduler = scheduler;
    this.timing = timing;
    this.merchant = merchant;
    this.show = show;
    this.end = end;
    this.began = scheduler.now();
  }

  void start() {
    show(Stage.SENDING, "", "", "");
    ask(Ask.SEND, null);
  }

  /** The shop gives up; what has completed all the same is told as it is. */
  void cancel(OrderEntry cancelled) {
    known = new Known(cancelled, known.last(), known.tag(), known.mayHaveBegun());
    show(Stage.CANCELLING, "", "", "");
    if (!asking && !known.mayHaveBegun()) {
      end(new Outcome.NotSent(Outcome.Why.CANCELLED, "never left the device"));
    } else {
      tryCancel();
    }
  }

  void buyerLeft() {
    if (!over) {
      show(Stage.CONFIRM_WITH_SHOP, "", "", "");
    }
  }

  /** Nothing more is heard from it; the journal has it. */
  void stop() {
    over = true;
  }

  private void ask(Ask ask, @Nullable String tag) {
    if (over) {
      return;
    }
    OrderEntry entry = known.entry();
    known = new Known(entry, ask, tag, known.mayHaveBegun());
    asking = true;
    Instant asked = scheduler.now();
    String knownId = id;
    if (ask == Ask.SEND || knownId == null) {
      known = new Known(entry, Ask.SEND, tag, known.mayHaveBegun());
      PayBody body = body(entry);
      edge.call(e -> e.pay(body, timing.longPoll()), answer -> answered(answer, asked));
    } else {
      edge.call(e -> e.watch(knownId, tag, timing.longPoll()), answer -> answered(answer, asked));
    }
  }

  private void answered(Answer<PaymentSeen> answer, Instant asked) {
    asking = false;
    if (over) {
      return;
    }
    PaymentDecider.Step step = PaymentDecider.decide(known, answer);
    known =
        new Known(
            known.entry(), known.last(), known.tag(), PaymentDecider.mayHaveBegun(known, answer));
    if (answer instanceof Answer.Success<PaymentSeen> told) {
      id = told.value().id();
    }
    if (step instanceof PaymentDecider.End finished) {
      end(finished.outcome());
    } else if (step instanceof PaymentDecider.Next next) {
      goOn(next, asked);
    }
  }

  private void goOn(PaymentDecider.Next next, Instant asked) {
    if (known.entry().cancelAsked()) {
      if (!known.mayHaveBegun()) {
        end(new Outcome.NotSent(Outcome.Why.CANCELLED, "never left the device"));
        return;
      }
      tryCancel();
    }
    failures = next.failed() ? failures + 1 : 0;
    boolean nothingNew = next.stage() == Stage.WAITING && next.zh().isEmpty() && !next.failed();
    if (!nothingNew || isLate()) {
      show(next.stage(), next.zh(), next.en(), next.detail());
    }
    scheduler.after(pause(next, asked), () -> ask(next.ask(), next.tag()));
  }

  private Duration pause(PaymentDecider.Next next, Instant asked) {
    if (next.failed()) {
      return edge.pause(failures, next.atLeast());
    }
    Duration held = Duration.between(asked, scheduler.now());
    Duration rest = timing.watchEvery().minus(held);
    // A first answer that says "wait" is followed by a look that the edge holds.
    return known.last() == Ask.SEND || rest.isNegative() ? Duration.ZERO : rest;
  }

  private void tryCancel() {
    String merchantId = merchant.get();
    String payment =
        id != null || merchantId == null ? id : merchantId + ":" + known.entry().outTradeNo();
    if (cancelling || over || payment == null) {
      return;
    }
    cancelling = true;
    edge.call(e -> e.cancel(payment), this::cancelled);
  }

  private void cancelled(Answer<PaymentSeen> answer) {
    if (over) {
      return;
    }
    if (answer instanceof Answer.Success<PaymentSeen>) {
      PaymentDecider.Step step = PaymentDecider.decide(known, answer);
      if (step instanceof PaymentDecider.End finished) {
        end(finished.outcome());
      }
      return;
    }
    cancelFailures++;
    scheduler.after(
        edge.pause(cancelFailures, EdgeCalls.retryAfter(answer)),
        () -> {
          cancelling = false;
          tryCancel();
        });
  }

  private void end(Outcome outcome) {
    over = true;
    end.accept(outcome);
  }

  private void show(Stage stage, String zh, String en, String detail) {
    OrderEntry entry = known.entry();
    Stage seen = stage == Stage.WAITING && entry.cancelAsked() ? Stage.CANCELLING : stage;
    if (isLate() && stage != Stage.ASK_PASSWORD && stage != Stage.CONFIRM_WITH_SHOP) {
      seen = Stage.CALL_STAFF;
    }
    Progress progress = new Progress(entry.orderNo(), entry.attempt(), seen, zh, en, detail);
    if (!progress.equals(shown)) {
      shown = progress;
      show.accept(progress);
    }
  }

  private boolean isLate() {
    return !scheduler.now().isBefore(began.plus(timing.callStaffAfter()));
  }

  private static PayBody body(OrderEntry entry) {
    Sale sale = entry.sale();
    String code = entry.code();
    if (code == null) {
      throw new IllegalStateException("nothing is sent without its code stored: " + entry);
    }
    return new PayBody(
        entry.orderNo(),
        entry.attempt(),
        code,
        sale.totalFee(),
        sale.body(),
        entry.channel().wire(),
        sale.detail(),
        sale.attach(),
        sale.goodsTag(),
        sale.noCredit() ? "no_credit" : null,
        sale.receipt() ? "Y" : null,
        sale.profitSharing() ? "Y" : null);
  }
}
