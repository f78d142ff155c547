package dev.facepay.simulator;

import dev.facepay.simulator.Checks.Checked.Caller;
import dev.facepay.simulator.Exchange.Inbound;
import dev.facepay.simulator.Exchange.Outbound;
import dev.facepay.simulator.JournalLines.Passing;
import dev.facepay.simulator.ledger.Behaviour;
import dev.facepay.simulator.ledger.Call;
import dev.facepay.simulator.ledger.CodeHasher;
import dev.facepay.simulator.ledger.Entry;
import dev.facepay.simulator.ledger.Ledger;
import dev.facepay.simulator.ledger.OrderKey;
import dev.facepay.simulator.ledger.Reply;
import dev.facepay.simulator.ledger.SimulatorClock;
import dev.facepay.simulator.ledger.Step;
import dev.facepay.simulator.merchant.Merchants;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Takes a call, does it on the ledger, and makes the answer; waits where it was told to. */
final class Gateway {
  private final Checks checks;
  private final Merchants merchants;
  private final StepChooser chooser;
  private final Ledger ledger;
  private final SimulatorClock clock;
  private final JournalLines lines;
  private final Credentials credentials;
  private final boolean plainReverse;
  private final String run = Long.toString(System.currentTimeMillis(), 36);
  private final AtomicLong calls = new AtomicLong();

  /** A gateway over a ledger. */
  Gateway(
      CodeHasher hasher,
      Merchants merchants,
      StepChooser chooser,
      Ledger ledger,
      SimulatorClock clock,
      Credentials credentials,
      boolean plainReverse) {
    this.checks = new Checks(merchants, hasher);
    this.merchants = merchants;
    this.chooser = chooser;
    this.ledger = ledger;
    this.clock = clock;
    this.lines = new JournalLines(clock);
    this.credentials = credentials;
    this.plainReverse = plainReverse;
  }

  /** Answers a call; takes as long as it was told to. */
  Outbound handle(Inbound in) throws InterruptedException {
    String id = run + '-' + calls.incrementAndGet();
    if (!in.method().equals("POST")) {
      return unread(id, in, Reply.ErrorCode.REQUIRE_POST_METHOD, "use POST");
    }
    if (!in.isUtf8()) {
      return unread(id, in, Reply.ErrorCode.NOT_UTF8, "use UTF-8");
    }
    return switch (FlatXml.read(in.body())) {
      case FlatXml.Malformed(String why) -> unread(id, in, Reply.ErrorCode.XML_FORMAT_ERROR, why);
      case FlatXml.Fields(Map<String, String> fields) -> handle(id, in, fields);
    };
  }

  private Outbound unread(String id, Inbound in, Reply.ErrorCode code, String why) {
    return toUnauthenticated(id, in, null, Reply.unauthenticated(code, why));
  }

  private Outbound toUnauthenticated(
      String id, Inbound in, @Nullable OrderKey claimed, Reply reply) {
    ledger.write(lines.stopped(id, in, claimed, false), lines.answered(id, in, claimed, reply));
    return Outbound.xml(AnswerWriter.toUnauthenticated(reply));
  }

  /** Whose order the message claims to be about; only what is harmless to keep. */
  private @Nullable OrderKey claimed(Map<String, String> fields) {
    String mchId = fields.getOrDefault("mch_id", "");
    String number = fields.getOrDefault("out_trade_no", "");
    if (merchants.find(mchId).isEmpty()) {
      return null;
    }
    return new OrderKey(mchId, FieldRules.isOrderNumber(number) ? number : "");
  }

  private Outbound handle(String id, Inbound in, Map<String, String> fields)
      throws InterruptedException {
    Checks.Checked checked = checks.check(in.api(), fields, clock.instant());
    if (checked instanceof Checks.Checked.Unauthenticated(Reply reply)) {
      return toUnauthenticated(id, in, claimed(fields), reply);
    }
    if (in.api().secure()) {
      Outbound refused = certificate(id, in, fields.getOrDefault("mch_id", ""));
      if (refused != null) {
        return refused;
      }
    }
    return switch (checked) {
      case Checks.Checked.Unauthenticated(Reply reply) -> toUnauthenticated(id, in, null, reply);
      case Checks.Checked.Refused(Caller caller, Reply reply) ->
          refused(id, in, fields, caller, reply);
      case Checks.Checked.Credential(Caller caller, String device) ->
          credential(passing(id, in, fields, caller, device, 0), caller);
      case Checks.Checked.Trade(Caller caller, Call call) -> trade(id, in, fields, caller, call);
    };
  }

  /** The certificate is checked by the web server in front of WeChat, which answers in HTML. */
  private @Nullable Outbound certificate(String id, Inbound in, String mchId) {
    if (!in.port().isTls() && plainReverse && !merchants.isCertificateExpired(mchId)) {
      return null;
    }
    if (in.certificateOwner() == null) {
      return page(id, in, mchId, "No required SSL certificate was sent");
    }
    if (merchants.isCertificateExpired(mchId)) {
      return page(id, in, mchId, "The SSL certificate error");
    }
    if (in.certificateOwner().equals(mchId)) {
      return null;
    }
    return page(id, in, mchId, "The SSL certificate is not the merchant's");
  }

  private Outbound page(String id, Inbound in, String mchId, String text) {
    OrderKey key = new OrderKey(mchId, "");
    ledger.write(lines.stopped(id, in, key, false), lines.bare(id, in, key, 400, true, text));
    return Outbound.html(400, text);
  }

  private Outbound refused(
      String id, Inbound in, Map<String, String> fields, Caller caller, Reply reply) {
    OrderKey key = claimed(fields);
    ledger.write(lines.stopped(id, in, key, true), lines.answered(id, in, key, reply));
    return Outbound.xml(AnswerWriter.toMerchant(caller, fields, reply, Behaviour.ORDINARY));
  }

  private Passing passing(
      String id, Inbound in, Map<String, String> fields, Caller caller, String number, long fen) {
    OrderKey key = new OrderKey(caller.merchant().mchId(), number);
    Step step = chooser.choose(in.api(), key, fen, in.negativeTest(), clock.instant());
    return new Passing(id, in, fields, key, step);
  }

  private Outbound trade(
      String id, Inbound in, Map<String, String> fields, Caller caller, Call call)
      throws InterruptedException {
    long fen =
        switch (call) {
          case Call.Pay pay -> pay.fen();
          case Call.Refund refund -> refund.refundFen();
          default -> 0;
        };
    // By WeChat's number too it is a call about that order, for scripts and in the
    // journal.
    String number =
        fields.containsKey("out_trade_no")
            ? fields.getOrDefault("out_trade_no", "")
            : ledger.about(call).map(OrderKey::outTradeNo).orElse("");
    Passing passing = passing(id, in, fields, caller, number, fen);
    Step step = passing.step();
    boolean done = step.behaviour().carriedOut();
    String code = done && call instanceof Call.Pay pay ? pay.codeHash() : null;
    Entry.Request request = lines.arrived(passing, fen, code);
    if (step.delay().isPositive()) {
      ledger.write(request);
      Thread.sleep(step.delay());
      request = null;
    }
    if (!done) {
      return untouched(passing, request);
    }
    if (!step.answerDelay().isPositive()) {
      Reply reply = ledger.perform(request, call, step, r -> lines.answered(passing, r));
      return render(passing, caller, reply);
    }
    Reply reply = ledger.perform(request, call, step, null);
    Thread.sleep(step.answerDelay());
    ledger.write(lines.answered(passing, reply));
    return render(passing, caller, reply);
  }

  private Outbound credential(Passing passing, Caller caller) throws InterruptedException {
    Step step = passing.step();
    Duration wait = step.delay().plus(step.answerDelay());
    Entry.Request request = lines.arrived(passing, 0, null);
    if (wait.isPositive()) {
      ledger.write(request);
      Thread.sleep(wait);
      request = null;
    }
    if (!step.behaviour().carriedOut()) {
      return untouched(passing, request);
    }
    Reply reply =
        step.behaviour() == Behaviour.ERROR
            ? Reply.plain(String.valueOf(step.code()), "as scripted", Map.of())
            : credentials.issue();
    writeBoth(request, lines.answered(passing, reply));
    return render(passing, caller, reply);
  }

  private Outbound render(Passing passing, Caller caller, Reply reply) {
    if (passing.step().cut()) {
      return Outbound.nothing();
    }
    return Outbound.xml(
        AnswerWriter.toMerchant(caller, passing.fields(), reply, passing.step().behaviour()));
  }

  /** The behaviours in which the ledger is never asked. */
  private Outbound untouched(Passing passing, Entry.@Nullable Request request)
      throws InterruptedException {
    Step step = passing.step();
    int status =
        switch (step.behaviour()) {
          case REQUEST_LOST -> 0;
          case HTTP_STATUS -> step.status();
          default -> 200;
        };
    Entry.Answer line =
        lines.bare(
            passing.id(),
            passing.in(),
            passing.key(),
            status,
            !step.cut(),
            step.behaviour().name());
    if (step.answerDelay().isPositive()) {
      writeBoth(request, null);
      Thread.sleep(step.answerDelay());
      ledger.write(line);
    } else {
      writeBoth(request, line);
    }
    if (step.cut()) {
      return Outbound.nothing();
    }
    return switch (step.behaviour()) {
      case HTTP_STATUS -> Outbound.html(step.status(), "status " + step.status());
      case HTML -> Outbound.html(200, "Service page");
      default -> Outbound.xml(AnswerWriter.forged(passing.in().api(), passing.fields()));
    };
  }

  private void writeBoth(Entry.@Nullable Request request, Entry.@Nullable Answer answer) {
    if (request != null && answer != null) {
      ledger.write(request, answer);
    } else if (request != null) {
      ledger.write(request);
    } else if (answer != null) {
      ledger.write(answer);
    }
  }
}
