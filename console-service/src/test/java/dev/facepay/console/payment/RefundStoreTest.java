package dev.facepay.console.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.console.documents.TotalsFilter;
import dev.facepay.console.payment.RefundActs.Answer;
import dev.facepay.console.payment.RefundActs.RefundOrder;
import dev.facepay.console.totals.Totals;
import dev.facepay.console.totals.Totals.Part;
import dev.facepay.embedded.EmbeddedDatabase;
import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.FailureReason;
import dev.facepay.payment.Money;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.AttentionResolved;
import dev.facepay.payment.PaymentFact.Failed;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.RefundAsker;
import dev.facepay.payment.RefundFact;
import dev.facepay.payment.RefundFact.RefundFailed;
import dev.facepay.payment.RefundFact.RefundRequested;
import dev.facepay.payment.RefundFact.RefundSucceeded;
import dev.facepay.payment.RefundFailure;
import dev.facepay.payment.RefundNo;
import dev.facepay.payment.RefundRef;
import dev.facepay.payment.Stage;
import dev.facepay.payment.UnknownReason;
import dev.facepay.runtime.store.Database;
import dev.facepay.runtime.store.Stores;
import dev.facepay.testkit.Await;
import dev.facepay.testkit.Fixtures;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Refunds beside their payments: folded, found, counted, and asked for by a person. */
@Tag("real")
class RefundStoreTest {

  private static final EmbeddedDatabase DATABASE = EmbeddedDatabase.startInMemory();
  private static final PaymentRef PAID = Fixtures.payment("BACK", 1, 1280);
  private static final Instant LATER = Fixtures.T0.plusSeconds(600);
  private static int databases;

  private final Stores stores = new Stores(Database.at(DATABASE.uri(), "refunds" + databases++));
  private final PaymentStore payments = PaymentStore.in(stores);
  private final PaymentReader reader = new PaymentReader(payments, InstantSource.system());

  RefundStoreTest() {
    Await.until("the indexes", () -> stores.check().up());
  }

  @AfterEach
  void close() {
    stores.close();
  }

  @AfterAll
  static void end() {
    DATABASE.close();
  }

  private static RefundRef ref(String number, long fen) {
    return new RefundRef(
        PAID.id(),
        PAID.orderNo(),
        PAID.attempt(),
        null,
        PAID.store(),
        new RefundNo(number),
        new Money(fen),
        LATER);
  }

  private static RefundRequested asked(String number, long fen) {
    return new RefundRequested(ref(number, fen), "cold noodles", RefundAsker.TILL, "D03");
  }

  private static RefundSucceeded back(String number, long fen) {
    return new RefundSucceeded(
        ref(number, fen),
        "50" + number,
        fen,
        fen,
        null,
        "wallet",
        LATER.plusSeconds(60),
        LATER.plusSeconds(61));
  }

  private static RefundFailed refused(String number, long fen, RefundFailure why) {
    return new RefundFailed(ref(number, fen), why, "", "", LATER.plusSeconds(2));
  }

  private void paid() {
    payments.fold(List.of(Fixtures.requested(PAID), Fixtures.paid(PAID, Stage.PAY)));
  }

  private PaymentView page() {
    return reader.find(PAID.id().toString()).orElseThrow();
  }

  @Test
  void a_payment_shows_its_refunds_and_what_is_left() {
    paid();
    assertThat(page().refunds()).isNull();
    payments
        .refunds()
        .fold(
            List.of(
                asked("R1", 300),
                back("R1", 300),
                asked("R2", 200),
                asked("R3", 2000),
                refused("R3", 2000, RefundFailure.MORE_THAN_PAID)));

    RefundView.Refunds refunds = page().refunds();

    assertThat(refunds).isNotNull();
    assertThat(refunds.refundedFen()).isEqualTo(300);
    assertThat(refunds.pendingFen()).isEqualTo(200);
    assertThat(refunds.leftFen()).isEqualTo(780);
    assertThat(refunds.list())
        .extracting(it -> it.refundNo() + " " + it.state() + " " + it.reason())
        .containsExactly("R1 succeeded null", "R2 requested null", "R3 failed more_than_paid");
    assertThat(page().timeline())
        .extracting(TimelineEntry::type)
        .contains("payment.succeeded", "refund.requested", "refund.succeeded", "refund.failed");
  }

  @Test
  void order_and_repeats_leave_the_same_document() {
    List<RefundFact> facts =
        List.of(
            asked("R1", 300),
            new RefundFact.RefundChanged(ref("R1", 300), "50R1", null, LATER.plusSeconds(9)),
            back("R1", 300),
            refused("R1", 301, RefundFailure.OTHER_CONTENT));
    paid();
    payments.refunds().fold(facts);
    PaymentView first = page();
    for (int seed = 0; seed < 20; seed++) {
      List<RefundFact> mixed = new ArrayList<>(facts);
      mixed.addAll(facts);
      Collections.shuffle(mixed, new Random(seed));
      RefundHistory history = null;
      for (RefundFact fact : mixed) {
        if (RefundHistory.tellsOf(fact)) {
          history = RefundHistory.fold(Optional.ofNullable(history), fact);
        }
      }
      assertThat(history).as("seed %d", seed).isEqualTo(reader.refunds(first.id()).getFirst());
      assertThat(payments.refunds().fold(mixed)).as("nothing to change").isZero();
    }
  }

  @Test
  void it_is_found_by_any_number_of_the_refund() {
    paid();
    payments.refunds().fold(List.of(asked("R1", 300), back("R1", 300)));

    for (String number : List.of("R1", "BACK@R1", "50R1", "1900000109:R1")) {
      assertThat(reader.search(number)).as(number).containsExactly(page());
    }
    assertThat(reader.search("1900000999:R1")).isEmpty();
  }

  @Test
  void totals_tell_what_went_back_with_what_succeeded() {
    paid();
    payments.refunds().fold(List.of(asked("R1", 300), back("R1", 300), asked("R2", 200)));

    assertThat(new Totals(payments).sum(TotalsFilter.ALL, List.of(Part.STORE, Part.STATE)))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.amountFen()).isEqualTo(1280);
              assertThat(row.refunds()).isEqualTo(1);
              assertThat(row.refundedFen()).isEqualTo(300);
            });
    assertThat(new Totals(payments).sum(TotalsFilter.ALL, List.of(Part.CHANNEL)))
        .singleElement()
        .satisfies(row -> assertThat(row.refundedFen()).isZero());
  }

  private Answer decide(String number, @Nullable Long fen, String why) {
    String id = PAID.id().toString();
    Money amount = fen == null ? null : new Money(fen);
    return RefundActs.decide(
        reader.history(id).orElseThrow(),
        reader.refunds(id),
        new RefundOrder(new RefundNo(number), amount, "alice", why, LATER));
  }

  @Test
  void a_person_gives_back_what_is_left_and_not_more() {
    paid();
    payments.refunds().fold(List.of(asked("R1", 300), back("R1", 300)));

    assertThat(decide("C1", 981L, "sold out")).isEqualTo(new Answer.MoreThanLeft(980));
    assertThat(decide("R1", 300L, "sold out")).isEqualTo(new Answer.NumberReused());
    assertThat(decide("C1", null, "sold out"))
        .isInstanceOfSatisfying(
            Answer.Publish.class,
            it -> {
              assertThat(it.fact().refund().amount().fen()).isEqualTo(980);
              assertThat(it.fact().askedBy()).isEqualTo(RefundAsker.OPERATOR);
              assertThat(it.fact().who()).isEqualTo("alice");
              payments.refunds().fold(List.of(it.fact()));
            });
    assertThat(decide("C1", null, "sold out")).isEqualTo(new Answer.Known());
    assertThat(decide("C2", null, "sold out")).isEqualTo(new Answer.MoreThanLeft(0));
  }

  @Test
  void only_what_is_or_may_be_paid_goes_back() {
    payments.fold(List.of(Fixtures.requested(PAID)));
    assertThat(decide("C1", 1L, "why")).isEqualTo(new Answer.NotPaid("requested"));
    payments.fold(
        List.of(
            Fixtures.unknown(PAID, UnknownReason.NO_ANSWER),
            Fixtures.reverseNeeded(PAID),
            attention(Stage.REVERSE, AttentionReason.REVERSE_SLOW, 60)));
    assertThat(decide("C1", 1L, "why")).isEqualTo(new Answer.NotPaid("reversing"));
    payments.fold(List.of(attention(Stage.REVERSE, AttentionReason.REVERSE_EXPIRED, 70)));
    assertThat(decide("C1", 1L, "why")).isInstanceOf(Answer.Publish.class);
  }

  @Test
  void another_systems_order_is_not_ours_to_give_back() {
    payments.fold(
        List.of(
            Fixtures.requested(PAID),
            Fixtures.unknown(PAID, UnknownReason.NO_ANSWER),
            new Failed(
                PAID,
                Stage.QUERY,
                FailureReason.ORDER_NUMBER_USED,
                "",
                "an order of 999 fen is paid",
                LATER),
            attention(Stage.QUERY, AttentionReason.ORDER_NUMBER_USED, 60)));
    assertThat(decide("C1", 1L, "why")).isEqualTo(new Answer.NotPaid("failed"));
  }

  @Test
  void a_second_refund_that_needs_a_person_is_not_cleared_by_the_first_ones_end() {
    paid();
    payments.fold(
        List.of(
            attention(Stage.REFUND, AttentionReason.REFUND_NOT_ENOUGH, 60),
            new AttentionResolved(
                PAID,
                Stage.REFUND,
                AttentionReason.REFUND_NOT_ENOUGH,
                "refunded",
                Fixtures.T0.plusSeconds(90))));
    assertThat(page().attention()).isEmpty();
    payments.fold(List.of(attention(Stage.REFUND, AttentionReason.REFUND_NOT_ENOUGH, 120)));
    assertThat(page().attention()).containsExactly("refund_not_enough");
  }

  private static AttentionNeeded attention(Stage by, AttentionReason reason, long afterSeconds) {
    return new AttentionNeeded(PAID, by, reason, "", "", Fixtures.T0.plusSeconds(afterSeconds));
  }
}
