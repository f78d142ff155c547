package dev.facepay.simulator.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the journal. Times are the gateway's clock, which may be set; the line adds the
 * computer's own ({@code real}).
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Move.Opened.class, name = "OPENED"),
  @JsonSubTypes.Type(value = Move.Charged.class, name = "CHARGED"),
  @JsonSubTypes.Type(value = Move.Refused.class, name = "REFUSED"),
  @JsonSubTypes.Type(value = Move.Closed.class, name = "CLOSED"),
  @JsonSubTypes.Type(value = Move.Revoked.class, name = "REVOKED"),
  @JsonSubTypes.Type(value = Move.Reversed.class, name = "REVERSED"),
  @JsonSubTypes.Type(value = Move.Refunded.class, name = "REFUNDED"),
  @JsonSubTypes.Type(value = Entry.Request.class, name = "REQUEST"),
  @JsonSubTypes.Type(value = Entry.Answer.class, name = "ANSWER"),
  @JsonSubTypes.Type(value = Entry.CodeIssued.class, name = "CODE_ISSUED"),
  @JsonSubTypes.Type(value = Entry.ClockSet.class, name = "CLOCK_SET"),
  @JsonSubTypes.Type(value = Entry.Started.class, name = "STARTED")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Entry permits Move, Entry.Request, Entry.Answer, Entry.Rest {
  Instant at();

  /**
   * A call arrived.
   *
   * @param call number of the call in this run, to join it with its answer
   * @param door port it came through: a, b, tls-a, tls-b
   * @param fen amount asked for, 0 when the call has none
   * @param codeHash keyed hash of the payment code
   * @param authentic whether its signature was right
   * @param behaviour what the gateway was told to do with it, if not the ordinary
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Request(
      Instant at,
      String call,
      String api,
      String door,
      @Nullable String mchId,
      @Nullable String outTradeNo,
      long fen,
      @Nullable String codeHash,
      boolean authentic,
      @Nullable String behaviour)
      implements Entry {}

  /**
   * What was answered to a call.
   *
   * @param delivered false when the connection was closed on purpose instead
   * @param spoilt how the answer was made wrong, if it was
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Answer(
      Instant at,
      String call,
      String api,
      @Nullable String mchId,
      @Nullable String outTradeNo,
      int status,
      @Nullable String returnCode,
      @Nullable String resultCode,
      @Nullable String errCode,
      @Nullable String tradeState,
      @Nullable String recall,
      boolean delivered,
      @Nullable String spoilt)
      implements Entry {}

  /** Lines that concern no single call. */
  sealed interface Rest extends Entry {}

  /** A payment code was given out by the control API. */
  record CodeIssued(Instant at, String codeHash) implements Rest {}

  /** The gateway's clock was set: it runs so far from the computer's, or stands still. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ClockSet(Instant at, long offsetMs, @Nullable Instant fixed) implements Rest {}

  /** The simulator started on this journal. */
  record Started(Instant at, long linesRead, int tornBytes) implements Rest {}
}
