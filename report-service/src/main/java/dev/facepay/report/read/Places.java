package dev.facepay.report.read;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.payment.WireName;
import dev.facepay.report.fold.Outcome;
import dev.facepay.report.read.Totals.Part;
import dev.facepay.report.read.Totals.Row;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How stores and devices fare. */
public final class Places {

  private final Totals totals;

  public Places(Totals totals) {
    this.totals = totals;
  }

  /**
   * A store or a device over some days.
   *
   * @param deviceId null for a store
   * @param successRatio succeeded of all that are settled, 0 to 1; null if none is
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Fare(
      @JsonProperty("merchant_id") String merchantId,
      @JsonProperty("store_id") String storeId,
      @JsonProperty("device_id") @Nullable String deviceId,
      long payments,
      long succeeded,
      long failed,
      long reversed,
      long open,
      @JsonProperty("paid_fen") long paidFen,
      @JsonProperty("success_ratio")
          @Schema(description = "Succeeded of all settled, 0 to 1; left out if none is.")
          @Nullable Double successRatio) {}

  public List<Fare> fares(LocalDate from, LocalDate to, List<Part> parts) {
    List<Part> by = new ArrayList<>(parts);
    by.add(Part.STATE);
    Map<List<String>, Map<Outcome, Row>> places = new LinkedHashMap<>();
    for (Row row : totals.sum(new Totals.Scope(from, to, null, null, null), by)) {
      List<String> place = parts.stream().map(part -> row.parts().get(part.wire())).toList();
      places
          .computeIfAbsent(place, p -> new EnumMap<>(Outcome.class))
          .put(WireName.parse(Outcome.class, row.parts().getOrDefault("state", "")), row);
    }
    List<Fare> fares = new ArrayList<>();
    places.forEach((place, rows) -> fares.add(fare(place, rows)));
    return fares;
  }

  private static Fare fare(List<String> place, Map<Outcome, Row> rows) {
    long succeeded = count(rows, Outcome.SUCCEEDED);
    long failed = count(rows, Outcome.FAILED);
    long reversed = count(rows, Outcome.REVERSED);
    long settled = succeeded + failed + reversed;
    Row paid = rows.get(Outcome.SUCCEEDED);
    return new Fare(
        place.get(0),
        place.get(1),
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
        settled == 0 ? null : (double) succeeded / settled);
  }

  private static long count(Map<Outcome, Row> rows, Outcome outcome) {
    Row row = rows.get(outcome);
    return row == null ? 0 : row.payments();
  }
}
