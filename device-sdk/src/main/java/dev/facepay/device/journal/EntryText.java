package dev.facepay.device.journal;

import com.google.gson.JsonObject;
import dev.facepay.device.json.Json;
import dev.facepay.device.order.Channel;
import dev.facepay.device.order.OrderEntry;
import dev.facepay.device.order.Outcome;
import dev.facepay.device.order.Sale;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order as a line of JSON; the names are written out, so that an update of the App reads them.
 */
final class EntryText {

  private EntryText() {}

  static String write(OrderEntry entry) {
    JsonObject json = new JsonObject();
    json.addProperty("order_no", entry.orderNo());
    json.addProperty("attempt", entry.attempt());
    json.addProperty("channel", entry.channel().wire());
    json.addProperty("stage", entry.stage().name());
    json.addProperty("code", entry.code());
    json.addProperty("since", entry.since().toEpochMilli());
    json.addProperty("cancel_asked", entry.cancelAsked());
    json.add("sale", sale(entry.sale()));
    Outcome outcome = entry.outcome();
    if (outcome != null) {
      json.add("outcome", outcome(outcome));
    }
    return json.toString();
  }

  /**
   * @throws IOException if the text is no entry
   * @throws IllegalArgumentException if it is one that cannot be
   */
  static OrderEntry read(String text) throws IOException {
    Json json = Json.read(text);
    Json sale = json.object("sale");
    Json outcome = json.object("outcome");
    if (sale == null) {
      throw new IOException("no sale");
    }
    return new OrderEntry(
        json.required("order_no"),
        (int) json.number("attempt"),
        new Sale(
            sale.number("total_fee"),
            sale.required("body"),
            sale.text("detail"),
            sale.text("attach"),
            sale.text("goods_tag"),
            flag(sale, "no_credit"),
            flag(sale, "receipt"),
            flag(sale, "profit_sharing")),
        Channel.parse(json.required("channel")),
        OrderEntry.Stage.valueOf(json.required("stage")),
        json.text("code"),
        Instant.ofEpochMilli(json.number("since")),
        flag(json, "cancel_asked"),
        outcome == null ? null : outcome(outcome));
  }

  private static JsonObject sale(Sale sale) {
    JsonObject json = new JsonObject();
    json.addProperty("total_fee", sale.totalFee());
    json.addProperty("body", sale.body());
    json.addProperty("detail", sale.detail());
    json.addProperty("attach", sale.attach());
    json.addProperty("goods_tag", sale.goodsTag());
    json.addProperty("no_credit", sale.noCredit());
    json.addProperty("receipt", sale.receipt());
    json.addProperty("profit_sharing", sale.profitSharing());
    return json;
  }

  private static JsonObject outcome(Outcome outcome) {
    JsonObject json = new JsonObject();
    if (outcome instanceof Outcome.Paid paid) {
      json.addProperty("is", "paid");
      json.addProperty("transaction_id", paid.transactionId());
      texts(json, paid.zh(), paid.en());
    } else if (outcome instanceof Outcome.PaidBefore) {
      json.addProperty("is", "paid_before");
    } else if (outcome instanceof Outcome.NotPaid not) {
      json.addProperty("is", "not_paid");
      json.addProperty("reason", not.reason());
      json.addProperty("going_back", not.goingBack());
      json.addProperty("ask_other", not.askOther());
      json.addProperty("call_staff", not.callStaff());
      texts(json, not.zh(), not.en());
    } else if (outcome instanceof Outcome.NotSent not) {
      json.addProperty("is", "not_sent");
      json.addProperty("why", not.why().name());
      json.addProperty("detail", not.detail());
    } else if (outcome instanceof Outcome.Refused refused) {
      json.addProperty("is", "refused");
      json.addProperty("code", refused.code());
      json.addProperty("number_is_taken", refused.numberIsTaken());
    }
    return json;
  }

  private static Outcome outcome(Json json) throws IOException {
    String is = json.required("is");
    return switch (is) {
      case "paid" ->
          new Outcome.Paid(json.text("transaction_id"), json.required("zh"), json.required("en"));
      case "paid_before" -> new Outcome.PaidBefore();
      case "not_paid" ->
          new Outcome.NotPaid(
              json.required("reason"),
              flag(json, "going_back"),
              flag(json, "ask_other"),
              flag(json, "call_staff"),
              json.required("zh"),
              json.required("en"));
      case "not_sent" ->
          new Outcome.NotSent(Outcome.Why.valueOf(json.required("why")), json.required("detail"));
      case "refused" -> new Outcome.Refused(json.required("code"), flag(json, "number_is_taken"));
      default -> throw new IOException("no outcome is " + is);
    };
  }

  private static void texts(JsonObject json, String zh, String en) {
    json.addProperty("zh", zh);
    json.addProperty("en", en);
  }

  private static boolean flag(Json json, String field) {
    @Nullable Boolean value = json.flag(field);
    return Boolean.TRUE.equals(value);
  }
}
