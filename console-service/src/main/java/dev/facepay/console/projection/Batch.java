package dev.facepay.console.projection;

import dev.facepay.console.documents.FoldSettings;
import dev.facepay.payment.DeviceFact;
import dev.facepay.payment.Fact;
import dev.facepay.runtime.Outage;
import dev.facepay.runtime.Outage.Cause;
import dev.facepay.runtime.fact.DeadLetters;
import dev.facepay.runtime.fact.FactCodec;
import dev.facepay.runtime.fact.FactCodec.Decoded;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done with the records of one poll: all of it, before the next. */
final class Batch {

  private static final Logger LOG = LoggerFactory.getLogger(Batch.class);

  private final Projection readSide;
  private final FactCodec codec;
  private final DeadLetters deadLetters;
  private final ProjectionMeter meter;
  private final int bugTriesMax;

  Batch(
      Projection readSide,
      FactCodec codec,
      DeadLetters deadLetters,
      ProjectionMeter meter,
      FoldSettings settings) {
    this.readSide = readSide;
    this.codec = codec;
    this.deadLetters = deadLetters;
    this.meter = meter;
    this.bugTriesMax = settings.bugTriesMax();
  }

  private record Found(ConsumerRecord<byte[], byte[]> record, Fact fact) {}

  /**
   * Returns when every record is in the read side or with the dead letters. An exception tells of
   * an outage: the same batch again is right.
   */
  void fold(Iterable<ConsumerRecord<byte[], byte[]>> records) throws InterruptedException {
    List<Found> found = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      switch (codec.decode(record)) {
        case Decoded.Known known -> {
          if (known.fact() instanceof DeviceFact) {
            meter.skipped();
          } else {
            found.add(new Found(record, known.fact()));
          }
        }
        case Decoded.UnknownType unknown -> meter.skipped();
        case Decoded.Undecodable bad -> putAside(record, "undecodable", bad.reason());
      }
    }
    try {
      meter.folded(found.size(), readSide.fold(found.stream().map(Found::fact).toList()));
    } catch (RuntimeException e) {
      if (Outage.isBehind(e)) {
        throw e;
      }
      LOG.error("event=bug batch={}: folding one by one", found.size(), e);
      for (Found one : found) {
        foldAlone(one);
      }
    }
  }

  /** What is folded has its sums counted, when it is time. */
  void countDue() {
    readSide.countDue();
  }

  /** So that a record that a bug refuses holds up no other. */
  private void foldAlone(Found one) throws InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        meter.folded(1, readSide.fold(List.of(one.fact())));
        return;
      } catch (RuntimeException e) {
        if (Outage.isBehind(e)) {
          throw e;
        }
        if (tries >= bugTriesMax) {
          putAside(one.record(), "bug", Cause.oneLine(e));
          return;
        }
      }
    }
  }

  private void putAside(ConsumerRecord<byte[], byte[]> record, String kind, String why)
      throws InterruptedException {
    deadLetters.send(record, new DeadLetters.Reason(Projector.NAME, kind, why));
    meter.deadLetter(kind);
    LOG.error(
        "event=dead-letter stage={} record={}-{}@{} kind={} reason=\"{}\"",
        Projector.NAME,
        record.topic(),
        record.partition(),
        record.offset(),
        kind,
        why);
  }
}
