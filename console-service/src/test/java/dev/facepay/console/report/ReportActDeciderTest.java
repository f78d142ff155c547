package dev.facepay.console.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.console.report.ReportActAnswer.Refused;
import dev.facepay.console.report.ReportActAnswer.Taken;
import dev.facepay.console.report.ReportActDecider.ActRequest;
import dev.facepay.payment.Act;
import dev.facepay.payment.ReportFact.ReportActRequested;
import dev.facepay.payment.TradeRef;
import dev.facepay.testkit.Fixtures;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReportActDeciderTest {

  private static final Instant NOW = Fixtures.T0.plusSeconds(60);

  private static TradeView trade(String state) {
    TradeRef trade = TradeRef.of(Fixtures.payment("A1", 1));
    boolean resolved = state.equals("resolved");
    return new TradeView(
        trade.id().toString(),
        trade.id().merchant().value(),
        "1900000200",
        "A1",
        null,
        null,
        trade.store().value(),
        trade.device().value(),
        false,
        1280L,
        "2026-11-22T02:00:00.000Z",
        state,
        null,
        false,
        null,
        null,
        state.equals("confirmed") ? "2026-11-22T02:00:05.000Z" : null,
        null,
        false,
        List.of(new TradeView.Try(7, "reportOrder", null, null, null, null, null)),
        resolved
            ? List.of(
                new TradeView.Done("2026-11-22T02:00:09.000Z", "resolve", "wang", "mail", "m"))
            : List.of(),
        null);
  }

  private static ActRequest request(Act act) {
    return new ActRequest(act, "li", "scrapped", "ticket 7", NOW);
  }

  @ParameterizedTest
  @CsvSource({
    // state, revoked: retry; resolve
    "due, false, taken, taken",
    "asked, false, taken, taken",
    "failed, false, taken, taken",
    "due, true, DEVICE_REVOKED, taken",
    "asked, true, DEVICE_REVOKED, taken",
    "failed, true, DEVICE_REVOKED, taken",
    "confirmed, false, ALREADY_REPORTED, ALREADY_REPORTED",
    "confirmed, true, ALREADY_REPORTED, ALREADY_REPORTED",
    "resolved, false, ALREADY_RESOLVED, ALREADY_RESOLVED",
    "not_due, false, NOT_DUE, NOT_DUE"
  })
  void what_may_be_done(String state, boolean revoked, String retry, String resolve) {
    assertThat(said(ReportActDecider.decide(trade(state), revoked, request(Act.RETRY))))
        .isEqualTo(retry);
    assertThat(said(ReportActDecider.decide(trade(state), revoked, request(Act.RESOLVE))))
        .isEqualTo(resolve);
  }

  private static String said(ReportActAnswer answer) {
    return switch (answer) {
      case Taken taken -> "taken";
      case Refused refused -> refused.why().name();
    };
  }

  @ParameterizedTest
  @EnumSource(Act.class)
  void what_is_taken_says_who_and_why_and_all_that_a_job_needs_to_begin_anew(Act act) {
    ReportActRequested fact =
        ((Taken) ReportActDecider.decide(trade("failed"), false, request(act))).fact();
    assertThat(fact.act()).isEqualTo(act);
    assertThat(fact.trade().id().toString()).isEqualTo("1900000109:A1");
    assertThat(fact.trade().subMerchant()).hasToString("1900000200");
    assertThat(fact.tryNo()).isEqualTo(7);
    assertThat(fact.paidAt()).isEqualTo("2026-11-22T02:00:00Z");
    assertThat(List.of(fact.who(), fact.why(), fact.evidence()))
        .containsExactly("li", "scrapped", "ticket 7");
  }

  @Test
  void who_ended_it_already_is_named() {
    Refused refused =
        (Refused) ReportActDecider.decide(trade("resolved"), false, request(Act.RETRY));
    assertThat(refused.detail()).contains("wang", "2026-11-22T02:00:09", "mail");
  }
}
