package dev.facepay.refund;

import static dev.facepay.testkit.Fixtures.payment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.AttentionResolved;
import dev.facepay.payment.RefundAsker;
import dev.facepay.payment.RefundFact.RefundChanged;
import dev.facepay.payment.RefundFact.RefundFailed;
import dev.facepay.payment.RefundFact.RefundRequested;
import dev.facepay.payment.RefundFact.RefundSucceeded;
import dev.facepay.payment.RefundFailure;
import dev.facepay.payment.RefundNo;
import dev.facepay.runtime.fact.LogFold;
import dev.facepay.runtime.store.Documents;
import dev.facepay.wechat.RefundQuery.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** What a database that was restored learns from the log. */
class RefundFoldTest extends RefundStage {

  private void losesItsDocuments() {
    for (Document payment : documents.page(Map.of(), "", 10)) {
      documents.delete(payment.getString(Documents.ID), payment.getLong(Documents.VER));
    }
    work.find(PAYMENT.id().toString()).ifPresent(work::drop);
  }

  /** The log has that the payment was paid, those requests, and all that was said. */
  private void catchUp(RefundRequested... requests) throws InterruptedException {
    List<Fact> log = new ArrayList<>(List.of(SUCCEEDED));
    log.addAll(published);
    log.addAll(List.of(requests));
    catchUp(log);
  }

  private void catchUp(List<Fact> log) throws InterruptedException {
    for (LogFold fold : new RefundFold(store, work, clock).folds()) {
      for (Fact fact : log) {
        if (fact.type().topic() == fold.topic()) {
          fold.taker().take(fact, clock.instant());
        }
      }
    }
  }

  @Test
  void a_log_that_is_read_again_into_lost_documents_makes_no_second_refund() throws Exception {
    paid();
    RefundRequested request = request("R1", 1280);
    handler.handle(request);
    run(Duration.ofMinutes(2));
    losesItsDocuments();
    catchUp(request);
    Refunds refunds = store.find(PAYMENT.id()).orElseThrow();
    assertThat(refunds.reservedFen()).isEqualTo(1280);
    assertThat(refunds.open()).isFalse();
    assertThat(work.count()).isZero();
  }

  @Test
  void what_nobody_has_decided_is_decided_after_a_question() throws Exception {
    RefundRequested tooMuch = request("R1", settings.tillMaxFen() + 1);
    catchUp(tooMuch, request("R2", 1000), request("R3", 1000));
    run(Duration.ofMinutes(3));
    assertThat(said(RefundFailed.class))
        .extracting(RefundFailed::reason)
        .containsExactly(RefundFailure.ABOVE_LIMIT, RefundFailure.MORE_THAN_PAID);
    assertThat(said(RefundSucceeded.class)).hasSize(1);
    assertThat(wechat.backFen()).isEqualTo(1000);
  }

  @Test
  void what_was_called_for_is_found_however_it_would_be_decided_now() throws Exception {
    paid();
    RefundRequested request = request("R1", 1280);
    wechat.doneButLost = true;
    handler.handle(request);
    run(Duration.ofSeconds(2));
    losesItsDocuments();
    catchUp(request("R0", 500), request);
    run(Duration.ofMinutes(3));
    assertThat(said(RefundSucceeded.class))
        .singleElement()
        .satisfies(it -> assertThat(it.refund().refundNo()).isEqualTo(new RefundNo("R1")));
    assertThat(whyFailed()).isEqualTo(RefundFailure.MORE_THAN_PAID);
  }

  @Test
  void who_can_be_called_only_when_the_payment_is_known_is_called_then() throws Exception {
    wechat.status = Status.CHANGE;
    handler.handle(request("R1", 500, RefundAsker.OPERATOR, PAYMENT.store()));
    run(Duration.ofMinutes(8));
    assertThat(said(RefundChanged.class)).hasSize(1);
    assertThat(said(AttentionNeeded.class)).isEmpty();
    paid();
    run(Duration.ofMinutes(30));
    assertThat(said(RefundChanged.class)).hasSize(1);
    assertThat(said(AttentionNeeded.class))
        .singleElement()
        .satisfies(it -> assertThat(it.reason()).isEqualTo(AttentionReason.REFUND_CHANGED));
  }

  @Test
  void what_people_were_told_is_not_said_again_and_is_over_with_the_refund() throws Exception {
    paid();
    wechat.status = Status.CHANGE;
    RefundRequested request = request("R1", 500);
    handler.handle(request);
    run(Duration.ofMinutes(3));
    losesItsDocuments();
    catchUp(request);
    run(Duration.ofMinutes(10));
    assertThat(said(RefundChanged.class)).hasSize(1);
    assertThat(said(AttentionNeeded.class)).hasSize(1);
    wechat.status = Status.SUCCESS;
    run(Duration.ofMinutes(40));
    assertThat(said(AttentionResolved.class)).hasSize(1);
    assertThat(said(RefundSucceeded.class)).hasSize(1);
  }

  @Test
  void what_people_were_told_of_a_payment_older_than_the_log_stops_no_refund() throws Exception {
    paid();
    wechat.status = Status.CHANGE;
    RefundRequested request = request("R1", 500, RefundAsker.OPERATOR, PAYMENT.store());
    handler.handle(request);
    run(Duration.ofMinutes(3));
    losesItsDocuments();
    List<Fact> log = new ArrayList<>(published);
    log.add(request);
    catchUp(log);
    wechat.status = Status.SUCCESS;
    run(Duration.ofMinutes(40));
    assertThat(said(RefundSucceeded.class)).hasSize(1);
    assertThat(wechat.calls).hasSize(1);
  }

  /** Decided and not said when the copy was made, then decided again and said. */
  @Test
  void what_the_log_says_stands_where_a_copy_had_decided_it_at_another_time() throws Exception {
    paid();
    brokerAway = true;
    RefundRequested tooMuch = request("R1", settings.tillMaxFen() + 1);
    handler.handle(tooMuch);
    run(Duration.ofSeconds(2));
    Document copy = documents.page(Map.of(), "", 10).getFirst();
    Document record = records.page(Map.of(), "", 10).getFirst();
    assertThat(store.find(PAYMENT.id()).orElseThrow().unsaid()).hasSize(1);
    losesItsDocuments();
    brokerAway = false;
    catchUp(tooMuch);
    run(Duration.ofMinutes(3));
    RefundFailed said = said(RefundFailed.class).getFirst();
    losesItsDocuments();
    documents.insert(copy);
    records.insert(record);
    catchUp(tooMuch);
    run(Duration.ofMinutes(3));
    assertThat(said(RefundFailed.class)).containsOnly(said);
    Refunds refunds = store.find(PAYMENT.id()).orElseThrow();
    assertThat(refunds.all().getFirst().end()).contains(said);
    assertThat(refunds.unsaid()).isEmpty();
  }

  /** Called for by a process whose document is lost; what came after it nobody has judged. */
  @Test
  void what_wechat_has_is_asked_about_however_much_the_later_ones_want() throws Exception {
    paid();
    RefundRequested request = request("R1", 1000);
    handler.handle(request);
    Document copy = documents.page(Map.of(), "", 10).getFirst();
    run(Duration.ofSeconds(2));
    assertThat(wechat.backFen()).isEqualTo(1000);
    losesItsDocuments();
    published.clear();
    documents.insert(copy);
    catchUp(request, request("R2", 1280));
    run(Duration.ofMinutes(3));
    assertThat(said(RefundSucceeded.class))
        .singleElement()
        .satisfies(it -> assertThat(it.refund().refundNo()).isEqualTo(new RefundNo("R1")));
    assertThat(whyFailed()).isEqualTo(RefundFailure.MORE_THAN_PAID);
  }
}
