package dev.facepay.runtime.fill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.runtime.fill.FillWatch.Fullness;
import dev.facepay.runtime.fill.FillWatch.Level;
import dev.facepay.runtime.fill.FillWatch.Storage;
import dev.facepay.runtime.fill.FillWatch.Usage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FillWatchTest {

  private static final FillSettings SETTINGS = FillSettings.defaults();

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Told disk = new Told("kafka");
  private final Told silent = new Told("mongodb");
  private Instant now = Instant.parse("2026-11-22T00:00:00Z");
  private final FillWatch watch = new FillWatch(List.of(silent, disk), SETTINGS, () -> now, meters);

  private static final class Told implements Storage {
    private final String store;
    private Optional<Usage> usage = Optional.empty();
    private boolean away;

    private Told(String store) {
      this.store = store;
    }

    @Override
    public String store() {
      return store;
    }

    @Override
    public Optional<Usage> look() throws NotMeasured {
      if (away) {
        throw new NotMeasured("nobody there");
      }
      return usage;
    }
  }

  @Test
  void it_says_how_full_and_until_when() throws InterruptedException {
    for (int hour = 0; hour <= 24; hour++) {
      disk.usage = Optional.of(new Usage(60 + hour, 100));
      now = now.plus(Duration.ofHours(1));
      watch.look();
    }

    assertThat(watch.all())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.store()).isEqualTo("kafka");
              assertThat(it.level()).isEqualTo(Level.OK);
              assertThat(it.percent()).isEqualTo(84);
              assertThat(it.fullAt())
                  .isBetween(now.plus(Duration.ofHours(10)), now.plus(Duration.ofHours(12)));
            });
    assertThat(gauge("facepay.storage.used.ratio")).isEqualTo(0.84);
    assertThat(gauge("facepay.storage.level")).isZero();
    assertThat(gauge("facepay.storage.full.timestamp.seconds"))
        .isBetween(now.getEpochSecond() + 36_000.0, now.getEpochSecond() + 43_200.0);
    assertThat(watch.full()).isEmpty();
  }

  @Test
  void there_is_no_room_from_95_percent_on_until_there_is_clearly_some() throws Exception {
    look(95);
    assertThat(watch.full()).map(Fullness::store).contains("kafka");
    look(93);
    assertThat(watch.full()).isPresent();
    assertThat(gauge("facepay.storage.level")).isEqualTo(2);
    look(91);
    assertThat(watch.full()).isEmpty();
    assertThat(gauge("facepay.storage.level")).isEqualTo(1);
  }

  @Test
  void what_does_not_answer_is_as_full_as_before_and_has_no_number() throws Exception {
    look(96);
    disk.away = true;
    watch.look();

    assertThat(watch.full()).isPresent();
    assertThat(gauge("facepay.storage.used.ratio")).isNaN();
    assertThat(gauge("facepay.storage.level")).isNaN();
  }

  @Test
  void what_cannot_be_measured_has_no_series() throws Exception {
    look(50);

    assertThat(meters.find("facepay.storage.used.ratio").tag("store", "mongodb").gauge()).isNull();
  }

  private void look(long percent) throws InterruptedException {
    disk.usage = Optional.of(new Usage(percent, 100));
    watch.look();
  }

  private double gauge(String name) {
    return meters.get(name).tag("store", "kafka").gauge().value();
  }
}
