package dev.facepay.chaos.judge;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * All that was written down, each by who saw it. The judge reads this and nothing else.
 *
 * @param sent what devices asked for
 * @param told what devices were told, in the order in which they had it
 * @param foreign what another system did at the gateway
 * @param journal the gateway's lines
 * @param facts every record of every topic from offset 0
 * @param documents what lies in the databases at the end, by {@code database.collection}
 * @param sightings what was wrong in the databases while the run went on
 * @param leaks secrets that were found in clear, and where
 */
public record Evidence(
    List<Sent> sent,
    List<DeviceAnswer> told,
    List<Foreign> foreign,
    List<JournalLine> journal,
    List<Fact> facts,
    Map<String, List<Document>> documents,
    List<String> sightings,
    List<String> leaks) {
  /**
   * A payment that a device asked for, before it first asked.
   *
   * @param course what the gateway is told to do with it, in a word
   */
  public record Sent(
      String paymentId,
      String orderNo,
      int attempt,
      long fen,
      String device,
      String store,
      String merchant,
      @Nullable String subMerchant,
      String course,
      Instant at) {}

  /**
   * What a device was told; written down by the device.
   *
   * @param askedAt when it asked
   * @param at when it had the answer
   * @param paymentId which payment it asked about
   * @param call {@code pay}, {@code look}, {@code cancel}, or {@code other} for another content
   *     under a number that is in use
   * @param state empty if it was told a problem
   * @param code of the problem, or empty
   * @param namedId which payment the answer speaks of, or empty
   */
  public record DeviceAnswer(
      Instant askedAt,
      Instant at,
      String device,
      String merchant,
      String paymentId,
      String call,
      int status,
      String state,
      @Nullable Boolean paid,
      boolean isFinal,
      String reason,
      String nextAction,
      String code,
      boolean retryable,
      long fen,
      String namedId) {

    public boolean taken() {
      return status / 100 == 2 && !call.equals("other");
    }

    /** Whether it was told that this request will never be taken. */
    public boolean refused() {
      return status == 409 && call.equals("pay") && !retryable;
    }

    public boolean succeeded() {
      return state.equals("SUCCEEDED");
    }
  }

  /** Something that was broken on purpose, from when to when. */
  public record Fault(String kind, String target, Instant from, Instant to) {}

  /** A payment that another system made at the gateway, under a number that we use afterwards. */
  public record Foreign(String paymentId, long fen, Instant at) {}
}
