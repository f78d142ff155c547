package dev.facepay.wechat;

import dev.facepay.wechat.CallListener.Api;
import dev.facepay.wechat.call.AuthinfoOutcome;
import dev.facepay.wechat.call.AuthinfoRequest;
import dev.facepay.wechat.call.Cause;
import dev.facepay.wechat.call.MicropayOutcome;
import dev.facepay.wechat.call.MicropayOutcome.Why;
import dev.facepay.wechat.call.MicropayRequest;
import dev.facepay.wechat.call.QueryOutcome;
import dev.facepay.wechat.call.QueryRequest;
import dev.facepay.wechat.call.RefundsOutcome;
import dev.facepay.wechat.call.ReverseOutcome;
import dev.facepay.wechat.call.ReverseRequest;
import dev.facepay.wechat.http.Endpoint;
import dev.facepay.wechat.http.Exchange;
import dev.facepay.wechat.http.GatewayHttp;
import dev.facepay.wechat.merchant.InvalidMerchantException;
import dev.facepay.wechat.merchant.Merchant;
import dev.facepay.wechat.merchant.Merchants;
import dev.facepay.wechat.message.Message;
import dev.facepay.wechat.message.Messages;
import dev.facepay.wechat.verdict.AuthinfoVerdict;
import dev.facepay.wechat.verdict.MicropayVerdict;
import dev.facepay.wechat.verdict.QueryVerdict;
import dev.facepay.wechat.verdict.RefundsVerdict;
import dev.facepay.wechat.verdict.Reply;
import dev.facepay.wechat.verdict.ReverseVerdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * WeChat Pay, as a merchant's server sees it. Calls block (meant for virtual threads) and always
 * end: with an outcome within {@link GatewaySettings#callMax()}, or with {@link
 * InterruptedException}. An interrupted call may have reached WeChat: it is unknown.
 */
public final class WechatPay implements AutoCloseable {

  /** Pages of refunds that one order can have: 50 of them (spec section 10). */
  public static final int REFUND_PAGES_MAX = 5;

  private final GatewayHttp http;
  private final Merchants merchants;
  private final InstantSource clock;
  private final CallListener listener;

  private WechatPay(
      GatewayHttp http, Merchants merchants, InstantSource clock, CallListener listener) {
    this.http = http;
    this.merchants = merchants;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Opens no connection yet.
   *
   * @throws IllegalArgumentException when the trust store cannot be read
   */
  public static WechatPay open(
      GatewaySettings settings, Merchants merchants, InstantSource clock, CallListener listener) {
    return new WechatPay(GatewayHttp.open(settings), merchants, clock, listener);
  }

  /** Asks for the money, at most once: nothing that may have left is ever sent again. */
  public MicropayOutcome micropay(MicropayRequest request) throws InterruptedException {
    Call call = new Call(Api.MICROPAY, http, listener);
    MicropayOutcome outcome = micropay(call, request);
    call.over(Labels.of(outcome));
    return outcome;
  }

  /** Asks for an order's state. */
  public QueryOutcome query(QueryRequest request) throws InterruptedException {
    Call call = new Call(Api.ORDERQUERY, http, listener);
    QueryOutcome outcome = query(call, request);
    call.over(Labels.of(outcome));
    return outcome;
  }

  /** Closes an order or returns its money; presents the merchant's client certificate. */
  public ReverseOutcome reverse(ReverseRequest request) throws InterruptedException {
    Call call = new Call(Api.REVERSE, http, listener);
    ReverseOutcome outcome = reverse(call, request);
    call.over(Labels.of(outcome));
    return outcome;
  }

  /** Asks what of an order went back: whether a refund was of a part or of the whole. */
  public RefundsOutcome refunds(QueryRequest request) throws InterruptedException {
    long returned = 0;
    long onTheWay = 0;
    for (int page = 0; page < REFUND_PAGES_MAX; page++) {
      Call call = new Call(Api.REFUNDQUERY, http, listener);
      RefundsVerdict.Page found = refunds(call, request, page * RefundsVerdict.PAGE);
      call.over(Labels.of(found.outcome()));
      if (!(found.outcome() instanceof RefundsOutcome.Refunds refunds)) {
        return found.outcome();
      }
      returned += refunds.returnedFen();
      onTheWay += refunds.onTheWayFen();
      if (!found.more()) {
        return new RefundsOutcome.Refunds(returned, onTheWay);
      }
    }
    return new RefundsOutcome.Unclear(Cause.UNREADABLE, "", "more refunds than an order can have");
  }

  /** Asks for a face SDK credential. */
  public AuthinfoOutcome authinfo(AuthinfoRequest request) throws InterruptedException {
    Call call = new Call(Api.AUTHINFO, http, listener);
    AuthinfoOutcome outcome = authinfo(call, request);
    call.over(Labels.of(outcome));
    return outcome;
  }

  /** Closes every connection; calls in flight end as unknown. */
  @Override
  public void close() {
    http.close();
  }

  private MicropayOutcome micropay(Call call, MicropayRequest request) throws InterruptedException {
    Optional<Merchant> found = merchants.find(request.mchId());
    if (found.isEmpty()) {
      return new MicropayOutcome.NotSent(Why.UNKNOWN_MERCHANT, unknown(request.mchId()));
    }
    Merchant merchant = found.get();
    Map<String, String> fields;
    if (Messages.expiresTooSoon(request, clock.instant())) {
      return new MicropayOutcome.NotSent(
          Why.EXPIRES_TOO_SOON, "time_expire is no longer more than a minute away");
    }
    switch (Messages.micropay(request, merchant)) {
      case Message.Invalid invalid -> {
        return new MicropayOutcome.NotSent(Why.INVALID_FIELD, invalid.text());
      }
      case Message.Ready ready -> fields = ready.fields();
    }
    return switch (call.send(Endpoint.MICROPAY, merchant, fields)) {
      case Exchange.NotSent notSent ->
          new MicropayOutcome.NotSent(why(notSent.obstacle()), notSent.why());
      case Exchange answer -> MicropayVerdict.of(Call.reply(answer, merchant), fields);
    };
  }

  private QueryOutcome query(Call call, QueryRequest request) throws InterruptedException {
    Optional<Merchant> found = merchants.find(request.mchId());
    if (found.isEmpty()) {
      return new QueryOutcome.Unclear(
          Cause.NOT_SENT, Why.UNKNOWN_MERCHANT.name(), unknown(request.mchId()));
    }
    Merchant merchant = found.get();
    Map<String, String> fields;
    switch (Messages.query(request, merchant)) {
      case Message.Invalid invalid -> {
        return new QueryOutcome.Unclear(Cause.NOT_SENT, Why.INVALID_FIELD.name(), invalid.text());
      }
      case Message.Ready ready -> fields = ready.fields();
    }
    return switch (call.send(Endpoint.ORDERQUERY, merchant, fields)) {
      case Exchange.NotSent notSent ->
          new QueryOutcome.Unclear(Cause.NOT_SENT, notSent.obstacle().name(), notSent.why());
      case Exchange answer -> {
        Reply reply = Call.reply(answer, merchant);
        yield QueryVerdict.of(reply, fields, request.expectedFen());
      }
    };
  }

  private RefundsVerdict.Page refunds(Call call, QueryRequest request, int offset)
      throws InterruptedException {
    Optional<Merchant> found = merchants.find(request.mchId());
    if (found.isEmpty()) {
      return notAsked(Why.UNKNOWN_MERCHANT.name(), unknown(request.mchId()));
    }
    Merchant merchant = found.get();
    Map<String, String> fields;
    switch (Messages.refunds(request, offset, merchant)) {
      case Message.Invalid invalid -> {
        return notAsked(Why.INVALID_FIELD.name(), invalid.text());
      }
      case Message.Ready ready -> fields = ready.fields();
    }
    return switch (call.send(Endpoint.REFUNDQUERY, merchant, fields)) {
      case Exchange.NotSent notSent -> notAsked(notSent.obstacle().name(), notSent.why());
      case Exchange answer -> {
        Reply reply = Call.reply(answer, merchant);
        yield RefundsVerdict.of(reply, fields, request.expectedFen(), offset);
      }
    };
  }

  private static RefundsVerdict.Page notAsked(String code, String text) {
    return new RefundsVerdict.Page(new RefundsOutcome.Unclear(Cause.NOT_SENT, code, text), false);
  }

  private ReverseOutcome reverse(Call call, ReverseRequest request) throws InterruptedException {
    Optional<Merchant> found = merchants.find(request.mchId());
    if (found.isEmpty()) {
      return new ReverseOutcome.Refused(Why.UNKNOWN_MERCHANT.name(), unknown(request.mchId()));
    }
    Merchant merchant = found.get();
    Map<String, String> fields;
    switch (Messages.reverse(request, merchant)) {
      case Message.Invalid invalid -> {
        return new ReverseOutcome.Refused(Why.INVALID_FIELD.name(), invalid.text());
      }
      case Message.Ready ready -> fields = ready.fields();
    }
    Optional<ReverseOutcome.Refused> obstacle = certificateObstacle(merchant);
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    try {
      return switch (call.send(Endpoint.REVERSE, merchant, fields)) {
        case Exchange.NotSent notSent ->
            new ReverseOutcome.Unclear(Cause.NOT_SENT, notSent.obstacle().name(), notSent.why());
        case Exchange answer -> ReverseVerdict.of(Call.reply(answer, merchant), fields);
      };
    } catch (InvalidMerchantException e) {
      return new ReverseOutcome.Refused(
          ReverseOutcome.Refused.BAD_CERTIFICATE, "merchant " + merchant.mchId());
    }
  }

  private AuthinfoOutcome authinfo(Call call, AuthinfoRequest request) throws InterruptedException {
    Optional<Merchant> found = merchants.find(request.mchId());
    if (found.isEmpty()) {
      return new AuthinfoOutcome.Refused(Why.UNKNOWN_MERCHANT.name(), unknown(request.mchId()));
    }
    Merchant merchant = found.get();
    Map<String, String> fields;
    switch (Messages.authinfo(request, merchant, clock.instant())) {
      case Message.Invalid invalid -> {
        return new AuthinfoOutcome.Refused(Why.INVALID_FIELD.name(), invalid.text());
      }
      case Message.Ready ready -> fields = ready.fields();
    }
    return switch (call.send(Endpoint.AUTHINFO, merchant, fields)) {
      case Exchange.NotSent notSent ->
          new AuthinfoOutcome.Unclear(Cause.NOT_SENT, notSent.obstacle().name(), notSent.why());
      case Exchange answer -> AuthinfoVerdict.of(Call.reply(answer, merchant), fields);
    };
  }

  /** Better said here than learned from a broken handshake, which would look like a bad network. */
  private Optional<ReverseOutcome.Refused> certificateObstacle(Merchant merchant) {
    if (!http.needsCertificate()) {
      return Optional.empty();
    }
    Optional<Instant> expiry = merchants.certificateExpiry(merchant.mchId());
    if (expiry.isEmpty()) {
      return Optional.of(
          new ReverseOutcome.Refused(
              ReverseOutcome.Refused.NO_CERTIFICATE, "merchant " + merchant.mchId()));
    }
    if (!clock.instant().isBefore(expiry.get())) {
      return Optional.of(
          new ReverseOutcome.Refused(
              ReverseOutcome.Refused.CERTIFICATE_EXPIRED,
              "merchant " + merchant.mchId() + ", ended " + expiry.get()));
    }
    return Optional.empty();
  }

  private static Why why(Exchange.Obstacle obstacle) {
    return switch (obstacle) {
      case NO_CONNECTION -> Why.NO_CONNECTION;
      case NO_SLOT -> Why.NO_SLOT;
    };
  }

  private static String unknown(String mchId) {
    return "no key of merchant " + mchId;
  }
}
