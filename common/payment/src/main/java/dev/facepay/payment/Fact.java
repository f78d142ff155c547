package dev.facepay.payment;

import java.time.Instant;

/** What happened; past tense, immutable. Each family of facts is about one kind of thing. */
public sealed interface Fact
    permits PaymentFact, DeviceFact, ReportFact, RefundFact, BillFact, AlarmFact {

  FactType type();

  /** Rises with the state of what the fact is about; 0 for facts that are no state of it. */
  int version();

  /**
   * Unique and the same for each repeat: what subscribers recognise repeats by. One id has one
   * content: where a repeat is made anew, with a time of its own, the time is in the id. What a
   * later release adds stands at the end.
   */
  String factId();

  Instant occurredAt();

  /** The Kafka key: facts with one key stand in one line. */
  String key();

  /** What the fact is about, as subscribers name it ({@code ce_subject}). */
  String subject();
}
