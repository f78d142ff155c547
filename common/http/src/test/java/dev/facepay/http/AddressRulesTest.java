package dev.facepay.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/** What is wrong with an address, in words that name what would be right. */
class AddressRulesTest {

  private static final AddressRules RULES =
      new AddressRules(
          JsonMapper.shared()
              .valueToTree(
                  new Yaml()
                      .<Object>load(
                          """
                          paths:
                            /list/{id}:
                              get:
                                parameters:
                                  - name: id
                                    in: path
                                    schema: {type: string, pattern: '^[A-Z]:[0-9]$'}
                                    example: A:1
                                  - {$ref: '#/components/parameters/limit'}
                                  - {name: of, in: query, schema: {enum: [a, b, c]}}
                                  - name: by
                                    in: query
                                    schema: {type: array, items: {enum: [x, y]}}
                                  - {name: all, in: query, schema: {type: boolean}}
                                  - {name: q, in: query, schema: {type: string, maxLength: 3}}
                                  - {name: from_day, in: query, schema: {format: date}}
                                  - {name: to_day, in: query, schema: {format: date}}
                                  - {name: from, in: query, schema: {format: date-time}}
                                  - {name: to, in: query, schema: {format: date-time}}
                                  - {name: from_fen, in: query, schema: {type: integer}}
                                  - {name: to_fen, in: query, schema: {type: integer}}
                                  - {name: Prefer, in: header, schema: {type: string}}
                              post:
                                parameters:
                                  - name: must
                                    in: query
                                    required: true
                                    schema: {type: string}
                          components:
                            parameters:
                              limit:
                                name: limit
                                in: query
                                schema: {type: integer, minimum: 1, maximum: 200}
                          """)));

  private static List<String> faults(String method, String query) {
    Map<String, String[]> values = new LinkedHashMap<>();
    for (String part : query.split("&", -1)) {
      String[] words = part.split("=", 2);
      values.merge(
          words[0], new String[] {words[1]}, (one, other) -> new String[] {one[0], other[0]});
    }
    return Objects.requireNonNull(RULES.of(method, "/list/{id}")).faultsOfQuery(values).stream()
        .map(it -> it.field() + " " + it.code().wire() + ": " + it.detail())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          limit=0                  | limit out_of_range: must be a whole number from 1 to 200
          limit=                   | limit wrong_type: must be a whole number from 1 to 200
          limit=99999999999999999999 | limit wrong_type: must be a whole number from 1 to 200
          limit=1&limit=2          | limit duplicate: must be there once
          of=d                     | of invalid: must be a, b or c
          by=x,z                   | by invalid: must be a list of x and y
          all=yes                  | all wrong_type: must be true or false
          q=abcd                   | q too_long: must be 0 to 3 characters
          from_day=2026-02-30      | from_day invalid: must be a day of the calendar like 2026-11-22
          from_day=+10000-01-01    | from_day invalid: must be a day of the calendar like 2026-11-22
          from_day=9999-01-01      | from_day out_of_range: must be in the years 1970 to 9998
          from_fen=2&to_fen=1      | from_fen out_of_range: must not be greater or later than to_fen
          from_day=2026-11-23&to_day=2026-11-22 | from_day out_of_range: must not be greater or later than to_day
          from=2026-11-22T10:00:00Z&to=2026-11-22T10:00:00%2B08:00 | to invalid: must be a time of RFC 3339 like 2026-11-22T02:30:00Z; in an address + is written %2B
          Prefer=wait              | Prefer unknown: is not known here: the parameters are limit, of, by, all, q, from_day, to_day, from, to, from_fen and to_fen
          """)
  void each_fault_is_named_with_what_would_be_right(String query, String fault) {
    assertThat(faults("GET", query)).containsExactly(fault);
  }

  @Test
  void all_that_is_wrong_is_told_at_once_and_what_is_right_passes() {
    assertThat(faults("GET", "limit=x&of=&no=1")).hasSize(3);
    assertThat(faults("HEAD", "limit=200&of=a&by=x, y&all=true&q=&from_fen=-5&to_fen=-5"))
        .isEmpty();
    assertThat(faults("GET", "from_day=2026-11-22&to_day=2026-11-22&by=")).isEmpty();
    assertThat(faults("POST", "must=&x=1"))
        .containsExactly("x unknown: is not known here: the parameters are must");
    assertThat(faults("POST", "x=1")).contains("must missing: is missing");
  }

  @Test
  void what_stands_in_the_path_is_shown_an_example() {
    var operation = Objects.requireNonNull(RULES.of("GET", "/list/{id}"));

    assertThat(operation.faultsOfPath(Map.of("id", "A:1"))).isEmpty();
    for (String wrong : List.of("x", "A:1\n")) {
      assertThat(operation.faultsOfPath(Map.of("id", wrong)))
          .containsExactly(new FieldError("id", FieldError.Code.INVALID, "must be like A:1"));
    }
    assertThat(RULES.of("GET", "/other")).isNull();
  }
}
