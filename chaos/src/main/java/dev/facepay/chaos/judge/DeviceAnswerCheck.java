package dev.facepay.chaos.judge;

import dev.facepay.chaos.judge.Evidence.DeviceAnswer;
import dev.facepay.chaos.judge.Evidence.Sent;
import java.util.List;

/** What devices were told, against each other and against the money: I4, I5, I11. */
final class DeviceAnswerCheck {

  private DeviceAnswerCheck() {}

  static void check(PaymentEvidence trail, Findings findings) {
    List<DeviceAnswer> succeeded = trail.told.stream().filter(DeviceAnswer::succeeded).toList();
    findings.require(
        trail.heldFen() == 0 || !succeeded.isEmpty(),
        "I4",
        trail.id,
        "charged, not returned, and no device was told that it is paid");
    for (DeviceAnswer told : succeeded) {
      boolean charged =
          trail.charges().stream()
              .anyMatch(it -> it.fen() == told.fen() && !it.at().isAfter(told.at()));
      findings.require(
          charged, "I5", trail.id, "told to be paid without a charge of that amount before it");
      findings.require(
          trail.returns().isEmpty(), "I5", trail.id, "told to be paid, and the money went back");
    }
    keptWord(trail, findings);
    boolean answered = trail.told.stream().anyMatch(it -> it.isFinal() || it.refused());
    for (Sent sent : trail.sent) {
      findings.require(
          answered, "I11", trail.id, "the device that asked at " + sent.at() + " has no answer");
    }
  }

  /** By who asked after whom had an answer: two calls at once may be answered in any order. */
  private static void keptWord(PaymentEvidence trail, Findings findings) {
    List<DeviceAnswer> told = trail.told.stream().filter(it -> !it.state().isEmpty()).toList();
    for (DeviceAnswer first : told) {
      for (DeviceAnswer next : told) {
        if (!next.askedAt().isAfter(first.at())) {
          continue;
        }
        findings.require(
            first.paid() == null || first.paid().equals(next.paid()),
            "I11",
            trail.id,
            "told %s at %s, then %s at %s"
                .formatted(first.state(), first.at(), next.state(), next.at()));
        findings.require(
            !first.isFinal() || first.state().equals(next.state()),
            "I11",
            trail.id,
            "told %s for good, then %s".formatted(first.state(), next.state()));
      }
    }
  }
}
