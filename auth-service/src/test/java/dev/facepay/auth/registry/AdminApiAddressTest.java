package dev.facepay.auth.registry;

import static dev.facepay.auth.registry.RegistryStand.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.facepay.auth.registry.RegistryStand.Answer;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.testkit.Repository;
import dev.facepay.testkit.contract.ApiContract;
import dev.facepay.testkit.contract.ApiContract.Operation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What strangers write into addresses stays out of log and audit. */
@Timeout(120)
@Tag("real")
class AdminApiAddressTest extends AdminApiStand {

  private static final ch.qos.logback.classic.Logger ROOT =
      (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

  private static final ApiContract CONTRACT =
      ApiContract.of(
          Repository.read(Path.of("src/main/resources/dev/facepay/auth/registry/openapi.yaml")));

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @Test
  void a_line_break_in_an_address_reaches_neither_log_nor_audit() {
    log.start();
    ROOT.addAppender(log);
    List<String> odd = List.of("x%0aERROR%20forged", "x%0d%0aERROR%20forged", "f".repeat(6000));
    for (Operation operation : CONTRACT.operations()) {
      for (String value : operation.path().contains("{") ? odd : List.<String>of()) {
        String path = operation.path().replaceAll("[{][^}]*[}]", value);
        for (String key : List.of("", "nobodys-key-0123456789", ALICE)) {
          Answer answer = send(operation, key, path);
          assertThat(answer.status()).as("%s %s", operation, value).isEqualTo(400);
          assertThat(answer.faults()).singleElement().asString().startsWith("id invalid");
        }
      }
      for (String query : List.of("?cursor=x%0aERROR%20forged", "?x%0aERROR%20forged=1")) {
        send(operation, "", operation.path().replaceAll("[{][^}]*[}]", "S1") + query);
      }
    }

    stand.get("", "/v1/admin/stores/S1");
    ROOT.detachAppender(log);
    assertThat(
            List.copyOf(log.list).stream()
                .map(it -> it.getFormattedMessage() + " " + it.getKeyValuePairs()))
        .anyMatch(line -> line.contains("stranger"))
        .noneMatch(line -> line.contains("forged") || line.contains("ffffffff"));
    assertThat(stand.get(ALICE, "/v1/admin/audit?limit=100").text())
        .contains("stranger")
        .doesNotContain("forged", "ffffffff");
  }

  private static Answer send(Operation operation, String key, String path) {
    return switch (operation.method()) {
      case "PUT" -> stand.put(key, path, "{}");
      case "POST" -> stand.post(key, path, "{}");
      default -> stand.get(key, path);
    };
  }

  /** Whatever becomes a subject some day. */
  @Test
  void a_subject_stands_on_one_line_and_is_short() {
    Audit.Entry entry =
        new Audit.Entry(
            "1", stand.bean(Timekeeper.class).instant(), "a", "b", "x\r\n\u2028y", "c", "");
    assertThat(entry.subject()).isEqualTo("x???y");
    assertThat(entry.ended("f".repeat(6000), "done", "").subject()).hasSize(64);
    assertThat(entry.ended("D03", "done", "").subject()).isEqualTo("D03");
  }

  @Test
  void a_matrix_parameter_is_refused_and_changes_nothing() {
    Answer put =
        stand.put(
            ALICE,
            "/v1/admin/stores/S1;x=1",
            """
            {"store_id": "S1", "store_name": "Other", "merchant_id": "1900000109"}
            """);
    assertThat(put.status()).isEqualTo(400);
    assertThat(put.text("code")).isEqualTo("bad_request");
    assertThat(put.text("detail")).isEqualTo("an address has no ; here");
    for (String path :
        List.of("/v1/admin/stores;limit=1", "/v1;a/admin/devices/D1", "/v1/admin/audit;")) {
      assertThat(stand.get(ALICE, path).text("code")).as(path).isEqualTo("bad_request");
    }
    assertThat(stand.get(ALICE, "/v1/admin/stores/S1").text("store_name")).isEqualTo("Shop S1");
  }
}
