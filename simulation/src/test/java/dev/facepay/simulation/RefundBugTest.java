package dev.facepay.simulation;

import static dev.facepay.simulation.Planting.allBut;
import static dev.facepay.simulation.Planting.back;
import static dev.facepay.simulation.Planting.caught;
import static dev.facepay.simulation.Planting.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.RefundNo;
import dev.facepay.payment.RefundRef;
import dev.facepay.runtime.store.Documents;
import dev.facepay.simulation.BackBugs.HonestBack;
import dev.facepay.simulation.Bugs.Honest;
import dev.facepay.wechat.GatewayCode;
import dev.facepay.wechat.Refund;
import dev.facepay.wechat.RefundQuery;
import dev.facepay.wechat.RefundQuery.One;
import dev.facepay.wechat.RefundQuery.Status;
import dev.facepay.wechat.Unclear;
import dev.facepay.wechat.WechatPay;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What could go wrong with refunds, each caught by the invariant that is there for it. */
class RefundBugTest {

  private static final String PAYMENTS = "refund_payments";

  @Test
  void a_number_that_is_made_anew_after_a_lost_answer_is_caught() {
    assertThat(caught("a new number", back(MakesNumbersAnew::new), allBut("I18"))).isEqualTo("I18");
  }

  @Test
  void an_unclear_answer_that_is_taken_for_a_failure_is_caught() {
    assertThat(caught("unclear is failed", back(TakesUnclearForFailed::new), Set.of()))
        .isEqualTo("I18");
  }

  @Test
  void a_call_that_is_not_written_down_first_is_caught() {
    assertThat(caught("no write-ahead", in(PAYMENTS, (real, _) -> new CountsAfter(real)), Set.of()))
        .isEqualTo("I9");
  }

  @Test
  void a_version_that_is_ignored_is_caught() {
    assertThat(caught("version ignored", in(PAYMENTS, Bugs.IgnoresVersions::new), Set.of()))
        .isIn("I6", "I7", "I9", "I17", "I18");
  }

  @Test
  void money_on_its_way_that_is_told_as_arrived_is_caught() {
    assertThat(caught("accepted is arrived", back(TakesAcceptedForArrived::new), Set.of()))
        .isEqualTo("I18");
  }

  @Test
  void money_that_is_not_set_aside_is_caught() {
    assertThat(
            caught("nothing set aside", in(PAYMENTS, (real, _) -> new HidesOthers(real)), Set.of()))
        .isIn("I7", "I18");
  }

  @Test
  void an_alarm_that_is_forgotten_is_caught() {
    assertThat(caught("raised twice", in(PAYMENTS, (real, _) -> new ForgetsAlarms(real)), Set.of()))
        .isEqualTo("I17");
  }

  @Test
  @Tag("all")
  void an_older_copy_of_the_database_that_forgets_refunds_is_caught() {
    assertThat(
            caught("starts on an older copy: refund", Planting.STARTS_ON_OLD_COPIES, allBut("I18")))
        .isEqualTo("I18");
  }

  /** As who makes a number for each try. */
  private static final class MakesNumbersAnew extends HonestBack {
    private final Map<String, Integer> lost = new HashMap<>();

    MakesNumbersAnew(WechatPay real) {
      super(real);
    }

    @Override
    public Refund.Outcome refund(Refund.Request request) throws InterruptedException {
      RefundRef ref = request.refund();
      int times = lost.getOrDefault(ref.outRefundNo(), 0);
      RefundRef anew =
          new RefundRef(
              ref.payment(),
              ref.orderNo(),
              ref.attempt(),
              ref.subMerchant(),
              ref.store(),
              times == 0 ? ref.refundNo() : new RefundNo(ref.refundNo() + "-" + times),
              ref.amount(),
              ref.requestedAt());
      Refund.Outcome outcome =
          real.refund(
              new Refund.Request(anew, request.paid(), request.why(), request.fromBalance()));
      if (outcome instanceof Unclear) {
        lost.merge(ref.outRefundNo(), 1, Integer::sum);
      }
      return outcome;
    }
  }

  /** What is set aside is free at once. */
  private static final class TakesUnclearForFailed extends HonestBack {
    TakesUnclearForFailed(WechatPay real) {
      super(real);
    }

    @Override
    public Refund.Outcome refund(Refund.Request request) throws InterruptedException {
      Refund.Outcome outcome = real.refund(request);
      return outcome instanceof Unclear
          ? new Refund.Failed(GatewayCode.PARAM_ERROR, Refund.Why.INVALID_REQUEST, "planted")
          : outcome;
    }
  }

  /** Nobody follows the money. */
  private static final class TakesAcceptedForArrived extends HonestBack {
    TakesAcceptedForArrived(WechatPay real) {
      super(real);
    }

    @Override
    public RefundQuery.OneOutcome refund(RefundRef refund) throws InterruptedException {
      RefundQuery.OneOutcome found = real.refund(refund);
      return found instanceof One one && one.status() == Status.PROCESSING
          ? new One(
              Status.SUCCESS,
              one.refundId(),
              one.fen(),
              one.amounts(),
              one.account(),
              one.succeededAt())
          : found;
    }
  }

  private static List<Document> refunds(Document payment) {
    return payment.getList("refunds", Document.class, List.of());
  }

  /** A call is counted with its answer, if it comes to that. */
  private static final class CountsAfter extends Honest {
    CountsAfter(Documents real) {
      super(real);
    }

    @Override
    public boolean replace(String id, long ver, Document next) {
      boolean leaves =
          refunds(next).stream()
              .anyMatch(
                  it ->
                      it.get("state", "").equals("reserved")
                          && it.getInteger("calls", 0) == 1
                          && it.getLong("due_at").equals(it.getLong("since")));
      return leaves || super.replace(id, ver, next);
    }
  }

  /** Each refund is looked at as if it were the only one. */
  private static final class HidesOthers extends Honest {
    HidesOthers(Documents real) {
      super(real);
    }

    @Override
    public boolean replace(String id, long ver, Document next) {
      for (Document refund : refunds(next)) {
        boolean refused =
            refund
                .get("end", new Document())
                .get("fields", new Document())
                .get("reason", "")
                .equals("more_than_paid");
        if (refused) {
          refund.append("state", "reserved").append("ask", false);
          refund.remove("end");
          next.remove("unsaid");
        }
      }
      return super.replace(id, ver, next);
    }
  }

  /** Nobody remembers what people were told. */
  private static final class ForgetsAlarms extends Honest {
    ForgetsAlarms(Documents real) {
      super(real);
    }

    @Override
    public boolean replace(String id, long ver, Document next) {
      refunds(next).forEach(it -> it.append("raised", List.of()));
      return super.replace(id, ver, next);
    }
  }
}
