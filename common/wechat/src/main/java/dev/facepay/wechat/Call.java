package dev.facepay.wechat;

import dev.facepay.wechat.call.Cause;
import dev.facepay.wechat.http.Endpoint;
import dev.facepay.wechat.http.Exchange;
import dev.facepay.wechat.http.GatewayHttp;
import dev.facepay.wechat.merchant.Merchant;
import dev.facepay.wechat.message.Envelope;
import dev.facepay.wechat.verdict.Reply;
import dev.facepay.wechat.wire.MessageXml;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call from its begin to its report. */
final class Call {

  private static final Logger log = LoggerFactory.getLogger(Call.class);

  private final CallListener.Api api;
  private final GatewayHttp http;
  private final CallListener listener;
  private final long begin = System.nanoTime();
  private String host = "none";

  Call(CallListener.Api api, GatewayHttp http, CallListener listener) {
    this.api = api;
    this.http = http;
    this.listener = listener;
  }

  Exchange send(Endpoint endpoint, Merchant merchant, Map<String, String> fields)
      throws InterruptedException {
    String xml = MessageXml.write(Envelope.seal(fields, merchant));
    Exchange exchange = http.post(endpoint, merchant, xml);
    host = exchange.host();
    return exchange;
  }

  static Reply reply(Exchange exchange, Merchant merchant) {
    return switch (exchange) {
      case Exchange.Received(_, int status, String body) ->
          switch (status) {
            case 200 -> Reply.read(body, merchant);
            case 429 -> new Reply.Broken(Cause.THROTTLED, "429", "HTTP 429");
            default ->
                new Reply.Broken(Cause.HTTP_STATUS, Integer.toString(status), "HTTP " + status);
          };
      case Exchange.Garbled(_, String why) -> new Reply.Broken(Cause.UNREADABLE, "", why);
      case Exchange.NoAnswer(_, String why) -> new Reply.Broken(Cause.NO_ANSWER, "", why);
      case Exchange.NotSent(_, Exchange.Obstacle obstacle, String why) ->
          new Reply.Broken(Cause.NOT_SENT, obstacle.name(), why);
    };
  }

  /** A listener's bug must not cost the outcome of a payment. */
  void over(Labels labels) {
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    try {
      listener.called(new CallListener.Call(api, host, took, labels.outcome(), labels.code()));
    } catch (RuntimeException e) {
      log.warn("event=call_listener_failed api={} error={}", api, e.getClass().getName());
    }
  }
}
