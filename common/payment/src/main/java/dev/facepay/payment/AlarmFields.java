package dev.facepay.payment;

import dev.facepay.payment.AlarmFact.About;
import dev.facepay.payment.AlarmFact.Acknowledged;
import dev.facepay.payment.AlarmFact.Alarm;
import dev.facepay.payment.AlarmFact.Assigned;
import java.util.Map;

/** The fields of what people say about alarms. */
final class AlarmFields {

  private AlarmFields() {}

  static void write(AlarmFact fact, Map<String, Object> out) {
    Alarm alarm = fact.alarm();
    out.put("alarm_id", alarm.id());
    out.put("about", alarm.about().wire());
    out.put("merchant_id", alarm.merchant().value());
    FieldReader.putIfPresent(out, "store_id", alarm.store() == null ? null : alarm.store().value());
    out.put("version", fact.version());
    out.put("occurred_at", FieldReader.time(fact.occurredAt()));
    if (fact instanceof Assigned f) {
      FieldReader.putIfPresent(out, "assignee", f.assignee());
    }
    out.put("who", fact.who());
    FieldReader.putIfPresent(out, "why", fact.why());
  }

  static Acknowledged acknowledged(FieldReader in) {
    return new Acknowledged(alarm(in), in.text("who"), in.optional("why"), in.time("occurred_at"));
  }

  static Assigned assigned(FieldReader in) {
    return new Assigned(
        alarm(in),
        in.optional("assignee"),
        in.text("who"),
        in.optional("why"),
        in.time("occurred_at"));
  }

  private static Alarm alarm(FieldReader in) {
    String store = in.optional("store_id");
    return new Alarm(
        in.coded(About.class, "about"),
        in.text("alarm_id"),
        new MerchantId(in.text("merchant_id")),
        store == null ? null : new StoreId(store));
  }
}
