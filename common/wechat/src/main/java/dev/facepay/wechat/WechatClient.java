package dev.facepay.wechat;

import dev.facepay.payment.Money;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.RefundRef;
import dev.facepay.wechat.Code.Obstacle;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** WeChat Pay over HTTP, for the merchants of this process. */
final class WechatClient implements WechatPay, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WechatClient.class);

  private final GatewayHttp http;
  private final Merchants merchants;
  private final InstantSource clock;
  private final CallListener listener;
  private final Duration callMax;

  private WechatClient(
      GatewaySettings settings, Merchants merchants, InstantSource clock, CallListener listener) {
    this.http = GatewayHttp.open(settings);
    this.merchants = merchants;
    this.clock = clock;
    this.listener = listener;
    this.callMax = settings.callMax();
  }

  /**
   * Opens no connection yet.
   *
   * @throws IllegalArgumentException when the trust store cannot be read
   */
  static WechatClient open(
      GatewaySettings settings, Merchants merchants, InstantSource clock, CallListener listener) {
    return new WechatClient(settings, merchants, clock, listener);
  }

  @Override
  public Micropay.Outcome pay(Requested request, String authCode, String payerIp)
      throws InterruptedException {
    return micropay(Micropay.Request.of(request, authCode, payerIp));
  }

  Micropay.Outcome micropay(Micropay.Request request) throws InterruptedException {
    return call(
        Api.MICROPAY,
        request.mchId(),
        merchant -> Micropay.fields(request, merchant, clock.instant()),
        Micropay::verdict,
        Labels::of);
  }

  @Override
  public OrderQuery.Outcome query(PaymentRef payment) throws InterruptedException {
    return query(payment, null);
  }

  @Override
  public OrderQuery.Outcome query(PaymentRef payment, @Nullable String transactionId)
      throws InterruptedException {
    return query(OrderQuery.Request.of(payment).by(transactionId));
  }

  @Override
  public OrderQuery.Outcome query(OrderQuery.Request request) throws InterruptedException {
    return call(
        Api.ORDERQUERY,
        request.mchId(),
        merchant -> OrderQuery.fields(request, merchant),
        (reply, sent) -> OrderQuery.verdict(reply, sent, request.expectedFen()),
        Labels::of);
  }

  @Override
  public RefundQuery.Outcome refunds(PaymentRef payment) throws InterruptedException {
    return refunds(OrderQuery.Request.of(payment));
  }

  @Override
  public RefundQuery.Outcome refunds(RefundRef refund, Money paid) throws InterruptedException {
    return refunds(order(refund, paid));
  }

  private static OrderQuery.Request order(RefundRef refund, Money paid) {
    return OrderQuery.Request.byOutTradeNo(
        refund.payment().merchant().value(),
        Refund.subMchId(refund),
        refund.payment().outTradeNo().value(),
        paid.fen());
  }

  RefundQuery.Outcome refunds(OrderQuery.Request request) throws InterruptedException {
    RefundQuery.Refunds all = new RefundQuery.Refunds(0, 0, Map.of());
    for (int page = 0; page < RefundQuery.PAGES_MAX; page++) {
      int offset = page * RefundQuery.PAGE;
      RefundQuery.Page found =
          call(
              Api.REFUNDQUERY,
              request.mchId(),
              merchant -> RefundQuery.fields(request, offset, merchant),
              (reply, sent) -> RefundQuery.verdict(reply, sent, request.expectedFen(), offset),
              it -> Labels.of(it.outcome()));
      if (!(found.outcome() instanceof RefundQuery.Refunds refunds)) {
        return found.outcome();
      }
      all = all.plus(refunds);
      if (!found.more()) {
        return all;
      }
    }
    return new Unclear(Cause.UNREADABLE, Code.NONE, "more refunds than an order can have");
  }

  @Override
  public OrderQuery.Outcome order(RefundRef refund) throws InterruptedException {
    return query(order(refund, refund.amount()));
  }

  @Override
  public Refund.Outcome refund(Refund.Request request) throws InterruptedException {
    return call(
        Api.REFUND,
        request.refund().payment().merchant().value(),
        merchant -> Refund.fields(request, merchant),
        Refund::verdict,
        Labels::of);
  }

  @Override
  public RefundQuery.OneOutcome refund(RefundRef refund) throws InterruptedException {
    return refund(
        refund.payment().merchant().value(), Refund.subMchId(refund), refund.outRefundNo());
  }

  @Override
  public RefundQuery.OneOutcome refund(String mchId, @Nullable String subMchId, String outRefundNo)
      throws InterruptedException {
    return call(
        Api.REFUNDQUERY,
        mchId,
        merchant -> RefundQuery.fields(subMchId, outRefundNo, merchant),
        RefundQuery::verdict,
        Labels::of);
  }

  @Override
  public Reverse.Outcome reverse(PaymentRef payment) throws InterruptedException {
    return reverse(payment, null);
  }

  @Override
  public Reverse.Outcome reverse(PaymentRef payment, @Nullable String transactionId)
      throws InterruptedException {
    return reverse(Reverse.Request.of(payment).by(transactionId));
  }

  Reverse.Outcome reverse(Reverse.Request request) throws InterruptedException {
    return call(
        Api.REVERSE,
        request.mchId(),
        merchant -> Reverse.fields(request, merchant),
        Reverse::verdict,
        Labels::of);
  }

  @Override
  public DownloadBill.Outcome bill(DownloadBill.Request request, Path to)
      throws InterruptedException {
    long begin = System.nanoTime();
    Api api = request.kind().api();
    BillFile file = new BillFile(to);
    Sent sent = send(api, request.mchId(), it -> DownloadBill.fields(request, it), file);
    DownloadBill.Outcome outcome = DownloadBill.verdict(sent.exchange(), file);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    report(api, sent.exchange().host(), took, Labels.of(outcome));
    return outcome;
  }

  @Override
  public Authinfo.Outcome authinfo(Authinfo.Request request) throws InterruptedException {
    return call(
        Api.AUTHINFO,
        request.mchId(),
        merchant -> Authinfo.fields(request, merchant, clock.instant()),
        Authinfo::verdict,
        Labels::of);
  }

  @Override
  public Duration callMax() {
    return callMax;
  }

  /** Closes every connection; calls in flight end as unknown. */
  @Override
  public void close() {
    http.close();
  }

  /** One call from its begin to its report. */
  private <O> O call(
      Api api,
      String mchId,
      Function<Merchant, Message> message,
      BiFunction<Reply, Map<String, String>, O> verdict,
      Function<O, Labels> labels)
      throws InterruptedException {
    long begin = System.nanoTime();
    Sent sent = send(api, mchId, message, Sender::inMemory);
    O outcome = verdict.apply(read(sent), sent.fields());
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    report(api, sent.exchange().host(), took, labels.apply(outcome));
    return outcome;
  }

  /**
   * @param fields what was sent; empty if nothing was
   * @param by who sent it, as it was then; null if nothing was sent
   */
  private record Sent(Exchange exchange, Map<String, String> fields, @Nullable Merchant by) {

    static Sent nothing(Obstacle obstacle, String text) {
      return new Sent(new Exchange.NotSent("none", obstacle, text), Map.of(), null);
    }
  }

  private Sent send(Api api, String mchId, Function<Merchant, Message> message, Sender.Body body)
      throws InterruptedException {
    Optional<Merchant> found = merchants.find(mchId);
    if (found.isEmpty()) {
      return Sent.nothing(Obstacle.UNKNOWN_MERCHANT, "no key of merchant " + mchId);
    }
    Merchant merchant = found.get();
    return switch (message.apply(merchant)) {
      case Message.Invalid invalid -> Sent.nothing(Obstacle.INVALID_FIELD, invalid.text());
      case Message.TooLate(String text) -> Sent.nothing(Obstacle.EXPIRES_TOO_SOON, text);
      case Message.Ready(Map<String, String> fields) -> send(api, merchant, fields, body);
    };
  }

  private Sent send(Api api, Merchant merchant, Map<String, String> fields, Sender.Body body)
      throws InterruptedException {
    Optional<Sent> obstacle = api.certified() ? certificateObstacle(merchant) : Optional.empty();
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    SignType type =
        api == Api.DOWNLOADFUNDFLOW ? DownloadBill.FUNDS_SIGN_TYPE : merchant.signType();
    try {
      String xml = MessageXml.write(Signing.seal(fields, merchant.signedBy(type)));
      return new Sent(http.post(api, merchant, xml, body), fields, merchant);
    } catch (InvalidMerchantException e) {
      return Sent.nothing(Obstacle.BAD_CERTIFICATE, "merchant " + merchant.mchId());
    }
  }

  private static Reply read(Sent sent) {
    return switch (sent.exchange()) {
      case Exchange.Received(_, int status, String body) ->
          status == 200 ? Reply.read(body, Objects.requireNonNull(sent.by())) : refused(status);
      case Exchange.Garbled(_, String why) -> new Reply.Broken(Cause.UNREADABLE, Code.NONE, why);
      case Exchange.NoAnswer(_, String why) -> new Reply.Broken(Cause.NO_ANSWER, Code.NONE, why);
      case Exchange.NotSent(_, Obstacle obstacle, String why) -> new Reply.NotSent(obstacle, why);
    };
  }

  static Reply.Broken refused(int status) {
    Cause cause = status == 429 ? Cause.THROTTLED : Cause.HTTP_STATUS;
    return new Reply.Broken(cause, new Code.Other(Integer.toString(status)), "HTTP " + status);
  }

  /** Better said here than learned from a broken handshake, which would look like a bad network. */
  private Optional<Sent> certificateObstacle(Merchant merchant) {
    if (!http.needsCertificate()) {
      return Optional.empty();
    }
    String who = "merchant " + merchant.mchId();
    Optional<Instant> expiry = merchants.certificateExpiry(merchant.mchId());
    if (expiry.isEmpty()) {
      return Optional.of(Sent.nothing(Obstacle.NO_CERTIFICATE, who));
    }
    return clock.instant().isBefore(expiry.get())
        ? Optional.empty()
        : Optional.of(Sent.nothing(Obstacle.CERTIFICATE_EXPIRED, who + ", ended " + expiry.get()));
  }

  /** A listener's bug must not cost the outcome of a payment. */
  private void report(Api api, String host, Duration took, Labels labels) {
    try {
      listener.called(new CallListener.Call(api, host, took, labels.outcome(), labels.code()));
    } catch (RuntimeException e) {
      log.warn("event=call_listener_failed api={} error={}", api, e.getClass().getName());
    }
  }
}
