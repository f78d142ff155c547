package dev.facepay.testkit.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sample of a record, as {@code kcat -f '%h\n%k\n%s\n'} prints it: headers, key, value.
 *
 * @param headers in their order
 */
public record SampleEvent(Map<String, String> headers, String key, String value) {

  static List<SampleEvent> parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || lines.size() % 3 != 0) {
      throw new IllegalArgumentException(
          "a sample is three lines, headers, key and value; here are " + lines.size());
    }
    List<SampleEvent> samples = new ArrayList<>();
    for (int i = 0; i < lines.size(); i += 3) {
      samples.add(new SampleEvent(headers(lines.get(i)), lines.get(i + 1), lines.get(i + 2)));
    }
    return samples;
  }

  private static Map<String, String> headers(String line) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String header : line.split(",", -1)) {
      int equals = header.indexOf('=');
      headers.put(header.substring(0, equals), header.substring(equals + 1));
    }
    return headers;
  }
}
