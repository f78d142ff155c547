package dev.facepay.simulation;

import java.util.HashSet;
import java.util.Set;

/**
 * I10, as to records that nobody could handle: only what is no fact of anybody, or what a person
 * lets go, may be put aside.
 */
final class Letters {

  private final Check check;
  private final Set<String> broken = new HashSet<>();
  private final Set<String> letGo = new HashSet<>();
  private final Set<String> seen = new HashSet<>();

  Letters(Check check) {
    this.check = check;
  }

  /** That record has bytes that are no fact. */
  void broken(String record) {
    broken.add(record);
  }

  /** A person wants that record to be let go. */
  void letGo(String record) {
    letGo.add(record);
  }

  /** A record is put aside. */
  void sent(String record, String kind, String reason) {
    boolean right =
        switch (kind) {
          case "undecodable" -> broken.contains(record);
          case "let_go" -> letGo.contains(record);
          default -> false;
        };
    check.that(right, "I10", () -> "a dead letter: " + record + ": " + kind + ": " + reason);
    seen.add(record);
  }

  /** A database is restored: what was held since, and is no fact of ours, may be held no more. */
  void restored() {
    letGo.forEach(seen::add);
  }

  /** Nothing is dropped without a word. */
  void atTheEnd() {
    broken.forEach(
        it -> check.that(seen.contains(it), "I10", () -> "dropped without a word: " + it));
    letGo.forEach(it -> check.that(seen.contains(it), "I10", () -> "let go without a word: " + it));
  }
}
