package dev.facepay.standalone.journey;

import static dev.facepay.standalone.journey.GatewayControl.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.standalone.start.Service;
import dev.facepay.testkit.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every database in turn is replaced by an older copy, its service's groups go back to the
 * beginning of the log, and it is brought up to the log before it is started. The judge finds
 * nothing: no second call, no two facts of one version, no word taken back, no reversal forgotten.
 */
@Order(7)
@ExtendWith(Stand.Provider.class)
@Tag("real")
@Tag("all")
class RestoreJourney {

  private final Stand stand;

  RestoreJourney(Stand stand) {
    this.stand = stand;
  }

  @AfterAll
  static void all_evidence_agrees(Stand stand) {
    new Collector(stand).judge();
  }

  @Test
  void an_older_copy_of_every_database_is_safe_to_start_on() throws Exception {
    Backup pay = Backup.of(stand, Service.PAY, List.of("facepay.pay", "facepay.pay-closing"));
    Backup query = Backup.of(stand, Service.QUERY, List.of("facepay.query"));
    Backup reverse = Backup.of(stand, Service.REVERSE, List.of("facepay.reverse"));
    Backup report =
        Backup.of(stand, Service.REPORT, List.of("facepay.report", "facepay.report-jobs"));
    Backup auth = Backup.of(stand, Service.AUTH, List.of());
    Commands commands = new Commands(stand);
    commands.run("store add --id R7 --name Restored --merchant 1900000109");
    commands.run("device add --store R7 --name T7");
    commands.run("device revoke T7 --yes");

    Sale paid = stand.sale();
    assertThat(paid.pay().state()).isEqualTo("SUCCEEDED");
    Sale refused = stand.sale().meets("micropay", step("ERROR", "code", "NOTENOUGH"));
    assertThat(refused.pay().state()).isEqualTo("FAILED");
    Sale unknown = stand.sale().meets("micropay", step("ANSWER_LOST"));
    unknown.begin();
    unknown.endsAs("SUCCEEDED");
    Sale chased =
        stand
            .sale()
            .meets("micropay", step("ANSWER_LOST"))
            .meets("orderquery", step("ERROR", "code", "SYSTEMERROR", "for_s", 10))
            .meets("reverse", step("ERROR", "code", "SYSTEMERROR", "for_s", 3600));
    chased.begin();
    chased.until("REVERSING");
    Sale asked = killedWhileAsking();

    pay.restoreAndForget();
    Await.until("it says what to do", () -> health(Service.PAY), it -> it.contains("catch-up"));
    pay.restore();
    asked.endsAs("SUCCEEDED");
    assertThat(asked.fact("unknown").text("reason")).isEqualTo("too_late");
    query.restore();
    chased.ledger("a reversal", order -> order.path("reverse_calls").asInt() > 0);
    reverse.restore();
    report.restore();
    auth.restore();

    assertThat(commands.run("device list --status revoked")).contains("T7");
    stand.gateway().advanceClock(Duration.ofHours(1));
    chased.endsAs("REVERSED");
    assertThat(paid.pay().state()).isEqualTo("SUCCEEDED");
    assertThat(refused.pay().state()).isEqualTo("FAILED");
    assertThat(unknown.pay().state()).isEqualTo("SUCCEEDED");
    assertThat(asked.ledger().path("pay_calls").asInt()).isEqualTo(1);
    assertThat(stand.sale().pay().state()).as("a new one").isEqualTo("SUCCEEDED");
  }

  private String health(Service service) throws IOException, InterruptedException {
    URI page = stand.system().management(service).resolve("/actuator/health");
    return stand
        .http()
        .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** The call has left, the money has moved, and what was written down before will be lost. */
  private Sale killedWhileAsking() throws IOException {
    Sale sale = stand.sale().meets("micropay", step("ORDINARY", "answer_delay_ms", 2500));
    try (PayProcess other = PayProcess.start(stand)) {
      new Groups(stand, List.of("facepay.pay")).awaitMembers(2);
      stand.system().stop(Service.PAY);
      sale.begin();
      sale.ledger("the pay call", order -> order.path("pay_calls").asInt() == 1);
      other.kill();
    }
    return sale;
  }
}
