package dev.facepay.wechat;

import dev.facepay.payment.Money;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.RefundRef;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * WeChat Pay, as the stages see it. Calls block (meant for virtual threads) and always end: with an
 * outcome within {@link #callMax()} (but for bills), or with {@link InterruptedException}. An
 * interrupted call may have reached WeChat: it is unknown.
 *
 * <p>Each stage makes one or two of the calls, so a stand-in answers those and no other.
 */
public interface WechatPay {

  /**
   * Asks for the money, at most once: nothing that may have left is ever sent again.
   *
   * @param authCode the payment code in clear; never printed
   * @param payerIp the calling machine's address
   */
  default Micropay.Outcome pay(Requested request, String authCode, String payerIp)
      throws InterruptedException {
    throw new UnsupportedOperationException("micropay");
  }

  /** Asks for an order's state. */
  default OrderQuery.Outcome query(PaymentRef payment) throws InterruptedException {
    throw new UnsupportedOperationException("orderquery");
  }

  /** Asks for an order by its number, whoever made it. */
  default OrderQuery.Outcome query(OrderQuery.Request request) throws InterruptedException {
    throw new UnsupportedOperationException("orderquery");
  }

  /**
   * Asks for an order's state by WeChat's own number where it is known: WeChat prefers it (spec
   * section 6).
   *
   * @param transactionId null while nobody has told it
   */
  default OrderQuery.Outcome query(PaymentRef payment, @Nullable String transactionId)
      throws InterruptedException {
    return query(payment);
  }

  /** Asks what of an order went back: whether a refund was of a part or of the whole. */
  default RefundQuery.Outcome refunds(PaymentRef payment) throws InterruptedException {
    throw new UnsupportedOperationException("refundquery");
  }

  /**
   * Asks for all refunds of the order that a refund is of, whoever made them.
   *
   * @param paid the order's amount
   */
  default RefundQuery.Outcome refunds(RefundRef refund, Money paid) throws InterruptedException {
    throw new UnsupportedOperationException("refundquery");
  }

  /**
   * Asks for the order that a refund is of, whatever its amount: that may not be known. An amount
   * that is not the refund's says {@link OrderQuery.OtherOrder}.
   */
  default OrderQuery.Outcome order(RefundRef refund) throws InterruptedException {
    throw new UnsupportedOperationException("orderquery");
  }

  /**
   * Gives money back; presents the merchant's client certificate. May be repeated with the same
   * content.
   */
  default Refund.Outcome refund(Refund.Request request) throws InterruptedException {
    throw new UnsupportedOperationException("refund");
  }

  /** Asks what became of one refund, by its own number. */
  default RefundQuery.OneOutcome refund(RefundRef refund) throws InterruptedException {
    throw new UnsupportedOperationException("refundquery");
  }

  /**
   * Asks what became of one refund, whoever made it.
   *
   * @param outRefundNo the merchant's number of it
   */
  default RefundQuery.OneOutcome refund(String mchId, @Nullable String subMchId, String outRefundNo)
      throws InterruptedException {
    throw new UnsupportedOperationException("refundquery");
  }

  /** Closes an order or returns its money; presents the merchant's client certificate. */
  default Reverse.Outcome reverse(PaymentRef payment) throws InterruptedException {
    throw new UnsupportedOperationException("reverse");
  }

  /**
   * Asks for a bill and keeps it, as it comes, in the file {@code to}, which exists only if it came
   * whole. Takes as long as the bill is large, up to {@link DownloadBill#ANSWER_MAX}.
   */
  default DownloadBill.Outcome bill(DownloadBill.Request request, Path to)
      throws InterruptedException {
    throw new UnsupportedOperationException("downloadbill");
  }

  /**
   * Closes an order or returns its money by WeChat's own number where it is known: it wins (spec
   * section 7).
   *
   * @param transactionId null while nobody has told it
   */
  default Reverse.Outcome reverse(PaymentRef payment, @Nullable String transactionId)
      throws InterruptedException {
    return reverse(payment);
  }

  /** Asks for a face SDK credential. */
  default Authinfo.Outcome authinfo(Authinfo.Request request) throws InterruptedException {
    throw new UnsupportedOperationException("authinfo");
  }

  /** The longest that a call can take. */
  default Duration callMax() {
    throw new UnsupportedOperationException("callMax");
  }
}
