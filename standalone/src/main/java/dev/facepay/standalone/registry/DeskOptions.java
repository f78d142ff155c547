package dev.facepay.standalone.registry;

import dev.facepay.device.edge.DeviceIdentity;
import dev.facepay.device.face.emulated.Delays;
import dev.facepay.standalone.data.DeviceHome;
import dev.facepay.standalone.desk.Desk;
import dev.facepay.standalone.desk.Menu;
import dev.facepay.standalone.desk.Screen;
import dev.facepay.standalone.desk.Script;
import dev.facepay.standalone.desk.Wish;
import dev.facepay.standalone.registry.Enrolment.Stand;
import dev.facepay.standalone.setup.CannotRun;
import dev.facepay.standalone.setup.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of an emulated terminal, and its run. */
final class DeskOptions {

  /** Nobody watches: a face is scanned at once. */
  private static final Delays BRIEF =
      new Delays(Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofMillis(10));

  @Mixin private RegistryReach reach = new RegistryReach();

  @Option(names = "--store", description = "Where the terminal stands, like S1.")
  private @Nullable String store;

  @Option(names = "--name", description = "The terminal's, like D1.")
  private @Nullable String name;

  @Option(
      names = "--merchant",
      paramLabel = "MCH_ID",
      description = "The chain of a store that is not there yet (default: the first demo one).")
  private @Nullable String merchant;

  @Option(
      names = "--code",
      paramLabel = "CODE",
      description = "An enrolment code; left out, the operator makes one if it is needed.")
  private @Nullable String code;

  @Option(names = "--edge", paramLabel = "URL", description = "If not the data directory's.")
  private @Nullable URI edge;

  @Option(
      names = "--pay",
      paramLabel = "HOW:FEN",
      description = "Pay and leave, like face:1280 or code:500; may be repeated.")
  private List<String> pay = List.of();

  @Option(
      names = "--wait",
      defaultValue = "180",
      paramLabel = "SECONDS",
      description = "With --pay, how long to follow one (default: ${DEFAULT-VALUE}).")
  private long waitSeconds;

  boolean areMissing() {
    return store == null && name == null && code == null && pay.isEmpty();
  }

  /**
   * @throws IllegalArgumentException if what is given does not make a terminal
   */
  ExitCode run(Place place) throws IOException, InterruptedException {
    List<Wish> wishes = pay.stream().map(Wish::parse).toList();
    Stand stand = stand();
    URI there = edge(place);
    DeviceHome home = DeviceHome.of(reach.dir(place), stand.name());
    try (Desk desk = Desk.at(home, stand.name())) {
      Enrolment enrolment = new Enrolment(reach, place, there);
      String key = enrolment.key(home, stand, code, merchant);
      DeviceIdentity who = enrolment.check(key, home, store);
      if (who == null && !wishes.isEmpty()) {
        throw enrolment.silent("a script does not wait for it");
      }
      head(place, home, who);
      boolean byHand = wishes.isEmpty();
      Screen screen = new Screen(place.terminal(), byHand);
      desk.on(enrolment.client(key), byHand ? Delays.lifelike() : BRIEF, screen);
      if (byHand) {
        new Menu(desk, place.terminal()).run(System.in);
        return ExitCode.OK;
      }
      return new Script(desk, place.terminal(), Duration.ofSeconds(waitSeconds)).run(wishes);
    }
  }

  private void head(Place place, DeviceHome home, @Nullable DeviceIdentity who) {
    place
        .terminal()
        .line(
            who == null
                ? "the edge does not answer; what is paid waits for it"
                : "terminal %s of store %s (%s), merchant %s; key and journal in %s"
                    .formatted(
                        who.deviceId(),
                        who.storeId(),
                        who.storeName(),
                        who.merchantId(),
                        home.dir()));
  }

  private Stand stand() {
    if (name == null || (store == null && code == null)) {
      throw new IllegalArgumentException("a terminal needs --store and --name");
    }
    if (!name.matches("[0-9A-Za-z_-][0-9A-Za-z_.-]{0,31}")) {
      throw new IllegalArgumentException("--name has 1 to 32 letters, digits, _ . or -");
    }
    return new Stand(Objects.requireNonNullElse(store, ""), name);
  }

  private URI edge(Place place) {
    if (edge != null) {
      return edge;
    }
    return reach
        .edge(place)
        .orElseThrow(
            () ->
                new CannotRun(
                    ExitCode.UNREACHABLE,
                    "no system runs on " + reach.dir(place),
                    "run ./facepay start in another terminal, or name one with --edge URL"));
  }
}
