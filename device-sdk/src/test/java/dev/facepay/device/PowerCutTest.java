package dev.facepay.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.device.face.request.SdkVersion;
import dev.facepay.device.order.Finished;
import dev.facepay.device.order.Sale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The power goes at every single step of a payment, and comes back. */
@Tag("real")
class PowerCutTest {

  private static final long PAID = 1280;
  private static final long PASSWORD = 1281;
  private static final long REFUSED = 1282;

  @TempDir private Path disk;

  @Test
  void a_face_payment_survives_a_power_cut_at_every_step() throws IOException {
    assertThat(cutEverywhere(PAID, true, false)).isGreaterThanOrEqualTo(40);
  }

  @Test
  void on_a_shared_device_with_an_old_sdk_too() throws IOException {
    assertThat(cutEverywhere(PAID, true, true)).isGreaterThanOrEqualTo(44);
  }

  @Test
  void a_code_payment_survives_a_power_cut_at_every_step() throws IOException {
    assertThat(cutEverywhere(PAID, false, false)).isGreaterThanOrEqualTo(30);
  }

  @Test
  void a_payment_that_waits_for_a_password_survives_it_too() throws IOException {
    assertThat(cutEverywhere(PASSWORD, false, false)).isGreaterThanOrEqualTo(36);
  }

  @Test
  void a_refused_payment_survives_it_too() throws IOException {
    assertThat(cutEverywhere(REFUSED, true, false)).isGreaterThanOrEqualTo(40);
  }

  /**
   * @return how many steps there were
   */
  private int cutEverywhere(long fen, boolean byFace, boolean shared) throws IOException {
    int step = 0;
    while (cutAt(step, fen, byFace, shared)) {
      step++;
    }
    return step;
  }

  /**
   * @return whether the power went: false when there is no such step any more
   */
  private boolean cutAt(int step, long fen, boolean byFace, boolean shared) throws IOException {
    Path directory = disk.resolve(fen + "-" + byFace + "-" + shared + "-" + step);
    try (TerminalStand stand = new TerminalStand(directory)) {
      stand.edge.byAmount.put(PASSWORD, List.of("PASSWORD PASSWORD SUCCEEDED"));
      stand.edge.byAmount.put(REFUSED, List.of("FAILED"));
      if (shared) {
        stand.settings = stand.settings.withAggregated(true);
        stand.version = SdkVersion.parse("2.12");
      }
      stand.crash.at(step);
      String orderNo = "";
      boolean cut = false;
      try {
        stand.on();
        orderNo = sell(stand, fen, byFace);
        stand.clock.run(Duration.ofSeconds(40));
      } catch (Crash.PowerCut e) {
        cut = true;
      }
      if (cut) {
        stand.powerCut();
        stand.clock.pass(Duration.ofSeconds(20));
        stand.on();
        stand.clock.run(Duration.ofSeconds(120));
      }
      check(stand, orderNo, fen, directory, step, cut);
      return cut;
    }
  }

  private static String sell(TerminalStand stand, long fen, boolean byFace) {
    Sale sale = Sale.of(fen, "Noodles");
    return byFace
        ? stand.terminal.payByFace(sale)
        : stand.terminal.payByCode(sale, "134567890123456789");
  }

  private static void check(
      TerminalStand stand, String orderNo, long fen, Path directory, int step, boolean cut)
      throws IOException {
    String where = "cut at step %d, after %s".formatted(step, stand.crash.steps);
    List<Finished> told = stand.finished.stream().filter(f -> f.orderNo().equals(orderNo)).toList();
    boolean stored = told.size() > 0;
    assertThat(stand.edge.charged(orderNo)).as(where).isLessThanOrEqualTo(1);
    assertThat(told.stream().filter(f -> !f.maybeSeen()).count()).as(where).isLessThanOrEqualTo(1);
    assertThat(told.stream().map(Finished::outcome).distinct().count()).isLessThanOrEqualTo(1);
    if (!cut) {
      assertThat(told).as(where).hasSize(1);
    }
    if (stand.edge.payments.containsKey(orderNo)) {
      assertThat(stored).as("an answer for what was sent: " + where).isTrue();
    }
    if (stored) {
      boolean charged = stand.edge.charged(orderNo) == 1;
      assertThat(told.get(0).outcome().paid()).as(where).isEqualTo(charged);
      assertThat(charged && fen == REFUSED).isFalse();
    }
    assertThat(codesOn(directory)).as("payment codes left on the disk, " + where).isEmpty();
  }

  private static List<String> codesOn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(f -> !f.getFileName().toString().equals("lock"))
          .map(PowerCutTest::text)
          .filter(t -> t.matches("(?s).*\"code\":\"1[0-5][0-9]{16}\".*"))
          .toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
