package dev.facepay.payment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a payment; past tense, immutable.
 *
 * <p>The hand-over is a line: requested → (succeeded | failed | unknown) → (succeeded | failed |
 * reverse-needed) → reversed. Versions only rise, no two facts of one version differ.
 */
public sealed interface PaymentFact extends Fact {

  PaymentRef payment();

  /** The order: all attempts of an order stand in one line. */
  @Override
  default String key() {
    return payment().orderKey();
  }

  @Override
  default String subject() {
    return payment().id().toString();
  }

  @Override
  default FactType type() {
    return switch (this) {
      case Requested f -> FactType.PAYMENT_REQUESTED;
      case Unknown f -> FactType.PAYMENT_UNKNOWN;
      case CancelRequested f -> FactType.CANCEL_REQUESTED;
      case ReverseNeeded f -> FactType.REVERSE_NEEDED;
      case Succeeded f -> FactType.PAYMENT_SUCCEEDED;
      case Failed f -> FactType.PAYMENT_FAILED;
      case Reversed f -> FactType.PAYMENT_REVERSED;
      case AttentionNeeded f -> FactType.ATTENTION_NEEDED;
      case AttentionResolved f -> FactType.ATTENTION_RESOLVED;
      case RequestRejected f -> FactType.REQUEST_REJECTED;
      case ActRequested f -> FactType.ACT_REQUESTED;
    };
  }

  /** 1 to 5 for a state of the payment (see {@link FactType}), 0 for any other fact. */
  @Override
  default int version() {
    return switch (this) {
      case Requested f -> 1;
      case Unknown f -> 2;
      case ReverseNeeded f -> 3;
      case Succeeded f -> f.version();
      case Failed f -> f.version();
      case Reversed f -> f.version();
      case CancelRequested f -> 0;
      case AttentionNeeded f -> 0;
      case AttentionResolved f -> 0;
      case RequestRejected f -> 0;
      case ActRequested f -> 0;
    };
  }

  @Override
  default String factId() {
    return payment().id() + "/" + type().wire() + "/" + version() + discriminator();
  }

  /** Told apart by this where a payment can have several facts of one type and version. */
  default String discriminator() {
    return "";
  }

  /** What the pay stage says to a request: what came of it, or that it is rejected. */
  sealed interface Answer extends PaymentFact permits Outcome, RequestRejected {}

  /** What is known of a pay call: how the payment ended, or that nobody knows yet. */
  sealed interface Outcome extends Answer permits Settled, Unknown {}

  /** The payment's final states: they never change. */
  sealed interface Settled extends Outcome {}

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
      @Nullable Instant timeExpire,
      @Nullable String receipt,
      @Nullable String profitSharing,
      @Nullable String sceneInfo)
      implements PaymentFact {

    /** With nothing that may be left out. */
    public static Requested plain(PaymentRef payment, Sealed authCode, String body) {
      return new Requested(payment, authCode, body, null, null, null, null, null, null, null, null);
    }

    @Override
    public Instant occurredAt() {
      return payment.requestedAt();
    }

    /** Two instances of the edge may each take the same request, at a time of their own. */
    @Override
    public String discriminator() {
      return RequestRejected.discriminator(payment);
    }
  }

  /**
   * @param sentAt the latest moment at which the pay call can have left; reversal counts from here
   * @param gatewayCode WeChat's code, or empty
   * @param gatewayText WeChat's words, or ours on what went wrong
   */
  record Unknown(
      PaymentRef payment,
      Coded<UnknownReason> reason,
      String gatewayCode,
      String gatewayText,
      Instant sentAt,
      Instant occurredAt)
      implements Outcome {}

  /** The device gives up; a payment that completed all the same wins. */
  record CancelRequested(PaymentRef payment, Instant occurredAt) implements PaymentFact {

    /** Each wish is one of its own. */
    @Override
    public String discriminator() {
      return "/" + occurredAt.toEpochMilli();
    }
  }

  /**
   * The device is told at once that it is not paid.
   *
   * @param unknownReason why the pay call's answer did not say whether money moved; null in facts
   *     of older releases
   */
  record ReverseNeeded(
      PaymentRef payment,
      Coded<ReverseReason> reason,
      @Nullable Coded<UnknownReason> unknownReason,
      Instant sentAt,
      Instant occurredAt)
      implements PaymentFact {

    public ReverseNeeded(
        PaymentRef payment, Coded<ReverseReason> reason, Instant sentAt, Instant occurredAt) {
      this(payment, reason, null, sentAt, occurredAt);
    }
  }

  /**
   * @param by the stage that learnt it: pay (version 2), query (3) or a person (5)
   * @param transactionId WeChat's number
   * @param paidAt WeChat's {@code time_end}
   * @param details what else WeChat says of the money
   * @param version what {@code by} stands for; a stage that this release does not know says its own
   */
  record Succeeded(
      PaymentRef payment,
      Coded<Stage> by,
      String transactionId,
      Instant paidAt,
      PaidDetails details,
      Instant occurredAt,
      int version)
      implements Settled {

    public Succeeded {
      Versions.check(by, version);
    }

    public Succeeded(
        PaymentRef payment, Stage by, String transactionId, Instant paidAt, Instant occurredAt) {
      this(payment, by, transactionId, paidAt, PaidDetails.NONE, occurredAt, Versions.of(by));
    }

    public Succeeded with(PaidDetails said) {
      return new Succeeded(payment, by, transactionId, paidAt, said, occurredAt, version);
    }
  }

  /**
   * @param version as in {@link Succeeded}
   */
  record Failed(
      PaymentRef payment,
      Coded<Stage> by,
      Coded<FailureReason> reason,
      String gatewayCode,
      String gatewayText,
      Instant occurredAt,
      int version)
      implements Settled {

    public Failed {
      Versions.check(by, version);
    }

    public Failed(
        PaymentRef payment,
        Stage by,
        Coded<FailureReason> reason,
        String gatewayCode,
        String gatewayText,
        Instant occurredAt) {
      this(payment, by, reason, gatewayCode, gatewayText, occurredAt, Versions.of(by));
    }
  }

  /**
   * @param tries how many reversals were asked for
   * @param version as in {@link Succeeded}
   */
  record Reversed(
      PaymentRef payment,
      Coded<Stage> by,
      Coded<ReversedHow> how,
      int tries,
      Instant occurredAt,
      int version)
      implements Settled {

    public Reversed {
      Versions.check(by, version);
    }

    public Reversed(
        PaymentRef payment, Stage by, Coded<ReversedHow> how, int tries, Instant occurredAt) {
      this(payment, by, how, tries, occurredAt, Versions.of(by));
    }
  }

  record AttentionNeeded(
      PaymentRef payment,
      Coded<Stage> by,
      Coded<AttentionReason> reason,
      String gatewayCode,
      String gatewayText,
      Instant occurredAt)
      implements PaymentFact {

    @Override
    public String discriminator() {
      return attention(by, reason, occurredAt);
    }
  }

  record AttentionResolved(
      PaymentRef payment,
      Coded<Stage> by,
      Coded<AttentionReason> reason,
      String evidence,
      Instant occurredAt)
      implements PaymentFact {

    @Override
    public String discriminator() {
      return attention(by, reason, occurredAt);
    }
  }

  /** A payment has many refunds, and each of them may need a person for the same reason. */
  private static String attention(
      Coded<Stage> by, Coded<AttentionReason> reason, Instant occurredAt) {
    return "/" + reason.wire() + (by == Stage.REFUND ? "/" + occurredAt.toEpochMilli() : "");
  }

  /** About a request, not about the payment that it named; that one is untouched. */
  record RequestRejected(PaymentRef payment, Coded<RejectReason> reason, Instant occurredAt)
      implements Answer {

    @Override
    public String discriminator() {
      return discriminator(payment);
    }

    /** One device may send equal content again after a rejection: that is another request. */
    public static String discriminator(PaymentRef request) {
      return "/" + request.fingerprint() + "/" + request.requestedAt().toEpochMilli();
    }
  }

  /**
   * A person asks the stage that owns the payment; that stage decides.
   *
   * @param who the operator's name
   * @param why in the operator's own words
   * @param evidence what WeChat said when it was asked for, or empty
   */
  record ActRequested(
      PaymentRef payment,
      Coded<Act> act,
      String who,
      String why,
      String evidence,
      Instant occurredAt)
      implements PaymentFact {

    @Override
    public String discriminator() {
      return "/" + act.wire() + "/" + occurredAt.toEpochMilli();
    }
  }
}
