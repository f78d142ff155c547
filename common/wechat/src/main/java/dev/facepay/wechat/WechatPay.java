package dev.facepay.wechat;

import dev.facepay.wechat.call.AuthinfoOutcome;
import dev.facepay.wechat.call.AuthinfoRequest;
import dev.facepay.wechat.call.Cause;
import dev.facepay.wechat.call.MicropayOutcome;
import dev.facepay.wechat.call.MicropayRequest;
import dev.facepay.wechat.call.QueryOutcome;
import dev.facepay.wechat.call.QueryRequest;
import dev.facepay.wechat.call.ReverseOutcome;
import dev.facepay.wechat.call.ReverseRequest;
import dev.facepay.wechat.merchant.Merchants;
import java.time.InstantSource;

/**
 * WeChat Pay, as a merchant's server sees it. Calls block (meant for virtual threads) and always
 * end: with an outcome within {@link GatewaySettings#callMax()}, or with {@link
 * InterruptedException}. An interrupted call may have reached WeChat: it is unknown.
 */
public final class WechatPay implements AutoCloseable {

  private WechatPay() {}

  /** Opens no connection yet. */
  public static WechatPay open(
      GatewaySettings settings, Merchants merchants, InstantSource clock, CallListener listener) {
    return new WechatPay();
  }

  /** Asks for the money, at most once: nothing that may have left is ever sent again. */
  public MicropayOutcome micropay(MicropayRequest request) throws InterruptedException {
    return new MicropayOutcome.NotSent(MicropayOutcome.Why.NO_CONNECTION, "");
  }

  /** Asks for an order's state. */
  public QueryOutcome query(QueryRequest request) throws InterruptedException {
    return new QueryOutcome.Unclear(Cause.NOT_SENT, "", "");
  }

  /** Closes an order or returns its money; presents the merchant's client certificate. */
  public ReverseOutcome reverse(ReverseRequest request) throws InterruptedException {
    return new ReverseOutcome.Unclear(Cause.NOT_SENT, "", "");
  }

  /** Asks for a face SDK credential. */
  public AuthinfoOutcome authinfo(AuthinfoRequest request) throws InterruptedException {
    return new AuthinfoOutcome.Unclear(Cause.NOT_SENT, "", "");
  }

  /** Closes every connection; calls in flight end as unknown. */
  @Override
  public void close() {}
}
