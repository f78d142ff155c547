package dev.facepay.console.totals;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.console.documents.TotalsFilter;
import dev.facepay.console.payment.PaymentState;
import dev.facepay.console.payment.PaymentView;
import dev.facepay.console.totals.Totals.Part;
import dev.facepay.console.totals.Totals.Row;
import dev.facepay.payment.DeviceRef;
import dev.facepay.payment.WireName;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How stores and devices fare. */
public final class StoreFigures {

  private final Totals totals;
  private final Heartbeats sightings;
  private final KnownDevices known;

  public StoreFigures(Totals totals, Heartbeats sightings, KnownDevices known) {
    this.totals = totals;
    this.sightings = sightings;
    this.known = known;
  }

  /**
   * A store or a device over some days.
   *
   * @param storeName null if the registry does not know the store
   * @param deviceId null for a store
   * @param paidFen gross, by the day of the payment
   * @param refundedFen by the day on which it went back; a device's own refunds
   * @param netFen the difference, below 0 where more went back than came in
   * @param successRatio succeeded of all that are settled, 0 to 1; null if none is
   * @param seenAt when the device, or any of the store's, last said that it is alive; null if none
   *     did for a while
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Fare(
      @JsonProperty("merchant_id") String merchantId,
      @JsonProperty("store_id") String storeId,
      @JsonProperty("store_name") @Nullable String storeName,
      @JsonProperty("device_id") @Nullable String deviceId,
      long payments,
      long succeeded,
      long failed,
      long reversed,
      long open,
      @JsonProperty("paid_fen") long paidFen,
      @JsonProperty("refunded_fen") long refundedFen,
      @JsonProperty("net_fen") long netFen,
      @JsonProperty("success_ratio") @Nullable Double successRatio,
      @JsonProperty("seen_at") @Nullable String seenAt) {}

  /** Those with payments in these days, and without any those that are alive or in the registry. */
  public List<Fare> fares(LocalDate from, LocalDate to, List<Part> parts) {
    List<Part> by = new ArrayList<>(parts);
    by.add(Part.STATE);
    Map<List<String>, Map<PaymentState, Row>> places = new TreeMap<>(Totals.WORD_BY_WORD);
    for (Row row : totals.sum(new TotalsFilter(from, to, null, null, null), by)) {
      List<String> place = parts.stream().map(part -> row.parts().get(part.wire())).toList();
      places
          .computeIfAbsent(place, p -> new EnumMap<>(PaymentState.class))
          .put(WireName.parse(PaymentState.class, row.parts().getOrDefault("state", "")), row);
    }
    Map<List<String>, Instant> seen = new HashMap<>();
    for (Heartbeats.Seen one : sightings.all()) {
      List<String> place = parts.stream().map(part -> part(one.device(), part)).toList();
      seen.merge(place, one.at(), (a, b) -> a.isAfter(b) ? a : b);
      places.putIfAbsent(place, Map.of());
    }
    for (DeviceRef device : known.active()) {
      places.putIfAbsent(parts.stream().map(part -> part(device, part)).toList(), Map.of());
    }
    List<Fare> fares = new ArrayList<>();
    places.forEach((place, rows) -> fares.add(fare(place, rows, seen.get(place))));
    return fares;
  }

  private static String part(DeviceRef device, Part part) {
    return switch (part) {
      case MERCHANT -> device.merchant().value();
      case STORE -> device.store().value();
      case DEVICE -> device.device().value();
      case DAY, CHANNEL, STATE -> throw new IllegalArgumentException(part + " is no place");
    };
  }

  private Fare fare(List<String> place, Map<PaymentState, Row> rows, @Nullable Instant seenAt) {
    long succeeded = count(rows, PaymentState.SUCCEEDED);
    long failed = count(rows, PaymentState.FAILED);
    long reversed = count(rows, PaymentState.REVERSED);
    long settled = succeeded + failed + reversed;
    Row paid = rows.get(PaymentState.SUCCEEDED);
    return new Fare(
        place.get(0),
        place.get(1),
        known.storeName(place.get(0), place.get(1)).orElse(null),
        place.size() > 2 ? place.get(2) : null,
        rows.values().stream().mapToLong(Row::payments).sum(),
        succeeded,
        failed,
        reversed,
        rows.entrySet().stream()
            .filter(row -> row.getKey().open())
            .mapToLong(row -> row.getValue().payments())
            .sum(),
        paid == null ? 0 : paid.amountFen(),
        paid == null ? 0 : paid.refundedFen(),
        paid == null ? 0 : paid.amountFen() - paid.refundedFen(),
        settled == 0 ? null : (double) succeeded / settled,
        seenAt == null ? null : PaymentView.time(seenAt));
  }

  private static long count(Map<PaymentState, Row> rows, PaymentState outcome) {
    Row row = rows.get(outcome);
    return row == null ? 0 : row.payments();
  }
}
