package dev.facepay.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.runtime.fill.FillWatch;
import dev.facepay.runtime.fill.FillWatch.Fullness;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How full the disks under log and database are, and this process's memory. */
@RestController
final class StorageController {

  private final FillWatch fill;

  StorageController(FillWatch fill) {
    this.fill = fill;
  }

  /**
   * @param places those that can be measured
   */
  record Storage(List<Filled> places) {}

  /**
   * One of them.
   *
   * @param store kafka, mongodb, heap
   * @param level ok, filling, full
   * @param usedRatio 0 to 1
   * @param fullAt when it counts as full at the rate of the last day; left out if that is not in
   *     sight
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Filled(
      String store,
      String level,
      @JsonProperty("used_ratio") double usedRatio,
      @JsonProperty("used_bytes") long usedBytes,
      @JsonProperty("total_bytes") long totalBytes,
      @JsonProperty("full_at") @Nullable String fullAt) {

    static Filled of(Fullness it) {
      return new Filled(
          it.store(),
          it.level().wire(),
          Math.floor(it.usage().ratio() * 1000) / 1000,
          it.usage().usedBytes(),
          it.usage().totalBytes(),
          // A date to plan by: no page is drawn anew for its seconds.
          it.fullAt() == null ? null : it.fullAt().truncatedTo(ChronoUnit.MINUTES).toString());
    }
  }

  @GetMapping("/v1/storage")
  ResponseEntity<Object> storage() {
    return Replies.fresh(new Storage(fill.all().stream().map(Filled::of).toList()));
  }
}
