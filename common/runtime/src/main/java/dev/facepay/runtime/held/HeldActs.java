package dev.facepay.runtime.held;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.facepay.payment.FieldRule;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.due.DueRecords.Amended;
import dev.facepay.runtime.due.DueRecords.DueRecord;
import dev.facepay.runtime.held.HeldRecord.LettingGo;
import dev.facepay.runtime.store.Documents;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** What a person sees of held records and does about them; the service itself carries it out. */
public final class HeldActs {

  private HeldActs() {}

  /**
   * @param id names it in the acts below
   * @param type what kind of fact it says it is; empty if it says none
   * @param bytes of its value
   */
  public record Shown(
      String id,
      Instant since,
      int tries,
      Instant dueAt,
      String key,
      String type,
      int bytes,
      String reason) {}

  /** The first ones by id. */
  public static List<Shown> list(Documents documents, DueRecords records, int limit) {
    return documents.page(Map.of(), "", limit).stream()
        .map(it -> it.getString(Documents.ID))
        .flatMap(id -> records.find(id).stream())
        .map(HeldActs::shown)
        .toList();
  }

  private static Shown shown(DueRecord record) {
    HeldRecord held = HeldRecord.read(record.body());
    byte[] value = held.record().value();
    return new Shown(
        record.id(),
        record.origin().firstDueAt(),
        record.tries(),
        record.dueAt(),
        text(held.record().key()),
        Optional.ofNullable(held.record().headers().lastHeader("ce_type"))
            .map(header -> text(header.value()))
            .orElse(""),
        value == null ? 0 : value.length,
        held.reason().kind() + ": " + held.reason().text());
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "" : new String(bytes, UTF_8);
  }

  /** It is tried again now. */
  public static Amended retry(DueRecords records, String id, Instant now) {
    return records.amend(id, now, UnaryOperator.identity());
  }

  /**
   * It is not tried again: the service moves it to the dead letters, with both.
   *
   * @throws IllegalArgumentException if either breaks the rule of a person's act
   */
  public static Amended letGo(DueRecords records, String id, String who, String why, Instant now) {
    FieldRule.OPERATOR_NAME.require("who", who);
    FieldRule.WHY.require("why", why);
    return records.amend(
        id,
        now,
        (Document body) -> {
          HeldRecord held = HeldRecord.read(body);
          return new HeldRecord(held.record(), held.reason(), Optional.of(new LettingGo(who, why)))
              .write();
        });
  }
}
