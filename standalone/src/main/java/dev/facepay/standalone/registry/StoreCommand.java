package dev.facepay.standalone.registry;

import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.ExitCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Stores of the chains. */
@Command(
    name = "store",
    description = "Adds and lists stores.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./facepay store add --id S017 --name 'Noodles at the Bund' --merchant 1900000109",
      "  ./facepay store list"
    })
final class StoreCommand implements Callable<Integer> {

  private final CommandContext context;

  @Spec private CommandSpec spec = CommandSpec.create();

  public StoreCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(context.output().out());
    return ExitCode.USAGE.status();
  }

  @Command(name = "add", description = "Adds a store to a chain; the same again changes nothing.")
  Integer add(
      @Mixin RegistryOptions registry,
      @Option(names = "--id", required = true, description = "Like S017.") String id,
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

  private static void putIfGiven(Map<String, String> body, String name, @Nullable String value) {
    if (value != null) {
      body.put(name, value);
    }
  }

  @Command(name = "list", description = "Lists the stores.")
  Integer list(@Mixin RegistryOptions registry) throws InterruptedException {
    try (OperatorClient client = registry.open()) {
      List<JsonNode> stores = client.list("/v1/admin/stores", "?limit=100", "stores");
      Table table = new Table("STORE", "MERCHANT", "SUB-MERCHANT", "NAME");
      for (JsonNode store : stores) {
        table.row(
            store.path("store_id").asString(""),
            store.path("merchant_id").asString(""),
            store.path("sub_mch_id").asString("-"),
            store.path("store_name").asString(""));
      }
      registry.builtIn().stream()
          .map(
              it ->
                  List.of(
                      it.store(),
                      it.merchant(),
                      Objects.requireNonNullElse(it.subMerchant(), "-"),
                      "built in, for trials"))
          .distinct()
          .forEach(row -> table.row(row.toArray(String[]::new)));
      table.print(context.output());
    }
    return ExitCode.OK.status();
  }
}
