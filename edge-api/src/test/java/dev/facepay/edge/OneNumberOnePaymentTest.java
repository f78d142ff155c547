package dev.facepay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.edge.EdgeStand.Answer;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.RejectReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * I12: same number and same content → the same payment; other content → 409; many at once → one
 * payment. Random repeats, conflicts and bursts against two instances on one log.
 */
@Timeout(120)
@Tag("real")
class OneNumberOnePaymentTest {

  private static final int ORDERS = 40;
  private static final int REQUESTS_PER_ORDER = 12;

  /** As the pay stage does: the first content is the payment, any other is rejected. */
  private static final class PayStage {
    private final Map<PaymentId, PaymentRef> payments = new HashMap<>();
    private int charges;

    synchronized List<Fact> answer(Fact fact) {
      if (!(fact instanceof Requested asked)) {
        return List.of();
      }
      PaymentRef first = payments.get(asked.payment().id());
      if (first == null) {
        payments.put(asked.payment().id(), asked.payment());
        charges++;
        return List.of(Stages.paid(asked.payment()));
      }
      return first.fingerprint().equals(asked.payment().fingerprint())
          ? List.of(Stages.paid(first))
          : List.of(Stages.rejected(asked.payment(), RejectReason.OTHER_CONTENT));
    }
  }

  @Test
  void random_repeats_conflicts_and_bursts_make_one_payment_per_number() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    MemoryLog log = new MemoryLog();
    PayStage pay = new PayStage();
    log.play(pay::answer);
    String limits = "--facepay.edge.rate-burst=1000000";
    try (EdgeStand one = new EdgeStand(log, limits);
        EdgeStand two = new EdgeStand(log, limits)) {
      for (int order = 0; order < ORDERS; order++) {
        List<CompletableFuture<Answer>> burst = new ArrayList<>();
        for (int i = 0; i < REQUESTS_PER_ORDER; i++) {
          EdgeStand instance = random.nextBoolean() ? one : two;
          int fee = random.nextInt(4) == 0 ? 2 : 1;
          String json = EdgeStand.order("order-" + order).replace("1280", Integer.toString(fee));
          burst.add(
              CompletableFuture.supplyAsync(
                  () -> instance.pay(json), task -> Thread.ofVirtual().start(task)));
        }
        List<Answer> answers = burst.stream().map(CompletableFuture::join).toList();
        judge(answers, pay.payments.get(PaymentId.parse("1900000109:order-" + order)), seed);
      }
      assertThat(pay.charges).as("seed %d", seed).isEqualTo(ORDERS);
    }
  }

  private static void judge(List<Answer> answers, PaymentRef payment, long seed) {
    Map<Boolean, List<Answer>> byConflict =
        answers.stream().collect(Collectors.partitioningBy(answer -> answer.status() == 409));
    assertThat(byConflict.get(true))
        .as("seed %d", seed)
        .allMatch(answer -> answer.text("code").equals("order_number_reused"));
    assertThat(byConflict.get(false))
        .as("seed %d", seed)
        .isNotEmpty()
        .allMatch(answer -> answer.text("state").equals("SUCCEEDED"))
        .allMatch(answer -> answer.json().path("total_fee").longValue() == payment.amount().fen());
  }
}
