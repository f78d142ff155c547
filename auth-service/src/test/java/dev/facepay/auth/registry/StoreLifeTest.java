package dev.facepay.auth.registry;

import static dev.facepay.auth.registry.RegistryStand.ALICE;
import static dev.facepay.auth.registry.RegistryStand.READER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.auth.registry.RegistryStand.Answer;
import dev.facepay.payment.DeviceFact.DeviceState;
import dev.facepay.payment.DeviceStatus;
import dev.facepay.testkit.Await;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store that is renamed, moved and closed after it is there. */
@Timeout(120)
@Tag("real")
class StoreLifeTest extends AdminApiStand {

  private static Answer put(String id, String more) {
    return put(id, "", more);
  }

  private static Answer put(String id, String query, String more) {
    return stand.put(
        ALICE,
        "/v1/admin/stores/" + id + query,
        """
        {"store_id": "%s", "merchant_id": "1900000109", %s}\
        """
            .formatted(id, more));
  }

  private static DeviceState told(Predicate<DeviceState> wanted) {
    return (DeviceState)
        Await.until(
            "what the log tells the edges",
            FACTS::poll,
            fact -> fact instanceof DeviceState state && wanted.test(state));
  }

  @Test
  void a_store_is_put_as_it_shall_be_however_often() {
    assertThat(put("P1", "\"store_name\": \"One\"").status()).isEqualTo(201);
    assertThat(put("P1", "\"store_name\": \"One\"").status()).isEqualTo(200);
    assertThat(newest("store.put").path("result").asString()).isEqualTo("unchanged");
    Answer placed = put("P1", "\"store_name\": \"One\", \"area_code\": \"310101\"");
    assertThat(placed.status()).isEqualTo(200);
    assertThat(newest("store.put").path("result").asString()).isEqualTo("done");
    assertThat(stand.get(READER, "/v1/admin/stores/P1").text("area_code")).isEqualTo("310101");
    assertThat(stand.get(READER, "/v1/admin/stores/P0").text("code")).isEqualTo("store_not_found");
    assertThat(stand.put(READER, "/v1/admin/stores/P1", "{}").status()).isEqualTo(403);
    Answer other =
        stand.put(
            ALICE,
            "/v1/admin/stores/P1",
            "{\"store_id\": \"P2\", \"store_name\": \"x\", \"merchant_id\": \"1900000109\"}");
    assertThat(other.faults()).containsExactly("store_id invalid must be P1");
  }

  @Test
  void a_dry_run_judges_and_changes_nothing() {
    assertThat(put("P3", "?dry_run=true", "\"store_name\": \"Three\"").status()).isEqualTo(201);
    assertThat(put("P3", "?dry_run=true", "\"store_name\": \" \"").status()).isEqualTo(400);
    assertThat(stand.get(READER, "/v1/admin/stores/P3").status()).isEqualTo(404);
  }

  @Test
  void devices_act_by_their_stores_new_name_and_place_and_end_with_it() {
    store("P4");
    device("P4-1", "Till", "P4");
    DeviceState before = told(it -> it.key().endsWith("P4-1"));
    put("P4", "\"store_name\": \"Four\", \"address\": \"17 Bund\"");
    DeviceState renamed = told(it -> it.key().endsWith("P4-1") && it.version() > before.version());
    assertThat(renamed.device().storeName()).hasToString("Four");
    assertThat(renamed.place().address()).isEqualTo("17 Bund");

    Answer moved =
        stand.put(
            ALICE,
            "/v1/admin/stores/P4",
            "{\"store_id\": \"P4\", \"store_name\": \"Four\", \"merchant_id\": \"1900000109\","
                + " \"sub_mch_id\": \"1900000301\"}");
    assertThat(moved.text("code")).isEqualTo("store_has_devices");

    assertThat(put("P4", "\"store_name\": \"Four\", \"closed\": true").status()).isEqualTo(200);
    DeviceState ended = told(it -> it.key().endsWith("P4-1") && it.version() > renamed.version());
    assertThat(ended.status()).isEqualTo(DeviceStatus.REVOKED);
    assertThat(device("P4-2", "Till", "P4").text("code")).isEqualTo("store_closed");

    Answer elsewhere =
        put("P4", "\"store_name\": \"Four\", \"sub_mch_id\": \"1900000301\", \"closed\": false");
    assertThat(elsewhere.status()).as(elsewhere.text()).isEqualTo(200);
    assertThat(device("P4-2", "Till", "P4").status()).isEqualTo(201);
  }
}
