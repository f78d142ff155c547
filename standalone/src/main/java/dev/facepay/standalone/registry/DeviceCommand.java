package dev.facepay.standalone.registry;

import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.command.Output;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Devices, their enrolment codes and keys; by itself, an emulated one in the console. */
@Command(
    name = "device",
    description = {
      "With --store and --name: an emulated terminal that scans and pays against a running system.",
      "Store and device are made if they are not there; key and journal stay in the data"
          + " directory,",
      "so that the next start takes up what was open.%n",
      "Its subcommands add, list and revoke devices, and change their keys."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./facepay device --store S1 --name D1",
      "  ./facepay device --store S1 --name D1 --pay-yuan face:12.80 --pay-fen code:911",
      "  ./facepay device add --store S017 --name D03",
      "  ./facepay device revoke D03"
    })
final class DeviceCommand implements Callable<Integer> {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx").withZone(ZoneId.systemDefault());

  private final CommandContext context;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final TerminalOptions terminal;

  public DeviceCommand(CommandContext context) {
    this.context = context;
    this.terminal = new TerminalOptions(context);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (terminal.areMissing()) {
      spec.commandLine().usage(context.output().out());
      return ExitCode.USAGE.status();
    }
    try {
      return terminal.run().status();
    } catch (IllegalArgumentException e) {
      String why = Objects.requireNonNullElse(e.getMessage(), "");
      throw new ParameterException(spec.commandLine(), why, e);
    }
  }

  @Command(name = "add", description = "Adds a device and shows its enrolment code, this once.")
  Integer add(
      @Mixin RegistryOptions registry,
      @Option(
              names = "--store",
              converter = RegistryId.class,
              required = true,
              description = "Where it stands.")
          String store,
      @Option(names = "--name", required = true, description = "What people call it.") String name,
      @Option(
              names = "--id",
              converter = RegistryId.class,
              description = "Like D03; if left out, the name, or a fresh one.")
          @Nullable String id)
      throws InterruptedException {
    try (OperatorClient client = registry.open()) {
      JsonNode device =
          client.post(
              "/v1/admin/devices",
              Map.of("device_id", idOf(id, name), "name", name, "store_id", store));
      describe(registry, device, "added");
    }
    return ExitCode.OK.status();
  }

  @Command(name = "list", description = "Lists devices, their keys and when they were last seen.")
  Integer list(
      @Mixin RegistryOptions registry,
      @Option(
              names = "--store",
              converter = RegistryId.class,
              description = "Only those of this store.")
          @Nullable String store,
      @Option(names = "--status", description = "Only active or revoked ones.")
          @Nullable String status)
      throws InterruptedException {
    String query =
        "?limit=100"
            + (store == null ? "" : "&store=" + OperatorClient.encode(store))
            + (status == null ? "" : "&status=" + OperatorClient.encode(status));
    try (OperatorClient client = registry.open()) {
      Table table = new Table("DEVICE", "STORE", "STATUS", "KEYS", "LAST SEEN", "SDK", "NAME");
      for (JsonNode device : client.list("/v1/admin/devices", query, "devices")) {
        table.row(
            device.path("device_id").asString(""),
            device.path("store").path("store_id").asString(""),
            device.path("status").asString(""),
            keys(device),
            time(device.path("last_seen_at").asString("")),
            device.path("face_sdk_version").asString("-"),
            device.path("name").asString(""));
      }
      if (status == null) {
        registry.builtIn().stream()
            .filter(it -> store == null || it.store().equals(store))
            .forEach(it -> table.row(it.id(), it.store(), "built in", "1", "-", "-", "for trials"));
      }
      table.print(context.output());
    }
    return ExitCode.OK.status();
  }

  @Command(
      name = "rotate",
      description = {
        "Makes an enrolment code for the device's next key.",
        "The key that it has lives on for a while after the new one has come."
      })
  Integer rotate(
      @Mixin RegistryOptions registry,
      @Parameters(paramLabel = "DEVICE", converter = RegistryId.class) String id)
      throws InterruptedException {
    try (OperatorClient client = registry.open()) {
      describe(registry, client.post(path(id) + "/rotate", Map.of()), "next key for");
    }
    return ExitCode.OK.status();
  }

  @Command(name = "revoke", description = "Ends all keys of a device within a second, for good.")
  Integer revoke(
      @Mixin RegistryOptions registry,
      @Parameters(paramLabel = "DEVICE", converter = RegistryId.class) String id,
      @Option(names = "--yes", description = "Don't ask whether it is meant.") boolean sure)
      throws InterruptedException {
    if (!sure && !context.output().confirmed("Revoke device %s, for good?".formatted(id))) {
      throw new CannotRun(
          ExitCode.USAGE, "device " + id + " stays as it is", "add --yes if it is meant");
    }
    try (OperatorClient client = registry.open()) {
      JsonNode device = client.post(path(id) + "/revoke", Map.of());
      context.output().line("device %s is %s".formatted(id, device.path("status").asString("")));
    }
    return ExitCode.OK.status();
  }

  private void describe(RegistryOptions registry, JsonNode device, String what) {
    Output out = context.output();
    String id = device.path("device_id").asString("");
    String code = device.path("enrolment_code").asString("");
    out.line(
        "%s device %s (%s) of store %s"
            .formatted(
                code.isEmpty() ? "there is already" : what,
                id,
                device.path("name").asString(""),
                device.path("store").path("store_id").asString("")));
    if (code.isEmpty()) {
      out.line("  its code was shown before; for a new one: ./facepay device rotate " + id);
      return;
    }
    out.line(
        "  code    %s   works once, until %s"
            .formatted(out.strong(code), time(device.path("enrolment_expires_at").asString(""))));
    registry
        .edge()
        .ifPresent(
            edge ->
                out.line(
                    "  enrol   curl -s %s/v1/devices/enroll -H 'Content-Type: application/json'"
                            .formatted(edge)
                        + " -d '{\"code\":\"%s\"}'".formatted(code)));
  }

  private static String path(String id) {
    return "/v1/admin/devices/" + OperatorClient.encode(id);
  }

  private static String idOf(@Nullable String id, String name) {
    if (id != null) {
      return id;
    }
    return name.matches("[0-9A-Za-z_.-]{1,32}")
        ? name
        : "D%08X".formatted(new SecureRandom().nextInt());
  }

  private static String keys(JsonNode device) {
    int alive = device.path("keys").size();
    boolean waits = device.has("enrolment_expires_at");
    return alive + (waits ? " + code" : "");
  }

  private static String time(String instant) {
    return instant.isEmpty() ? "-" : TIME.format(Instant.parse(instant));
  }
}
