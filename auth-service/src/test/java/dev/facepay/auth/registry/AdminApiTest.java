package dev.facepay.auth.registry;

import static dev.facepay.auth.registry.RegistryStand.ALICE;
import static dev.facepay.auth.registry.RegistryStand.READER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.auth.registry.RegistryStand.Answer;
import dev.facepay.testkit.Repository;
import dev.facepay.testkit.contract.ApiContract;
import dev.facepay.testkit.contract.ApiContract.Operation;
import dev.facepay.testkit.contract.ApiQueries;
import dev.facepay.testkit.contract.ApiQueries.Query;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** What operators may ask for, over real HTTP. */
@Timeout(120)
@Tag("real")
class AdminApiTest extends AdminApiStand {

  private static final ApiContract CONTRACT =
      ApiContract.of(
          Repository.read(Path.of("src/main/resources/dev/facepay/auth/registry/openapi.yaml")));

  @Test
  void a_store_is_added_once_and_a_second_one_of_its_id_refused() {
    assertThat(store("S2").status()).isEqualTo(201);
    assertThat(store("S2").status()).isEqualTo(200);
    assertThat(newest("store.add").path("result").asString()).isEqualTo("unchanged");

    Answer other =
        stand.post(
            ALICE,
            "/v1/admin/stores",
            """
            {"store_id": "S2", "store_name": "Another", "merchant_id": "1900000109"}\
            """);
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.text("code")).isEqualTo("store_exists");
    Answer nobodys =
        stand.post(
            ALICE,
            "/v1/admin/stores",
            """
            {"store_id": "S3", "store_name": "Nobody's", "merchant_id": "1"}\
            """);
    assertThat(nobodys.status()).isEqualTo(422);
    assertThat(nobodys.text("code")).isEqualTo("merchant_unknown");
    assertThat(stand.get(READER, "/v1/admin/stores").text())
        .contains("\"S2\"")
        .doesNotContain("S3");
  }

  @Test
  void a_store_may_have_a_place_for_wechat() {
    String body =
        """
        {"store_id": "S4", "store_name": "Bund", "merchant_id": "1900000109",\
         "area_code": "%s", "address": "外滩 17 号"}\
        """;
    Answer wrong = stand.post(ALICE, "/v1/admin/stores", body.formatted("31010"));
    assertThat(wrong.faults()).containsExactly("area_code invalid must be 6 digits");
    assertThat(stand.post(ALICE, "/v1/admin/stores", body.formatted("310101")).status())
        .isEqualTo(201);
    assertThat(stand.get(READER, "/v1/admin/stores").text())
        .contains("\"area_code\":\"310101\",\"address\":\"外滩 17 号\"");
    assertThat(stand.post(ALICE, "/v1/admin/stores", body.formatted("310101")).status())
        .isEqualTo(200);
  }

  @Test
  void what_is_not_understood_is_told_and_changes_nothing() {
    for (String body : new String[] {"", "{", "[]"}) {
      Answer answer = stand.post(ALICE, "/v1/admin/stores", body);
      assertThat(answer.status()).as(body).isEqualTo(400);
      assertThat(answer.text("code")).isEqualTo("malformed_json");
      assertThat(answer.text("detail")).startsWith("the body ");
    }
    Answer large = stand.post(ALICE, "/v1/admin/stores", " ".repeat(16 * 1024) + "{}");
    assertThat(large.text("code")).isEqualTo("body_too_large");
    Answer all =
        stand.post(
            ALICE,
            "/v1/admin/stores",
            """
            {"store_id": "S 9", "merchant_id": 1900000109, "address": null, "closed": "true",
             "x": 1}
            """);
    assertThat(all.status()).isEqualTo(400);
    assertThat(all.faults())
        .containsExactlyInAnyOrder(
            "store_id invalid must be 1 to 32 letters, digits or _-. (not . or .. alone)",
            "store_name missing is missing",
            "merchant_id wrong_type is no JSON string; it must be 1 to 32 letters or digits",
            "address null must not be null: leave it out",
            "closed wrong_type must be true or false",
            "x unknown is not known here: the fields are store_id, store_name, merchant_id,"
                + " address, area_code, closed and sub_mch_id");
    assertThat(newest("store.add").path("reason").asString()).isEqualTo("invalid_request");
    for (String name :
        new String[] {"Noodles 🍜", "N\\ufffe", "\\u3000", "half \\ud83c", "two\\nlines"}) {
      Answer answer =
          stand.post(
              ALICE,
              "/v1/admin/stores",
              """
              {"store_id": "S9", "store_name": "%s", "merchant_id": "1900000109"}
              """
                  .formatted(name));
      assertThat(answer.status()).as(name).isEqualTo(400);
      assertThat(answer.faults())
          .as(name)
          .singleElement(InstanceOfAssertFactories.STRING)
          .startsWith("store_name invalid must ");
    }
    assertThat(stand.get(ALICE, "/v1/admin/stores").text()).doesNotContain("S9");
    assertThat(device("D9", "half \\ud83c", "S1").status()).isEqualTo(400);
    assertThat(device("D 9", "Till", "S1").status()).isEqualTo(400);
    for (String dots : List.of(".", "..")) {
      assertThat(store(dots).faults()).singleElement().asString().startsWith("store_id invalid");
      assertThat(device(dots, "Till", "S1").faults())
          .singleElement()
          .asString()
          .startsWith("device_id invalid");
      assertThat(device("D9", "Till", dots).text("code")).isEqualTo("store_unknown");
    }
    assertThat(device("D9", "Till", "S9").text("code")).isEqualTo("store_unknown");
    assertThat(stand.get(ALICE, "/v1/admin/devices/D9").text("code")).isEqualTo("device_unknown");
    assertThat(stand.get(ALICE, "/v1/admin/devices?limit=0").status()).isEqualTo(400);
    for (String id : new String[] {"D%209", "D9%0A", "D9%3A"}) {
      assertThat(stand.get(ALICE, "/v1/admin/devices/" + id).faults())
          .containsExactly("id invalid must be like D03");
    }
    assertThat(stand.get(ALICE, "/v1/admin/nothing").text("code")).isEqualTo("not_found");
    assertThat(stand.get(ALICE, "/v1/admin/devices/D1/revoke").text("code"))
        .isEqualTo("method_not_allowed");
  }

  @Test
  void contract_and_code_judge_addresses_alike() {
    for (Operation operation : CONTRACT.operations()) {
      if (!operation.method().equals("GET") || operation.path().contains("{")) {
        continue;
      }
      for (int seed = 0; seed < 60; seed++) {
        Query query = new ApiQueries(seed, Instant.now(), Set.of("cursor")).of(operation);

        Answer answer = stand.get(ALICE, operation.path() + "?" + query.text());

        Set<String> refused =
            answer.status() == 200
                ? Set.of()
                : Set.copyOf(answer.json().path("errors").findValuesAsString("field"));
        assertThat(refused).as("%s: %s", query.text(), answer.text()).isEqualTo(query.faulty());
      }
    }
  }

  @Test
  void without_a_key_or_its_scope_nothing_happens_and_it_is_audited() {
    assertThat(stand.get("", "/v1/admin/devices").status()).isEqualTo(401);
    assertThat(stand.get("not-a-key-of-any-operator", "/v1/admin/devices").status()).isEqualTo(401);
    assertThat(newest("device.list").path("who").asString()).isEqualTo("stranger");

    Answer forbidden = stand.post(READER, "/v1/admin/devices/D1/revoke", "");
    assertThat(forbidden.status()).isEqualTo(403);
    assertThat(forbidden.text("detail")).isEqualTo("needs devices:write");
    JsonNode audited = newest("device.revoke");
    assertThat(audited.path("who").asString()).isEqualTo("bob");
    assertThat(audited.path("result").asString()).isEqualTo("refused");
    assertThat(stand.get(READER, "/v1/admin/audit").status()).isEqualTo(403);
  }

  @Test
  void lists_go_on_behind_their_cursor() {
    store("S5");
    device("P1", "a", "S5");
    device("P2", "b", "S5");
    device("P3", "c", "S5");

    Answer first = stand.get(READER, "/v1/admin/devices?store=S5&limit=2");
    assertThat(first.json().path("devices").findValuesAsString("device_id"))
        .containsExactly("P1", "P2");
    Answer second =
        stand.get(READER, "/v1/admin/devices?store=S5&limit=2&cursor=" + first.text("next_cursor"));
    assertThat(second.json().path("devices").findValuesAsString("device_id")).containsExactly("P3");
    assertThat(second.json().has("next_cursor")).isFalse();
    assertThat(
            stand
                .get(ALICE, "/v1/admin/audit?limit=1")
                .json()
                .path("entries")
                .findValuesAsString("what"))
        .hasSize(1);
  }

  @Test
  void what_is_typed_is_looked_for_in_ids_names_and_places() {
    store("S6");
    store("S7");
    device("Q1", "Front till", "S6");
    device("Q2", "Bar", "S6");

    assertThat(stand.get(READER, "/v1/admin/stores?q=shop%20s6").json().path("stores"))
        .extracting(it -> it.path("store_id").asString())
        .containsExactly("S6");
    assertThat(stand.get(READER, "/v1/admin/devices?store=S6&q=FRONT").text())
        .contains("\"Q1\"")
        .doesNotContain("\"Q2\"");
    Answer first = stand.get(READER, "/v1/admin/stores?q=shop&limit=1");
    assertThat(first.json().path("stores")).hasSize(1);
    assertThat(
            stand
                .get(READER, "/v1/admin/stores?q=s7&limit=100&cursor=" + first.text("next_cursor"))
                .json()
                .path("stores"))
        .hasSize(1);
  }

  @Test
  void the_audit_is_asked_for_by_who_what_whom_and_how_it_ended() {
    store("S8");
    stand.get(READER, "/v1/admin/stores/S8");
    stand.post(READER, "/v1/admin/devices/D1/revoke", "");

    JsonNode about = stand.get(ALICE, "/v1/admin/audit?subject=S8").json().path("entries");
    assertThat(about)
        .extracting(it -> it.path("what").asString())
        .containsExactly("store.find", "store.add");
    assertThat(stand.get(ALICE, "/v1/admin/audit?subject=S8&acts=true").json().path("entries"))
        .extracting(it -> it.path("what").asString())
        .containsExactly("store.add");
    assertThat(
            stand
                .get(ALICE, "/v1/admin/audit?who=bob&what=device.revoke&result=refused")
                .json()
                .path("entries"))
        .isNotEmpty()
        .allSatisfy(it -> assertThat(it.path("reason").asString()).isEqualTo("scope_missing"));
    assertThat(stand.get(ALICE, "/v1/admin/audit?who=nobody").json().path("entries")).isEmpty();
  }

  @Test
  void the_description_in_the_repository_is_the_served_one() {
    JsonNode api = CONTRACT.document();
    JsonNode served = stand.get("", "/v3/api-docs").json();

    assertThat(served).isEqualTo(api);
    assertThat(api.path("paths").propertyNames())
        .containsExactlyInAnyOrder(
            "/v1/admin/stores",
            "/v1/admin/stores/{id}",
            "/v1/admin/devices",
            "/v1/admin/devices/{id}",
            "/v1/admin/devices/{id}/rotate",
            "/v1/admin/devices/{id}/revoke",
            "/v1/admin/audit");
    for (String ref : api.findValuesAsString("$ref")) {
      assertThat(api.at(ref.substring(1)).isMissingNode()).as(ref).isFalse();
    }
  }
}
