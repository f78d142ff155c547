package dev.facepay.chaos.judge;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The judge: holds what devices were told, the gateway's journal, the log and the databases against
 * each other, after everything has come to rest. It knows nothing of how the services work, and
 * uses none of their code.
 */
public final class Checker {

  private Checker() {}

  /**
   * @param late how much later than it was sent a call may reach the gateway
   */
  public static List<Violation> violations(Evidence evidence, Duration late) {
    Findings findings = new Findings();
    Map<String, PaymentEvidence> trails = PaymentEvidence.all(evidence);
    for (PaymentEvidence trail : trails.values()) {
      GatewayCallCheck.check(trail, findings, late);
      DeviceAnswerCheck.check(trail, findings);
      OutcomeCheck.check(trail, findings);
      Shops.check(trail, findings);
    }
    Orders.check(trails.values(), findings);
    TotalsCheck.check(trails.values(), evidence, findings);
    Rest.check(trails, evidence, findings);
    evidence.leaks().forEach(leak -> findings.require(false, "I15", "", leak));
    return findings.all();
  }

  /**
   * A breach of an invariant.
   *
   * @param invariant its number, like I7
   * @param paymentId which payment, or empty
   */
  public record Violation(String invariant, String paymentId, String what) {

    @Override
    public String toString() {
      return invariant + (paymentId.isEmpty() ? "" : " " + paymentId) + ": " + what;
    }
  }
}
