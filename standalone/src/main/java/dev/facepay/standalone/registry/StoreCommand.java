package dev.facepay.standalone.registry;

import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Stores of the chains. */
@Command(
    name = "store",
    description = "Adds, changes, closes, imports and lists stores.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./facepay store add --id S017 --name 'Noodles at the Bund' --merchant 1900000109",
      "  ./facepay store change S017 --name Noodles --area-code 310101",
      "  ./facepay store close S017",
      "  ./facepay store import stores.csv --dry-run",
      "  ./facepay store list"
    })
final class StoreCommand {

  private static final String NOBODY = "-";

  private final CommandContext context;

  public StoreCommand(CommandContext context) {
    this.context = context;
  }

  @Command(name = "add", description = "Adds a store to a chain; the same again changes nothing.")
  Integer add(
      @Mixin RegistryOptions registry,
      @Option(
              names = "--id",
              converter = RegistryId.class,
              required = true,
              description = "Like S017.")
          String id,
      @Option(names = "--name", required = true, description = "WeChat shows it.") String name,
      @Option(
              names = "--merchant",
              required = true,
              paramLabel = "MCH_ID",
              description = "The chain.")
          String merchant,
      @Option(
              names = "--sub-merchant",
              paramLabel = "SUB_MCH_ID",
              description = "In service-provider mode.")
          @Nullable String subMerchant,
      @Option(
              names = "--area-code",
              paramLabel = "CODE",
              description = "Six digits of China's district; WeChat is told it.")
          @Nullable String areaCode,
      @Option(names = "--address", description = "In words; WeChat is told it.")
          @Nullable String address)
      throws InterruptedException {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("store_id", id);
    body.put("store_name", name);
    body.put("merchant_id", merchant);
    putIfGiven(body, "sub_mch_id", subMerchant);
    putIfGiven(body, "area_code", areaCode);
    putIfGiven(body, "address", address);
    try (OperatorClient client = registry.open()) {
      JsonNode store = client.post("/v1/admin/stores", body);
      context
          .output()
          .line(
              "store %s (%s) of merchant %s is there; next: ./facepay device add --store %s --name …"
                  .formatted(
                      store.path("store_id").asString(),
                      store.path("store_name").asString(),
                      store.path("merchant_id").asString(),
                      id));
    }
    return ExitCode.OK.status();
  }

  @Command(
      name = "change",
      description = "Gives a store another name, place or merchant; what is not named stays.")
  Integer change(
      @Mixin RegistryOptions registry,
      @Parameters(paramLabel = "ID", converter = RegistryId.class, description = "Like S017.")
          String id,
      @Option(names = "--name", description = "WeChat shows it.") @Nullable String name,
      @Option(
              names = "--merchant",
              paramLabel = "MCH_ID",
              description = "The chain it moves to; it has no active devices then.")
          @Nullable String merchant,
      @Option(
              names = "--sub-merchant",
              paramLabel = "SUB_MCH_ID",
              description = "In service-provider mode; empty: none.")
          @Nullable String subMerchant,
      @Option(names = "--area-code", paramLabel = "CODE", description = "Empty: none.")
          @Nullable String areaCode,
      @Option(names = "--address", description = "Empty: none.") @Nullable String address)
      throws InterruptedException {
    Map<String, String> changes = new LinkedHashMap<>();
    putIfGiven(changes, "store_name", name);
    putIfGiven(changes, "merchant_id", merchant);
    putIfGiven(changes, "sub_mch_id", subMerchant);
    putIfGiven(changes, "area_code", areaCode);
    putIfGiven(changes, "address", address);
    return put(registry, id, changes, null);
  }

  @Command(name = "close", description = "Closes a store: all of its devices end, for good.")
  Integer close(
      @Mixin RegistryOptions registry,
      @Parameters(paramLabel = "ID", converter = RegistryId.class, description = "Like S017.")
          String id,
      @Option(names = "--yes", description = "Don't ask whether it is meant.") boolean sure)
      throws InterruptedException {
    if (!sure
        && !context
            .output()
            .confirmed("Close %s and revoke its devices, for good?".formatted(id))) {
      throw new CannotRun(
          ExitCode.USAGE, "store " + id + " stays as it is", "add --yes if it is meant");
    }
    return put(registry, id, Map.of(), true);
  }

  @Command(name = "open", description = "Opens a closed store again; its devices are added anew.")
  Integer open(
      @Mixin RegistryOptions registry,
      @Parameters(paramLabel = "ID", converter = RegistryId.class, description = "Like S017.")
          String id)
      throws InterruptedException {
    return put(registry, id, Map.of(), false);
  }

  /**
   * @param changes an empty text: none
   * @param closed null: as it was
   */
  private Integer put(
      RegistryOptions registry, String id, Map<String, String> changes, @Nullable Boolean closed)
      throws InterruptedException {
    try (OperatorClient client = registry.open()) {
      String path = path(id);
      Map<String, Object> body = new LinkedHashMap<>();
      client
          .get(path)
          .properties()
          .forEach(
              field ->
                  body.put(
                      field.getKey(),
                      field.getValue().isBoolean()
                          ? field.getValue().asBoolean()
                          : field.getValue().asString()));
      body.putAll(changes);
      body.values().removeIf(""::equals);
      if (closed != null) {
        body.put("closed", closed);
      }
      JsonNode store = client.put(path, body);
      context
          .output()
          .line(
              "store %s (%s) of merchant %s is %s"
                  .formatted(
                      id,
                      store.path("store_name").asString(),
                      store.path("merchant_id").asString(),
                      store.path("closed").asBoolean(false) ? "closed" : "open"));
    }
    return ExitCode.OK.status();
  }

  private static String path(String id) {
    return "/v1/admin/stores/" + OperatorClient.encode(id);
  }

  @Command(
      name = "import",
      description = {
        "Adds and changes up to 1,000 stores from a CSV file, with a first line like",
        "store_id,store_name,merchant_id,sub_mch_id,area_code,address.",
        "All lines are judged first: if one is wrong, nothing is written."
      })
  Integer importFile(
      @Mixin RegistryOptions registry,
      @Parameters(paramLabel = "FILE", description = "UTF-8.") Path file,
      @Option(names = "--dry-run", description = "Judges them and writes nothing.") boolean dry)
      throws InterruptedException {
    StoreFile stores = StoreFile.parse(read(file));
    try (OperatorClient client = registry.open()) {
      List<StoreFile.Fault> faults = new ArrayList<>(stores.faults());
      for (StoreFile.Row row : stores.rows()) {
        faults.addAll(judge(client, row));
      }
      if (!faults.isEmpty()) {
        faults.stream()
            .sorted(Comparator.comparingInt(StoreFile.Fault::line))
            .map(StoreFile.Fault::toString)
            .distinct()
            .forEach(context.output()::error);
        return ExitCode.USAGE.status();
      }
      if (!dry) {
        for (StoreFile.Row row : stores.rows()) {
          client.put(path(row.id()), row.fields());
        }
      }
    }
    context
        .output()
        .line(
            dry
                ? "%d stores are in order; nothing was written".formatted(stores.rows().size())
                : "%d stores are there".formatted(stores.rows().size()));
    return ExitCode.OK.status();
  }

  /** What the registry has against it, besides what the file's reader had. */
  private static List<StoreFile.Fault> judge(OperatorClient client, StoreFile.Row row)
      throws InterruptedException {
    Map<String, String> fields = new LinkedHashMap<>(row.fields());
    List<StoreFile.Fault> faults = new ArrayList<>();
    boolean named = RegistryId.RULE.accepts(row.id());
    if (!named) {
      // The others are judged all the same, in the name of a store that nobody makes.
      fields.put("store_id", NOBODY);
      if (!row.id().isEmpty()) {
        faults.add(row.fault("store_id " + RegistryId.RULE.fault(row.id()).orElse("")));
      }
    }
    String path = path(named ? row.id() : NOBODY) + "?dry_run=true";
    client.faults(path, fields).stream()
        .filter(it -> fields.containsKey(it.field()) || !StoreFile.REQUIRED.contains(it.field()))
        .filter(it -> named || !it.field().isEmpty())
        .forEach(it -> faults.add(row.fault(it.text())));
    return faults;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw CannotRun.unreadable(ExitCode.USAGE, file, "name a CSV file in UTF-8", e);
    }
  }

  private static void putIfGiven(Map<String, String> body, String name, @Nullable String value) {
    if (value != null) {
      body.put(name, value);
    }
  }

  @Command(name = "list", description = "Lists the stores.")
  Integer list(@Mixin RegistryOptions registry) throws InterruptedException {
    try (OperatorClient client = registry.open()) {
      List<JsonNode> stores = client.list("/v1/admin/stores", "?limit=100", "stores");
      Table table = new Table("STORE", "MERCHANT", "SUB-MERCHANT", "STATUS", "NAME");
      for (JsonNode store : stores) {
        table.row(
            store.path("store_id").asString(""),
            store.path("merchant_id").asString(""),
            store.path("sub_mch_id").asString("-"),
            store.path("closed").asBoolean(false) ? "closed" : "open",
            store.path("store_name").asString(""));
      }
      registry.builtIn().stream()
          .map(
              it ->
                  List.of(
                      it.store(),
                      it.merchant(),
                      Objects.requireNonNullElse(it.subMerchant(), "-"),
                      "built in",
                      "for trials"))
          .distinct()
          .forEach(row -> table.row(row.toArray(String[]::new)));
      table.print(context.output());
    }
    return ExitCode.OK.status();
  }
}
