package dev.facepay.testkit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The rule of evolution (docs/events/README.md) as code: what a reader of the released contract
 * could rely on must go on to hold, for new records and for those that lie in the log.
 */
final class ReaderBreaks {

  /** Promises about a value; a reader may have made a column of them. */
  private static final List<String> KEPT =
      List.of(
          "type",
          "format",
          "pattern",
          "const",
          "minLength",
          "maxLength",
          "minimum",
          "maximum",
          "x-unit",
          "x-sealed");

  private ReaderBreaks() {}

  /** Each break in a sentence; empty if readers of the released schema can read the new one's. */
  static List<String> between(FactSchema released, FactSchema now) {
    List<String> breaks = new ArrayList<>();
    released
        .fields()
        .forEach(
            (field, promised) -> {
              String where = released.name() + "." + field;
              JsonNode found = now.fields().get(field);
              if (found == null) {
                breaks.add(where + " is gone");
                return;
              }
              if (released.requires(field) && !now.requires(field)) {
                breaks.add(where + " was in every record and is optional now");
              }
              if (!released.requires(field) && now.requires(field)) {
                breaks.add(where + " is required now, but older records in the log lack it");
              }
              kept(where, promised, found, breaks);
            });
    now.fields()
        .keySet()
        .forEach(
            field -> {
              if (!released.fields().containsKey(field) && now.requires(field)) {
                breaks.add(
                    now.name()
                        + "."
                        + field
                        + " is new and must be optional: older records lack it");
              }
            });
    return breaks;
  }

  private static void kept(String where, JsonNode promised, JsonNode found, List<String> breaks) {
    for (String keyword : KEPT) {
      if (!Objects.equals(promised.get(keyword), found.get(keyword))) {
        breaks.add(
            "%s: \"%s\" was %s and is %s"
                .formatted(where, keyword, promised.get(keyword), found.get(keyword)));
      }
    }
    Set<String> values = Set.copyOf(found.path("x-values").propertyNames());
    for (String value : promised.path("x-values").propertyNames()) {
      if (!values.contains(value)) {
        breaks.add(where + ": the value \"" + value + "\" is gone, but lies in the log");
      }
    }
  }
}
