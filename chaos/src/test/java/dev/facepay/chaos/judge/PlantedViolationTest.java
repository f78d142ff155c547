package dev.facepay.chaos.judge;

import static dev.facepay.chaos.judge.Recorded.FOREIGN;
import static dev.facepay.chaos.judge.Recorded.PAID;
import static dev.facepay.chaos.judge.Recorded.REVERSED;
import static dev.facepay.chaos.judge.Recorded.SECOND;
import static dev.facepay.chaos.judge.Recorded.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.chaos.judge.Checker.Violation;
import dev.facepay.chaos.judge.Evidence.DeviceAnswer;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The judge is trusted because it finds what is planted, and finds nothing where nothing is. */
class PlantedViolationTest {

  @Test
  void evidence_without_a_fault_is_let_be() {
    assertThat(Recorded.run().violations()).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("planted")
  void a_planted_violation_is_named(String invariant, String what, Consumer<Recorded> plant) {
    Recorded run = Recorded.run();
    plant.accept(run);
    assertThat(run.violations()).extracting(Violation::invariant).contains(invariant);
  }

  private static Stream<Arguments> planted() {
    return Stream.of(
            calls(), promises(), log(), databases(), shops(), people(), otherSystems(), restores())
        .flatMap(all -> all);
  }

  private static Stream<Arguments> calls() {
    return Stream.of(
        plant("I1", "a second pay call", run -> run.call(PAID, "micropay", 0.25, 1280)),
        plant("I1", "a second charge", run -> run.move(PAID, "CHARGED", 0.25, 1280)),
        plant("I2", "two attempts paid", run -> run.journal.removeIf(it -> it.is("REVERSED"))),
        plant("I8", "a reversal after 10 s", run -> early(run, 20.2)),
        plant("I8", "a reversal after 14 s", run -> early(run, 24.2)),
        plant("I8", "a reversal after 8 days", run -> early(run, 8 * 86_400)),
        plant("I8", "a reversal of a success", run -> run.call(PAID, "reverse", 30, 0)),
        plant("I12", "another amount is asked for", run -> run.call(SECOND, "micropay", 60.2, 99)));
  }

  private static void early(Recorded run, double second) {
    run.journal.removeIf(it -> it.asks("reverse"));
    run.call(REVERSED, "reverse", second, 0);
  }

  private static Stream<Arguments> promises() {
    return Stream.of(
        plant("I4", "a charge that nobody was told of", run -> silence(run, PAID)),
        plant("I5", "told paid, and no charge", run -> run.told(REVERSED, 50, "SUCCEEDED", true)),
        plant("I5", "told paid before the charge", run -> run.told(PAID, 0.1, "SUCCEEDED", true)),
        plant("I5", "told paid, and it went back", run -> run.move(PAID, "REVERSED", 0.25, 1280)),
        plant("I11", "not paid, then paid", run -> run.told(REVERSED, 41, "SUCCEEDED", true)),
        plant("I11", "final, then open", run -> run.told(PAID, 5, "REVERSING", false)),
        plant("I11", "no answer", run -> silence(run, REVERSED)));
  }

  private static void silence(Recorded run, String id) {
    run.told.removeIf(it -> it.paymentId().equals(id));
  }

  private static Stream<Arguments> log() {
    return Stream.of(
        plant("I3", "never settled", run -> drop(run, PAID, "succeeded")),
        plant("I3", "settled twice", run -> run.fact(PAID, "failed", 2, 1, Map.of("reason", "x"))),
        plant("I3", "never requested", run -> drop(run, PAID, "requested")),
        plant("I6", "failed, and the money is held", run -> replaced(run, "failed")),
        plant("I6", "told otherwise", run -> run.told(PAID, 0.4, "FAILED", false)),
        plant("I7", "two facts of a version", run -> again(run, REVERSED, "unknown", 2)),
        plant("I7", "went on after its end", run -> again(run, PAID, "reverse-needed", 3)),
        plant("I7", "a version that came first", run -> again(run, REVERSED, "reverse-needed", 1)),
        plant("I13", "paid in the log, not held", run -> lost(run, PAID)));
  }

  private static void drop(Recorded run, String id, String word) {
    run.facts.removeIf(it -> it.text("payment_id").equals(id) && it.is(word));
  }

  private static void replaced(Recorded run, String word) {
    drop(run, PAID, "succeeded");
    run.fact(PAID, word, 2, 0.3, Map.of("reason", "x"));
  }

  private static void again(Recorded run, String id, String word, int version) {
    if (version == 1) {
      drop(run, id, word);
      run.fact(id, word, 3, 12, Map.of("reason", "deadline"));
    } else {
      run.fact(id, word, version, 50, Map.of("reason", "another"));
    }
  }

  private static void lost(Recorded run, String id) {
    run.journal.removeIf(it -> it.paymentId().equals(id) && it.is("CHARGED"));
  }

  private static Stream<Arguments> databases() {
    String attempts = "facepay_pay.pay_attempts";
    String reversals = "facepay_reverse.reverse_chases";
    String read = "facepay_report.payments";
    return Stream.of(
        plant(
            "I6",
            "the read side differs",
            run -> run.documents.get(read).getFirst().put("state", "failed")),
        plant("I6", "the pay stage differs", run -> outcome(run)),
        plant("I9", "no document of a pay call", run -> run.forget(attempts, PAID)),
        plant(
            "I9",
            "no document of a reversal",
            run -> run.forget("facepay_reverse.reverse_outcomes", REVERSED)),
        plant("I9", "a pay call before the request", run -> drop(run, SECOND, "requested")),
        plant(
            "I10",
            "still asking",
            run -> run.document(attempts, "1900000109:C9", Map.of("state", "asking"))),
        plant("I10", "still open", run -> run.document(reversals, REVERSED, Map.of("due_at", 1L))),
        plant("I10", "held", run -> run.document("facepay_pay.held_records", "r", Map.of())),
        plant("I10", "a dead letter", Recorded::deadLetter),
        plant("I10", "open without a due time", run -> run.sightings.add("a reversal without")),
        plant("I13", "the read side counts less", run -> run.forget(read, PAID)));
  }

  private static void outcome(Recorded run) {
    run.documents.get("facepay_pay.pay_attempts").stream()
        .filter(it -> REVERSED.equals(it.get("_id")))
        .forEach(it -> it.put("outcome", new Document("type", "payment.failed.v1")));
  }

  private static Stream<Arguments> shops() {
    JournalLine stranger =
        new JournalLine(at(0.2), "REQUEST", "orderquery", PAID, 0, false, "", "");
    return Stream.of(
        plant("I14", "another merchant's key", run -> run.journal.add(stranger)),
        plant(
            "I14",
            "another store",
            run -> run.fact(PAID, "cancel-requested", 0, 1, Map.of("store_id", "S2"))),
        plant("I14", "another device is told", run -> run.told.add(elsewhere(run.told.getFirst()))),
        plant(
            "I15",
            "a code in a log",
            run -> run.leaks.add("a payment code in the file pay-1.log")));
  }

  private static DeviceAnswer elsewhere(DeviceAnswer told) {
    return new DeviceAnswer(
        told.askedAt(),
        told.at(),
        "D9",
        "1900000110",
        PAID,
        "look",
        200,
        "SUCCEEDED",
        true,
        true,
        "",
        "",
        "",
        false,
        1280,
        PAID);
  }

  private static Stream<Arguments> people() {
    Map<String, Object> nobody = Map.of("act", "resolve", "who", "", "why", "x", "evidence", "y");
    Map<String, Object> person = Map.of("how", "by_person", "by", "person");
    Map<String, Object> slow = Map.of("reason", "reverse_slow");
    Map<String, Object> refused = Map.of("reason", "reverse_refused");
    return Stream.of(
        plant("I16", "an act of nobody's", run -> run.fact(PAID, "act-requested", 0, 1, nobody)),
        plant(
            "I16",
            "resolved while the money is held",
            run -> run.fact(PAID, "reversed", 5, 1, person)),
        plant(
            "I17",
            "raised, never cleared",
            run -> run.fact(REVERSED, "attention-needed", 0, 41, refused)),
        plant(
            "I17",
            "cleared, never raised",
            run -> run.fact(REVERSED, "attention-resolved", 0, 41, refused)),
        plant("I17", "raised for what was paid at once", run -> both(run, slow)));
  }

  private static void both(Recorded run, Map<String, Object> reason) {
    run.fact(PAID, "attention-needed", 0, 1, reason);
    run.fact(PAID, "attention-resolved", 0, 2, reason);
  }

  private static Stream<Arguments> otherSystems() {
    return Stream.of(
        plant("I20", "another system's order reversed", run -> run.call(FOREIGN, "reverse", 99, 0)),
        plant(
            "I20",
            "another system's order told as paid",
            run -> run.told(FOREIGN, 83, "SUCCEEDED", true)));
  }

  private static Stream<Arguments> restores() {
    return Stream.of(
        plant("I21", "asked again after its end", run -> run.call(REVERSED, "micropay", 90, 1280)),
        plant("I21", "money moves after its end", run -> run.move(PAID, "REVERSED", 90, 1280)));
  }

  private static Arguments plant(String invariant, String what, Consumer<Recorded> plant) {
    return Arguments.of(invariant, what, plant);
  }
}
