package dev.facepay.standalone.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks for what must never leave its place (I15). */
final class Secrets {

  private Secrets() {}

  /**
   * Where a secret stands in clear; the secret itself is not repeated.
   *
   * @param planted by kind
   * @param outputs by where they were read
   */
  static List<String> leaks(Map<String, Set<String>> planted, Map<String, String> outputs) {
    List<String> leaks = new ArrayList<>();
    planted.forEach(
        (kind, secrets) -> {
          if (secrets.isEmpty() || secrets.contains("")) {
            leaks.add("I15: " + kind + " was never planted");
          }
          // There are hundreds of codes that begin alike, and thousands of texts.
          String begin = commonBegin(secrets);
          outputs.forEach(
              (where, text) -> {
                if (text.contains(begin) && secrets.stream().anyMatch(text::contains)) {
                  leaks.add("I15: " + kind + " stands in " + where);
                }
              });
        });
    return leaks;
  }

  private static String commonBegin(Set<String> secrets) {
    String begin = secrets.stream().findAny().orElse("");
    for (String secret : secrets) {
      while (!secret.startsWith(begin)) {
        begin = begin.substring(0, begin.length() - 1);
      }
    }
    return begin;
  }
}
