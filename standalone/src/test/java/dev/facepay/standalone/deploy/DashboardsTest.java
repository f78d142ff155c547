package dev.facepay.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a dashboard owes to who looks at it. Whether its queries find anything: see the journey. */
@Tag("real")
class DashboardsTest {

  private final List<JsonNode> boards = Dashboards.all();

  @Test
  void there_is_one_for_each_kind_of_look() {
    assertThat(boards)
        .extracting(board -> board.path("uid").asString())
        .containsExactlyInAnyOrder(
            "facepay-payments",
            "facepay-stages",
            "facepay-gateway",
            "facepay-devices",
            "facepay-platform");
  }

  @Test
  void every_panel_says_what_it_shows_and_in_which_unit() {
    for (JsonNode board : boards) {
      for (JsonNode panel : board.path("panels")) {
        String title = panel.path("title").asString();
        assertThat(title).isNotBlank();
        assertThat(panel.path("description").asString()).as(title).endsWith(".");
        assertThat(panel.at("/fieldConfig/defaults/unit").asString()).as(title).isNotBlank();
        assertThat(panel.path("targets")).as(title).isNotEmpty();
      }
    }
  }

  @Test
  void panels_do_not_cover_each_other_and_have_numbers_of_their_own() {
    for (JsonNode board : boards) {
      Set<Integer> ids = new HashSet<>();
      Set<String> cells = new HashSet<>();
      for (JsonNode panel : board.path("panels")) {
        assertThat(ids.add(panel.path("id").asInt())).isTrue();
        JsonNode pos = panel.path("gridPos");
        for (int x = 0; x < pos.path("w").asInt(); x++) {
          for (int y = 0; y < pos.path("h").asInt(); y++) {
            String cell = (pos.path("x").asInt() + x) + "/" + (pos.path("y").asInt() + y);
            assertThat(cells.add(cell)).as(panel.path("title").asString()).isTrue();
          }
        }
        assertThat(pos.path("x").asInt() + pos.path("w").asInt()).isLessThanOrEqualTo(24);
      }
    }
  }

  @Test
  void every_query_asks_the_source_that_is_set_up() {
    for (JsonNode board : boards) {
      assertThat(board.path("editable").asBoolean()).isFalse();
      for (JsonNode panel : board.path("panels")) {
        for (JsonNode target : panel.path("targets")) {
          assertThat(target.at("/datasource/uid").asString()).isEqualTo("facepay");
        }
      }
    }
  }
}
