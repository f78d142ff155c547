package dev.facepay.standalone.setup;

import dev.facepay.standalone.client.HttpApi;
import dev.facepay.standalone.client.MetricsClient;
import dev.facepay.standalone.client.MetricsClient.Pages;
import dev.facepay.standalone.client.ReportClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.service.annotation.GetExchange;
import tools.jackson.databind.JsonNode;

/** What a running system is behind with, and what waits for a person. */
final class WorkChecks {

  /** As much as a system under way always has. */
  private static final long BEHIND_MAX = 1_000;

  private static final double LATE_MAX_S = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private WorkChecks() {}

  /** As the services' metrics tell it. */
  static List<Finding> running(Collection<URI> management) throws InterruptedException {
    try (MetricsClient metrics = new MetricsClient(management)) {
      return of(metrics.read());
    } catch (IOException e) {
      // Which service does not answer is a finding already.
      return List.of(Finding.note("work", "not told by all services", ""));
    }
  }

  static List<Finding> of(Pages pages) {
    List<Finding> findings = new ArrayList<>();
    long behind = pages.sum("facepay_lag_records", "");
    findings.add(
        behind <= BEHIND_MAX
            ? Finding.good("log", behind + " records wait in it")
            : Finding.bad(
                "log",
                behind + " records wait in it",
                "docs/runbooks/FacePayStageStalled.md; ./facepay doctor again tells whether it"
                    + " shrinks"));
    double late = pages.numbers("facepay_due_lateness_seconds", "").max().orElse(0);
    findings.add(
        late <= LATE_MAX_S
            ? Finding.good("due work", "done in time")
            : Finding.bad(
                "due work",
                "overdue by " + Math.round(late) + " s",
                "docs/runbooks/FacePayTimersLate.md"));
    long held = pages.sum("facepay_due_open", "records=\"held-");
    if (held > 0) {
      findings.add(
          Finding.bad("held records", held + " can't be handled", "./facepay held lists them"));
    }
    double oldest = pages.numbers("facepay_payments_oldest_seconds", "").max().orElse(0);
    if (oldest > 0) {
      findings.add(
          Finding.note(
              "oldest open payment",
              "%d min %d s".formatted(Math.round(oldest) / 60, Math.round(oldest) % 60),
              ""));
    }
    return findings;
  }

  /** Alarms that are open, as the console lists them. */
  static Finding attention(URI console, String operatorKey) throws InterruptedException {
    try (ReportClient client = new ReportClient(console, operatorKey)) {
      long open = client.attention();
      return open == 0
          ? Finding.good("attention", "nothing waits for a person")
          : Finding.bad(
              "attention", open + " wait for a person", "look at " + console.resolve("/"));
    } catch (IOException e) {
      return Finding.note("attention", "not told by " + console, "");
    }
  }

  interface Devices {

    @GetExchange("/v1/devices/me")
    JsonNode me();
  }

  /**
   * Whether an edge of FacePay answers there.
   *
   * @param key a device's; null: a refusal in its words is an answer too
   */
  static Finding edge(URI edge, @Nullable String key) throws InterruptedException {
    try (HttpApi<Devices> there = new HttpApi<>(Devices.class, edge, key, PATIENCE)) {
      return Finding.good(
          "edge",
          "answers at %s: device %s"
              .formatted(edge, there.call(Devices::me).path("device_id").asString("?")));
    } catch (HttpApi.Refused e) {
      String code = e.body().path("code").asString("");
      boolean well = e.status() == 401 && !code.isEmpty() && key == null;
      return well
          ? Finding.good("edge", "answers at " + edge)
          : Finding.bad(
              "edge",
              "%s answers %d %s".formatted(edge, e.status(), code).strip(),
              e.body().path("what_to_do").asString("check the address and the key"));
    } catch (IOException e) {
      return Finding.bad(
          "edge", "no answer from " + edge, "check the address, TLS and the way to it");
    }
  }
}
