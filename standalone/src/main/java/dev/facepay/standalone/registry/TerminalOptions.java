package dev.facepay.standalone.registry;

import dev.facepay.device.edge.DeviceIdentity;
import dev.facepay.device.face.emulated.Delays;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.command.Output;
import dev.facepay.standalone.data.DeviceHome;
import dev.facepay.standalone.registry.TerminalSession.Wanted;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of an emulated terminal, and its run. */
final class TerminalOptions {

  /** Nobody watches: a face is scanned at once. */
  private static final Delays BRIEF =
      new Delays(Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofMillis(10));

  private final CommandContext context;

  @Mixin private final RegistryOptions registry;

  @Option(
      names = "--store",
      converter = RegistryId.class,
      description = "Where the terminal stands, like S1.")
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
      names = {"--pay-fen", "--pay"},
      paramLabel = "HOW:FEN",
      description = "Pay and leave, like face:1280 or code:500; may be repeated.")
  private List<String> payFen = List.of();

  @Option(
      names = "--pay-yuan",
      paramLabel = "HOW:YUAN",
      description = "The same in yuan, like face:12.80.")
  private List<String> payYuan = List.of();

  @Option(
      names = "--wait",
      defaultValue = "180s",
      paramLabel = "TIME",
      description =
          "With --pay-fen or --pay-yuan, how long to follow one (default: ${DEFAULT-VALUE}).")
  private Duration wait = Duration.ZERO;

  TerminalOptions(CommandContext context) {
    this.context = context;
    this.registry = new RegistryOptions(context);
  }

  boolean areMissing() {
    return store == null && name == null && code == null && payFen.isEmpty() && payYuan.isEmpty();
  }

  /**
   * @throws IllegalArgumentException if what is given does not make a terminal
   */
  ExitCode run() throws IOException, InterruptedException {
    List<Wanted> payments =
        Stream.concat(payFen.stream().map(Wanted::inFen), payYuan.stream().map(Wanted::inYuan))
            .toList();
    boolean byHand = payments.isEmpty();
    String named = name();
    URI there = edge();
    Output out = context.output();
    DeviceHome home = DeviceHome.of(registry.dataDir(), named);
    try (TerminalSession session =
        new TerminalSession(home, named, new TerminalScreen(out, byHand))) {
      Enrolment enrolment = new Enrolment(registry, there, out);
      String at = Objects.requireNonNullElse(store, "");
      String key = enrolment.key(home, at, named, code, merchant);
      DeviceIdentity who = enrolment.check(key, home, store);
      if (who == null && !byHand) {
        throw enrolment.silent("a script does not wait for it");
      }
      out.line(head(home, who));
      session.on(enrolment.client(key), byHand ? Delays.lifelike() : BRIEF);
      if (byHand) {
        new TerminalMenu(session, out).run(System.in);
        return ExitCode.OK;
      }
      return session.payAll(payments, wait, out) ? ExitCode.OK : ExitCode.NOT_SETTLED;
    }
  }

  private static String head(DeviceHome home, @Nullable DeviceIdentity who) {
    return who == null
        ? "the edge does not answer; what is paid waits for it"
        : "terminal %s of store %s (%s), merchant %s; key and journal in %s"
            .formatted(
                who.deviceId(), who.storeId(), who.storeName(), who.merchantId(), home.dir());
  }

  private String name() {
    if (name == null || (store == null && code == null)) {
      throw new IllegalArgumentException("a terminal needs --store and --name");
    }
    if (!name.matches("[0-9A-Za-z_-][0-9A-Za-z_.-]{0,31}")) {
      throw new IllegalArgumentException("--name has 1 to 32 letters, digits, _ . or -");
    }
    return name;
  }

  private URI edge() {
    return Optional.ofNullable(edge)
        .or(registry::edge)
        .orElseThrow(() -> CannotRun.noSystem(registry.dataDir(), "--edge"));
  }
}
