package dev.facepay.payment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a payment; past tense, immutable.
 *
 * <p>The hand-over is a line: requested → (succeeded | failed | unknown) → (succeeded | failed |
 * reverse-needed) → reversed. Versions only rise, no two facts of one version differ.
 */
public sealed interface PaymentFact {

  FactType type();

  PaymentRef payment();

  /** 1 to 5 for a state of the payment (see {@link FactType}), 0 for any other fact. */
  int version();

  Instant occurredAt();

  /** Unique and the same for each repeat: what subscribers recognise repeats by. */
  default String factId() {
    return payment().id() + "/" + type().wire() + "/" + version() + discriminator();
  }

  /** Told apart by this where a payment can have several facts of one type and version. */
  default String discriminator() {
    return "";
  }

  /** The payment's final states: they never change. */
  sealed interface Settled extends PaymentFact {}

  /**
   * @param authCode the payment code, sealed for this payment
   * @param timeExpire when WeChat shall close the unpaid order, or null
   */
  record Requested(
      PaymentRef payment,
      Sealed authCode,
      String body,
      @Nullable String detail,
      @Nullable String attach,
      @Nullable String goodsTag,
      @Nullable String limitPay,
      @Nullable Instant timeExpire)
      implements PaymentFact {

    @Override
    public FactType type() {
      return FactType.PAYMENT_REQUESTED;
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public Instant occurredAt() {
      return payment.requestedAt();
    }
  }

  /**
   * @param sentAt the latest moment at which the pay call can have left; reversal counts from here
   * @param gatewayCode WeChat's code, or empty
   * @param gatewayText WeChat's words, or ours on what went wrong
   */
  record Unknown(
      PaymentRef payment,
      UnknownReason reason,
      String gatewayCode,
      String gatewayText,
      Instant sentAt,
      Instant occurredAt)
      implements PaymentFact {

    @Override
    public FactType type() {
      return FactType.PAYMENT_UNKNOWN;
    }

    @Override
    public int version() {
      return 2;
    }
  }

  /** The device gives up; a payment that completed all the same wins. */
  record CancelRequested(PaymentRef payment, Instant occurredAt) implements PaymentFact {

    @Override
    public FactType type() {
      return FactType.CANCEL_REQUESTED;
    }

    @Override
    public int version() {
      return 0;
    }
  }

  /** The device is told at once that it is not paid. */
  record ReverseNeeded(PaymentRef payment, ReverseReason reason, Instant sentAt, Instant occurredAt)
      implements PaymentFact {

    @Override
    public FactType type() {
      return FactType.REVERSE_NEEDED;
    }

    @Override
    public int version() {
      return 3;
    }
  }

  /**
   * @param by the stage that learnt it: pay (version 2), query (3) or a person (5)
   * @param transactionId WeChat's number
   * @param paidAt WeChat's {@code time_end}
   */
  record Succeeded(
      PaymentRef payment, Stage by, String transactionId, Instant paidAt, Instant occurredAt)
      implements Settled {

    @Override
    public FactType type() {
      return FactType.PAYMENT_SUCCEEDED;
    }

    @Override
    public int version() {
      return Versions.of(by);
    }
  }

  record Failed(
      PaymentRef payment,
      Stage by,
      FailureReason reason,
      String gatewayCode,
      String gatewayText,
      Instant occurredAt)
      implements Settled {

    @Override
    public FactType type() {
      return FactType.PAYMENT_FAILED;
    }

    @Override
    public int version() {
      return Versions.of(by);
    }
  }

  /**
   * @param tries how many reversals were asked for
   */
  record Reversed(PaymentRef payment, Stage by, ReversedHow how, int tries, Instant occurredAt)
      implements Settled {

    @Override
    public FactType type() {
      return FactType.PAYMENT_REVERSED;
    }

    @Override
    public int version() {
      return Versions.of(by);
    }
  }

  record AttentionNeeded(
      PaymentRef payment,
      Stage by,
      AttentionReason reason,
      String gatewayCode,
      String gatewayText,
      Instant occurredAt)
      implements PaymentFact {

    @Override
    public FactType type() {
      return FactType.ATTENTION_NEEDED;
    }

    @Override
    public int version() {
      return 0;
    }

    @Override
    public String discriminator() {
      return "/" + reason.wire();
    }
  }

  record AttentionResolved(
      PaymentRef payment, Stage by, AttentionReason reason, String evidence, Instant occurredAt)
      implements PaymentFact {

    @Override
    public FactType type() {
      return FactType.ATTENTION_RESOLVED;
    }

    @Override
    public int version() {
      return 0;
    }

    @Override
    public String discriminator() {
      return "/" + reason.wire();
    }
  }

  /** About a request, not about the payment that it named; that one is untouched. */
  record RequestRejected(PaymentRef payment, RejectReason reason, Instant occurredAt)
      implements PaymentFact {

    @Override
    public FactType type() {
      return FactType.REQUEST_REJECTED;
    }

    @Override
    public int version() {
      return 0;
    }

    @Override
    public String discriminator() {
      return discriminator(payment);
    }

    /** One device may send equal content again after a rejection: that is another request. */
    public static String discriminator(PaymentRef request) {
      return "/" + request.fingerprint() + "/" + request.requestedAt().toEpochMilli();
    }
  }
}
