package dev.facepay.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.payment.BillFact;
import dev.facepay.payment.BillFact.BillTaken;
import dev.facepay.payment.BillFact.DayReconciled;
import dev.facepay.payment.BillFact.DifferenceExplained;
import dev.facepay.reconcile.Entry.Kind;
import dev.facepay.wechat.Cause;
import dev.facepay.wechat.Code;
import dev.facepay.wechat.DownloadBill.NoBill;
import dev.facepay.wechat.OrderQuery;
import dev.facepay.wechat.OrderQuery.TradeState;
import dev.facepay.wechat.Unclear;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconcilerTest extends ReconcileStand {

  @Test
  void a_day_that_agrees_is_said_once_and_is_over() throws Exception {
    both("A1", 1280);
    both("A2", 600);
    look();
    assertThat(said).hasSize(2);
    assertThat(said.getFirst())
        .isInstanceOfSatisfying(
            BillTaken.class,
            it -> assertThat(List.of(it.lines(), it.faults())).containsExactly(2L, 0L));
    assertThat(said.getLast())
        .isInstanceOfSatisfying(
            DayReconciled.class,
            it ->
                assertThat(List.of(it.open(), it.grossFen(), it.feeFen(), it.netFen()))
                    .containsExactly(0L, 1880L, 12L, 1868L));
    look();
    assertThat(said).hasSize(2);
    assertThat(kept()).hasSize(2);
  }

  @Test
  void planted_differences_are_each_told_and_explained_by_the_next_bill() throws Exception {
    both("A1", 1280);
    theirs("B1", 500);
    ours("C1", 700);
    look();
    assertThat(found())
        .containsExactlyInAnyOrder("B1 MISSING_HERE SUCCESS", "C1 MISSING_THERE SUCCESS");
    assertThat(differenceDocuments.count()).isEqualTo(2);
    bill.removeIf(it -> it.number().equals("B1"));
    bill.add(payment("C1", 700, Kind.BILL_PAYMENT));
    now = now.plus(Duration.ofHours(6));
    look();
    assertThat(of(DifferenceExplained.class))
        .extracting(it -> it.difference().outTradeNo())
        .containsExactlyInAnyOrder("B1", "C1");
    assertThat(of(DayReconciled.class)).extracting(DayReconciled::open).containsExactly(2L, 0L);
    assertThat(differenceDocuments.count()).isZero();
  }

  @Test
  void the_bill_of_the_next_day_explains_what_was_missing_in_this_ones() throws Exception {
    ours("C1", 700);
    both("A1", 100);
    look();
    assertThat(found()).containsExactly("C1 MISSING_THERE SUCCESS");
    bill.clear();
    bill.add(payment("C1", 700, Kind.BILL_PAYMENT));
    now = now.plus(Duration.ofDays(1));
    look();
    assertThat(of(DifferenceExplained.class)).extracting(BillFact::day).contains(DAY);
  }

  @Test
  void a_difference_stays_one_difference_however_often_it_is_looked_at() throws Exception {
    theirs("B1", 500);
    look();
    now = now.plus(Duration.ofHours(7));
    look();
    assertThat(found()).hasSize(1);
    assertThat(of(DayReconciled.class)).hasSize(2);
  }

  @Test
  void a_bill_that_is_late_or_broken_is_asked_for_again_and_told() throws Exception {
    both("A1", 1280);
    isThere = false;
    look();
    look();
    assertThat(said).isEmpty();
    now = now.plus(MINUTES);
    bad = new Unclear(Cause.NO_ANSWER, Code.NONE, "cut");
    look();
    isThere = true;
    spoilt = "`2,";
    now = now.plus(MINUTES);
    look();
    assertThat(of(BillTaken.class)).extracting(BillTaken::faults).containsExactly(1L);
    assertThat(of(DayReconciled.class)).isEmpty();
    spoilt = "";
    now = now.plus(MINUTES);
    look();
    assertThat(of(DayReconciled.class)).extracting(DayReconciled::open).containsExactly(0L);
    assertThat(kept()).as("both bills and the books").hasSize(3);
  }

  @Test
  void no_bill_is_believed_of_a_day_without_trades_and_of_others_only_later() throws Exception {
    isThere = false;
    bad = new NoBill();
    look();
    assertThat(of(DayReconciled.class)).extracting(DayReconciled::lines).containsExactly(0L);
    said.clear();
    now = now.plus(Duration.ofDays(1));
    facts.add(payment("A1", 100, Kind.PAID, DAY.plusDays(1)));
    look();
    assertThat(said).isEmpty();
    now = now.plus(Duration.ofHours(12));
    look();
    assertThat(found()).containsExactly("A1 MISSING_THERE SUCCESS");
  }

  @Test
  void nothing_is_told_before_wechat_was_asked() throws Exception {
    theirs("B1", 500);
    answer = new Unclear(Cause.NO_ANSWER, Code.NONE, "");
    look();
    assertThat(found()).isEmpty();
    assertThat(of(DayReconciled.class)).extracting(DayReconciled::open).containsExactly(1L);
    answer = new OrderQuery.NotFound();
    now = now.plus(MINUTES);
    look();
    assertThat(found()).containsExactly("B1 MISSING_HERE ORDERNOTEXIST");
  }

  @Test
  void a_frozen_bill_does_not_count_against_what_wechat_says_of_the_order_now() throws Exception {
    theirs("A1", 500);
    facts.add(payment("A1", 500, Kind.REVERSED, DAY));
    answer = state(TradeState.REVOKED);
    look();
    assertThat(found()).isEmpty();
    assertThat(of(DayReconciled.class)).extracting(DayReconciled::open).containsExactly(0L);
  }

  @Test
  void what_was_written_down_and_not_said_is_said_by_the_next_worker() throws Exception {
    theirs("B1", 500);
    isBrokerAway = true;
    try {
      look();
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("broker");
    }
    isBrokerAway = false;
    reconciler = newReconciler();
    now = now.plus(Duration.ofHours(2));
    look();
    assertThat(found()).hasSize(1);
    assertThat(of(DayReconciled.class)).hasSize(1);
  }

  @Test
  void a_day_that_agreed_and_was_not_said_is_said_by_the_next_worker() throws Exception {
    both("A1", 1280);
    isBrokerAway = true;
    assertThatThrownBy(this::look).hasMessage("broker");
    assertThat(of(DayReconciled.class)).isEmpty();
    isBrokerAway = false;
    reconciler = newReconciler();
    now = now.plus(MINUTES);
    look();
    assertThat(of(DayReconciled.class)).hasSize(1);
    look();
    assertThat(of(DayReconciled.class)).as("and not again").hasSize(1);
  }

  @Test
  void the_books_are_the_same_to_the_byte_when_made_again() throws Exception {
    both("A2", 600);
    both("A1", 1280);
    theirs("=B1", 500);
    look();
    byte[] first = Files.readAllBytes(books());
    assertThat(new String(first, UTF_8).lines().toList())
        .element(2)
        .asString()
        .isEqualTo(
            "2026-11-28,payment,2026-11-28"
                + " 12:00:00,S017,A1,4200A1,,12.80,0.00,0.00,0.08,12.72,0.60%,");
    assertThat(new String(first, UTF_8))
        .startsWith("\uFEFFday,row,")
        .contains("'=B1")
        .contains("missing_here\r\n")
        .contains("2026-11-28,store,,S017,,,,18.80,0.00,0.00,0.12,18.68,,\r\n")
        .endsWith("2026-11-28,all,,,,,,23.80,0.00,0.00,0.15,23.65,,\r\n");
    now = now.plus(Duration.ofHours(7));
    look();
    assertThat(Files.readAllBytes(books())).isEqualTo(first);
  }

  @Test
  void only_so_many_are_told_and_all_are_counted() throws Exception {
    for (int i = 0; i < 25; i++) {
      theirs("B" + i, 100);
    }
    look();
    assertThat(found()).hasSize(20);
    assertThat(of(DayReconciled.class)).extracting(DayReconciled::open).containsExactly(25L);
  }
}
