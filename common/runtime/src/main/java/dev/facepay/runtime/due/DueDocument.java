package dev.facepay.runtime.due;

import dev.facepay.payment.Fact;
import dev.facepay.runtime.Trace;
import dev.facepay.runtime.due.DueRecords.DueRecord;
import dev.facepay.runtime.due.DueRecords.DueRecord.Origin;
import dev.facepay.runtime.due.DueWorker.DueHandler.DueStep;
import dev.facepay.runtime.store.Documents;
import dev.facepay.runtime.store.FirstFacts.StoredFact;
import java.time.Instant;
import java.util.List;
import org.bson.Document;

/** A due record as it stands in the database, and back. */
final class DueDocument {

  private static final String LEASED = "leased";
  private static final String TRACEPARENT = "traceparent";
  private static final String TRIES = "tries";
  private static final String BODY = "body";
  private static final String UNPUBLISHED = "unpublished";
  private static final String THEN_DUE_AT = "then_due_at";
  private static final String THEN_BODY = "then_body";

  private DueDocument() {}

  /** Facts and what follows them are there only while facts wait for the broker. */
  static Document write(DueRecord record) {
    Document out =
        new Document(Documents.ID, record.id())
            .append(Documents.VER, record.ver())
            .append(DueRecords.DUE_AT, record.dueAt().toEpochMilli())
            .append(DueRecords.FIRST_DUE_AT, record.origin().firstDueAt().toEpochMilli())
            .append(TRIES, record.tries())
            .append(BODY, record.body());
    if (record.leased()) {
      out.append(LEASED, true);
    }
    record.origin().trace().ifPresent(trace -> out.append(TRACEPARENT, trace.traceparent()));
    if (record.unpublished().isEmpty()) {
      return out;
    }
    out.append(UNPUBLISHED, record.unpublished().stream().map(StoredFact::write).toList());
    if (record.after() instanceof DueStep.Later later) {
      out.append(THEN_DUE_AT, later.dueAt().toEpochMilli()).append(THEN_BODY, later.body());
    }
    return out;
  }

  static DueRecord read(Document in) {
    Instant dueAt = dueAt(in);
    Document body = document(in, BODY);
    List<Fact> unpublished =
        in.getList(UNPUBLISHED, Document.class, List.of()).stream().map(StoredFact::read).toList();
    return new DueRecord(
        in.getString(Documents.ID),
        new Origin(firstDueAt(in), Trace.parse(in.getString(TRACEPARENT))),
        number(in, Documents.VER),
        dueAt,
        in.getBoolean(LEASED, false),
        (int) number(in, TRIES),
        body,
        unpublished,
        after(in, unpublished, DueStep.later(dueAt, body)));
  }

  static Instant dueAt(Document in) {
    return Instant.ofEpochMilli(number(in, DueRecords.DUE_AT));
  }

  /** A document that says nothing of it is as old as its next due time. */
  static Instant firstDueAt(Document in) {
    return in.containsKey(DueRecords.FIRST_DUE_AT)
        ? Instant.ofEpochMilli(number(in, DueRecords.FIRST_DUE_AT))
        : dueAt(in);
  }

  private static DueStep after(Document in, List<Fact> unpublished, DueStep noneDecided) {
    if (unpublished.isEmpty()) {
      return noneDecided;
    }
    return in.containsKey(THEN_DUE_AT)
        ? new DueStep.Later(
            Instant.ofEpochMilli(number(in, THEN_DUE_AT)), document(in, THEN_BODY), unpublished)
        : new DueStep.Finished(unpublished);
  }

  private static Document document(Document in, String field) {
    if (in.get(field) instanceof Document document) {
      return document;
    }
    throw new IllegalArgumentException("a due record has no " + field);
  }

  private static long number(Document in, String field) {
    if (in.get(field) instanceof Number number) {
      return number.longValue();
    }
    throw new IllegalArgumentException("a due record has no number " + field);
  }
}
