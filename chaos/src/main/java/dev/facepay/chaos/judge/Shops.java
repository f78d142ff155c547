package dev.facepay.chaos.judge;

import dev.facepay.chaos.judge.Evidence.DeviceAnswer;
import dev.facepay.chaos.judge.Evidence.Sent;

/** Nothing crosses from one merchant, store or device to another: I14. */
final class Shops {

  private Shops() {}

  static void check(PaymentEvidence trail, Findings findings) {
    for (JournalLine line : trail.journal) {
      findings.require(
          !line.is("REQUEST") || line.authentic(),
          "I14",
          trail.id,
          "a call was signed with another merchant's key");
    }
    for (DeviceAnswer told : trail.told) {
      findings.require(
          trail.id.startsWith(told.merchant() + ":")
              && (told.namedId().isEmpty() || told.namedId().equals(trail.id)),
          "I14",
          trail.id,
          "a device of " + told.merchant() + " was told about " + told.namedId());
    }
    for (Sent sent : trail.sent) {
      String sub = sent.subMerchant() == null ? "" : sent.subMerchant();
      for (Fact fact : trail.facts) {
        findings.require(
            fact.text("store_id").equals(sent.store())
                && fact.text("device_id").equals(sent.device())
                && fact.text("sub_merchant_id").equals(sub),
            "I14",
            trail.id,
            fact.type() + " is of another shop");
      }
      for (JournalLine line : trail.journal) {
        findings.require(
            !line.is("OPENED") || trail.isForeign() || line.subMerchant().equals(sub),
            "I14",
            trail.id,
            "opened for sub-merchant " + line.subMerchant());
      }
    }
  }
}
