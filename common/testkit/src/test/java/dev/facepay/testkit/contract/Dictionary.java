package dev.facepay.testkit.contract;

import dev.facepay.payment.FactType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Writes the schemas down as tables for people. */
final class Dictionary {

  private static final List<FactType> TYPES = List.of(FactType.values());

  private Dictionary() {}

  /** A field as it is defined, in one or more facts. */
  private record Entry(String field, JsonNode definition) {}

  static String of(EventContract contract) {
    StringBuilder out = new StringBuilder();
    out.append("# Data dictionary\n\n");
    out.append("Written from [the schemas](schemas) by a test; do not edit it by hand.\n\n");
    out.append("## Facts\n\n| fact | topic | what happened | since |\n|---|---|---|---|\n");
    for (FactType type : TYPES) {
      FactSchema schema = contract.fact(type.wire());
      out.append(
          "| `%s` | `%s` | **%s.** %s | %s |\n"
              .formatted(
                  type.wire(),
                  type.topic().wire(),
                  schema.title(),
                  schema.description(),
                  schema.tree().path("x-since").asString()));
    }
    Map<Entry, List<String>> entries = entries(contract);
    out.append("\n## Fields\n\n\"?\": the field may be absent; it is never null.\n\n");
    out.append("| field | type | unit | meaning | in | since |\n|---|---|---|---|---|---|\n");
    entries.forEach((entry, types) -> field(contract, entry, types, out));
    out.append("\n## Values of coded fields\n\nMore may come: take one that you do not know as");
    out.append(" \"other\".\n\n| field | in | value | meaning |\n|---|---|---|---|\n");
    entries.forEach((entry, types) -> values(entry, types, out));
    return out.toString();
  }

  private static Map<Entry, List<String>> entries(EventContract contract) {
    Map<Entry, List<String>> entries = new LinkedHashMap<>();
    for (FactType type : TYPES) {
      contract
          .fact(type.wire())
          .fields()
          .forEach(
              (name, field) ->
                  entries
                      .computeIfAbsent(new Entry(name, field), entry -> new ArrayList<>())
                      .add(type.wire()));
    }
    return entries;
  }

  private static void field(
      EventContract contract, Entry entry, List<String> types, StringBuilder out) {
    JsonNode field = entry.definition();
    boolean optional =
        types.stream().anyMatch(type -> !contract.fact(type).requires(entry.field()));
    String unit = field.path("x-unit").asString("");
    out.append(
        "| `%s` | %s%s | %s | %s | %s | %s |\n"
            .formatted(
                entry.field(),
                field.path("type").asString(),
                optional ? "?" : "",
                field.path("x-sealed").asBoolean(false) ? "sealed" : unit,
                field.path("description").asString().replace("|", "\\|"),
                where(types),
                field.path("x-since").asString()));
  }

  private static void values(Entry entry, List<String> types, StringBuilder out) {
    entry
        .definition()
        .path("x-values")
        .properties()
        .forEach(
            value ->
                out.append(
                    "| `%s` | %s | `%s` | %s |\n"
                        .formatted(
                            entry.field(),
                            where(types),
                            value.getKey(),
                            value.getValue().asString())));
  }

  private static String where(List<String> types) {
    if (types.size() == TYPES.size()) {
      return "every fact";
    }
    boolean payments =
        types.containsAll(
            TYPES.stream().map(FactType::wire).filter(t -> t.startsWith("payment.")).toList());
    return Stream.concat(
            payments ? Stream.of("every `payment.…`") : Stream.of(),
            types.stream()
                .filter(type -> !payments || !type.startsWith("payment."))
                .map(type -> "`" + type.substring(0, type.lastIndexOf('.')) + "`"))
        .collect(Collectors.joining(", "));
  }
}
