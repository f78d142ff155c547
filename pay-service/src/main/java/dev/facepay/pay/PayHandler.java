package dev.facepay.pay;

import dev.facepay.pay.Attempt.Answered;
import dev.facepay.pay.Attempt.Asking;
import dev.facepay.pay.Attempts.Versioned;
import dev.facepay.pay.PayDecider.Step;
import dev.facepay.payment.Fact;
import dev.facepay.payment.OutTradeNo;
import dev.facepay.payment.PaymentFact.Answer;
import dev.facepay.payment.PaymentFact.Outcome;
import dev.facepay.payment.PaymentFact.RequestRejected;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.PaymentRef;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.seal.Sealer;
import dev.facepay.runtime.seal.Sealer.CannotOpen;
import dev.facepay.runtime.seal.Sealer.Purpose;
import dev.facepay.runtime.stage.FactHandler;
import dev.facepay.runtime.store.StoreUnavailable;
import dev.facepay.wechat.Micropay;
import dev.facepay.wechat.WechatPay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Handles one request: write down, ask, write down, publish. On the paying path that is one insert
 * and one conditional update.
 */
final class PayHandler implements FactHandler {

  private final Attempts attempts;
  private final WechatPay wechat;
  private final Sealer sealer;
  private final FactPublisher publisher;
  private final Timekeeper time;
  private final PaySettings settings;
  private final Duration lease;

  PayHandler(
      Attempts attempts,
      WechatPay wechat,
      Sealer sealer,
      FactPublisher publisher,
      Timekeeper time,
      PaySettings settings) {
    this.attempts = attempts;
    this.wechat = wechat;
    this.sealer = sealer;
    this.publisher = publisher;
    this.time = time;
    this.settings = settings;
    this.lease = wechat.callMax().plus(settings.leaseMargin());
  }

  @Override
  public void handle(Fact fact) throws InterruptedException {
    handle(fact, fact.occurredAt());
  }

  @Override
  public void handle(Fact fact, Instant loggedAt) throws InterruptedException {
    if (fact instanceof Requested request) {
      Said said = answer(request, loggedAt);
      if (!(said.answer() instanceof RequestRejected rejected && attempts.isUnsaid(rejected))) {
        publisher.publish(said.answer(), said.gateway());
      }
    }
  }

  /**
   * @param gateway what WeChat took; zero if it was not asked
   */
  private record Said(Answer answer, Duration gateway) {}

  private static Said said(Answer answer) {
    return new Said(answer, Duration.ZERO);
  }

  private Said answer(Requested request, Instant loggedAt) throws InterruptedException {
    Instant giveUpAt = time.instant().plus(settings.previousWait());
    // A first attempt is new as a rule: it is written down without a look.
    Looked looked =
        request.payment().attempt() == 1 && tooOld(request, loggedAt).isEmpty()
            ? unseen(request, loggedAt)
            : look(request, loggedAt, giveUpAt);
    while (true) {
      Optional<Said> said = take(request, looked);
      if (said.isPresent()) {
        return said.get();
      }
      looked = look(request, loggedAt, giveUpAt);
    }
  }

  /**
   * @param version of the attempt that is written down; 0 if none is
   */
  private record Looked(Step step, long version) {}

  private Looked unseen(Requested request, Instant loggedAt) {
    return new Looked(PayDecider.open(request, loggedAt, time.instant(), lease, settings), 0);
  }

  private Optional<Step> tooOld(Requested request, Instant loggedAt) {
    return PayDecider.tooOld(request, loggedAt, time.instant(), settings);
  }

  private Looked look(Requested request, Instant loggedAt, Instant giveUpAt) {
    PaymentRef payment = request.payment();
    Optional<Versioned> own = attempts.find(payment.id());
    if (own.isPresent()) {
      Step step = PayDecider.known(request, own.get().attempt(), time.instant(), settings);
      return new Looked(step, own.get().version());
    }
    Optional<RequestRejected> rejected = attempts.findRejection(payment);
    if (rejected.isPresent()) {
      return new Looked(new Step.Repeat(rejected.get()), 0);
    }
    Optional<Step> old = tooOld(request, loggedAt);
    if (old.isPresent()) {
      return new Looked(old.get(), 0);
    }
    if (payment.attempt() == 1) {
      return unseen(request, loggedAt);
    }
    Optional<Attempt> previous = attempts.find(payment.previousAttempt()).map(Versioned::attempt);
    return PayDecider.afterPrevious(
            request, previous, earlier(payment), time.instant(), giveUpAt, settings)
        .map(step -> new Looked(step, 0))
        .orElseGet(() -> attempts.admit(payment) ? unseen(request, loggedAt) : judgedMeanwhile());
  }

  /**
   * Of those before the attempt before it; as many reads as there were, and few orders have any.
   */
  private List<Attempt> earlier(PaymentRef payment) {
    return IntStream.range(1, payment.attempt() - 1)
        .mapToObj(number -> OutTradeNo.of(payment.orderNo(), number))
        .flatMap(number -> attempts.find(new PaymentId(payment.id().merchant(), number)).stream())
        .map(Versioned::attempt)
        .toList();
  }

  private Looked judgedMeanwhile() {
    return new Looked(new Step.LookAgain(time.instant()), 0);
  }

  /** Empty if somebody was faster, or it is too early to say: look again. */
  private Optional<Said> take(Requested request, Looked looked) throws InterruptedException {
    PaymentId id = request.payment().id();
    return switch (looked.step()) {
      case Step.Ask(Asking asking) -> ask(request, asking);
      case Step.WriteDown(Answered answered) -> record(id, answered);
      case Step.TakeOver(Answered answered) ->
          attempts.replace(id, looked.version(), answered)
              ? Optional.of(said(answered.fact()))
              : Optional.empty();
      case Step.Repeat(Answer known) -> Optional.of(said(known));
      case Step.Reject(RequestRejected fact) -> attempts.reject(fact).map(PayHandler::said);
      case Step.LookAgain(Instant at) -> {
        time.sleepUntil(at);
        yield Optional.empty();
      }
      case Step.Hold(String why) -> throw new NeedsPerson(why);
    };
  }

  private Optional<Said> ask(Requested request, Asking asking) throws InterruptedException {
    PaymentId id = request.payment().id();
    String authCode;
    try {
      authCode = sealer.open(Purpose.AUTH_CODE, id.toString(), request.authCode());
    } catch (CannotOpen e) {
      Instant now = time.instant();
      return record(id, answered(asking, GatewayAnswers.unreadableCode(request, now)));
    }
    if (!attempts.insert(id, asking)) {
      return Optional.empty();
    }
    Instant began = time.instant();
    Outcome fact = mayStillAsk(asking) ? call(request, authCode) : tooLate(request);
    Said said = new Said(fact, Duration.between(began, time.instant()));
    // Whoever took over meanwhile has already said "interrupted": then that is the answer.
    return written(id, asking, answered(asking, fact)) ? Optional.of(said) : Optional.empty();
  }

  /** What WeChat said is known only here: a database that stumbles must not lose it. */
  private boolean written(PaymentId id, Asking asking, Answered answered)
      throws InterruptedException {
    while (true) {
      try {
        return attempts.replace(id, Attempts.FIRST, answered);
      } catch (StoreUnavailable e) {
        if (!time.instant().isBefore(asking.leaseUntil())) {
          throw e;
        }
        time.sleep(settings.lookAgain());
      }
    }
  }

  /** A call that has left comes back with an answer that nobody else will ever hear. */
  @Override
  public boolean interruptible() {
    return false;
  }

  private Answered answered(Asking asking, Outcome fact) {
    return PayDecider.answered(asking.fingerprint(), fact, time.instant(), settings);
  }

  /** Not if writing it down took so long that the call could outlive the lease. */
  private boolean mayStillAsk(Asking asking) {
    return !time.instant().plus(wechat.callMax()).isAfter(asking.leaseUntil());
  }

  private Outcome call(Requested request, String authCode) throws InterruptedException {
    Micropay.Outcome outcome = wechat.pay(request, authCode, settings.payerIp());
    Outcome fact = GatewayAnswers.fact(request, outcome, time.instant());
    return fact instanceof Succeeded paid && outcome instanceof Micropay.Paid(_, _, _, _, var buyer)
        ? paid.with(buyer.sealedIn(paid.details(), openid -> sealer.sealOpenid(paid, openid)))
        : fact;
  }

  private Outcome tooLate(Requested request) {
    return GatewayAnswers.tooLate(request, time.instant());
  }

  private Optional<Said> record(PaymentId id, Answered answered) {
    return attempts.insert(id, answered) ? Optional.of(said(answered.fact())) : Optional.empty();
  }
}
