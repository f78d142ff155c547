package dev.facepay.standalone.start;

import dev.facepay.runtime.settings.KnownSettings;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.wechat.InvalidMerchantException;
import dev.facepay.wechat.Merchants;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** What would fail later, deep inside a service, said at once and in one line. */
final class Preconditions {

  private static final int CONNECT_MS = 3_000;

  /** The profiles in which the simulator refuses to start by itself. */
  private static final Set<String> PRODUCTION = Set.of("production", "prod", "live");

  private Preconditions() {}

  /**
   * @throws CannotRun naming the first thing that is in the way
   */
  static void check(SystemSettings settings) {
    List<String> unknown = KnownSettings.faults(settings.overrides().keySet());
    if (!unknown.isEmpty()) {
      throw new CannotRun(ExitCode.CONFIGURATION, unknown.getFirst(), "correct --set");
    }
    MemoryNeeds.missingHere()
        .ifPresent(
            missing -> {
              throw missing;
            });
    if (settings.simulated()) {
      refuseInProduction(settings);
    } else {
      needMerchants(settings);
    }
    if (settings.kafka() != null) {
      needAnswer("Kafka broker", settings.kafka(), 9092, "--kafka HOST:PORT");
    }
    if (settings.mongoUri() != null) {
      needAnswer("MongoDB", mongoHosts(settings.mongoUri()), 27017, "--mongo URI");
    }
  }

  /** A database's address as it may be printed. */
  static String withoutPassword(String mongoUri) {
    return mongoUri.replaceFirst("//[^/@]*@", "//***@");
  }

  private static void refuseInProduction(SystemSettings settings) {
    String profiles =
        settings
            .overrides()
            .getOrDefault(
                "spring.profiles.active",
                System.getenv().getOrDefault("SPRING_PROFILES_ACTIVE", ""));
    boolean production =
        Stream.of(profiles.split(","))
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .anyMatch(PRODUCTION::contains);
    if (production) {
      throw new CannotRun(
          ExitCode.CONFIGURATION,
          "profile " + profiles + " never runs the gateway simulator",
          "name the real one with --gateway URL and --merchants DIR");
    }
  }

  private static void needMerchants(SystemSettings settings) {
    Path dir = settings.merchantsDir();
    if (dir == null) {
      throw new CannotRun(
          ExitCode.CONFIGURATION,
          "--gateway needs the merchants' keys and certificates",
          "add --merchants DIR, with a folder for each merchant number");
    }
    try {
      Merchants.load(dir);
    } catch (InvalidMerchantException e) {
      throw new CannotRun(
          ExitCode.CONFIGURATION,
          Objects.requireNonNullElse(e.getMessage(), "bad merchants"),
          "./facepay doctor --merchants " + dir + " says what else is wrong",
          e);
    }
  }

  private static String mongoHosts(String uri) {
    if (uri.startsWith("mongodb+srv://")) {
      return ""; // found by DNS: the driver will say
    }
    return uri.substring("mongodb://".length())
        .replaceFirst("^[^/@]*@", "")
        .replaceFirst("[/?].*", "");
  }

  /** One of several hosts is enough. */
  private static void needAnswer(String what, String hosts, int defaultPort, String option) {
    if (hosts.isEmpty()) {
      return;
    }
    String why = "";
    for (String host : hosts.split(",", -1)) {
      URI address = address(host.strip(), option);
      int port = address.getPort() < 0 ? defaultPort : address.getPort();
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(address.getHost(), port), CONNECT_MS);
        return;
      } catch (IOException e) {
        why = " (" + e.getMessage() + ")";
      }
    }
    throw new CannotRun(
        ExitCode.UNREACHABLE,
        "no " + what + " answers at " + hosts + why,
        "start it or correct " + option);
  }

  private static URI address(String host, String option) {
    try {
      URI address = new URI("tcp://" + host);
      if (address.getHost() != null) {
        return address;
      }
    } catch (URISyntaxException e) {
      // Told below, like what has no host.
    }
    throw new CannotRun(ExitCode.USAGE, "'" + host + "' is not HOST:PORT", "correct " + option);
  }
}
