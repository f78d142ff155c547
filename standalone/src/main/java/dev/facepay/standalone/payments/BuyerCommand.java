package dev.facepay.standalone.payments;

import dev.facepay.runtime.seal.Sealer;
import dev.facepay.runtime.seal.Sealer.Purpose;
import dev.facepay.runtime.store.Database;
import dev.facepay.runtime.store.Documents;
import dev.facepay.runtime.store.StoreUnavailable;
import dev.facepay.runtime.store.Stores;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.command.Logs;
import dev.facepay.standalone.data.RunningSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is kept of one buyer, for who asks for it or wants it gone. */
@Command(
    name = "buyer",
    description = {
      "Finds the payments of one buyer by the openid, or takes the buyer out of them.",
      "It opens what is sealed, so it needs the keyset openid and reads every document."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./facepay buyer --openid-file openid.txt",
      "  ./facepay buyer --openid-file openid.txt --erase"
    })
final class BuyerCommand implements Callable<Integer> {

  private static final int PAGE = 500;

  private final CommandContext context;

  @Mixin private final RunningSystem.Options system;
  @Mixin private final RunningSystem.Options.Mongo mongo = new RunningSystem.Options.Mongo();

  @Option(
      names = "--openid-file",
      paramLabel = "FILE",
      required = true,
      description = "Has the openid and nothing else: a command line can be seen.")
  private Path openidFile = Path.of("");

  @Option(
      names = "--keys",
      paramLabel = "DIR",
      description = "Where openid.keyset.json is; by default the data directory's keys.")
  private @Nullable Path keys;

  @Option(
      names = "--erase",
      description = "Takes the buyer out of these documents; the payments stay.")
  private boolean erase;

  public BuyerCommand(CommandContext context) {
    this.context = context;
    this.system = new RunningSystem.Options(context);
  }

  @Override
  public Integer call() {
    Logs.quiet();
    Sealer sealer = Sealer.ofWhatIsIn(keys == null ? system.dataDir().resolve("keys") : keys);
    if (!sealer.holds(Purpose.OPENID)) {
      throw new CannotRun(
          ExitCode.CONFIGURATION,
          "there is no openid.keyset.json: what is sealed can't be opened",
          "name the folder with --keys");
    }
    BuyerData buyer = new BuyerData(sealer, openid());
    String uri = mongo.uri(system);
    int found = 0;
    try {
      for (Map.Entry<String, List<String>> of : BuyerData.COLLECTIONS.entrySet()) {
        try (Stores stores = new Stores(Database.at(uri, of.getKey()))) {
          for (String name : of.getValue()) {
            found += seek(name, stores.documents(name), buyer);
          }
        }
      }
    } catch (StoreUnavailable e) {
      throw new CannotRun(
          ExitCode.UNREACHABLE,
          "the database does not answer (%s)".formatted(e.getMessage()),
          "see to it and run this again: that is safe at any time",
          e);
    }
    context
        .output()
        .line(
            "%d documents %s this buyer".formatted(found, erase ? "no longer tell of" : "tell of"));
    return ExitCode.OK.status();
  }

  private String openid() {
    try {
      String openid = Files.readString(openidFile).strip();
      if (!openid.isEmpty()) {
        return openid;
      }
    } catch (IOException e) {
      throw CannotRun.unreadable(
          ExitCode.USAGE, openidFile, "name the file with the openid by --openid-file", e);
    }
    throw new CannotRun(ExitCode.USAGE, openidFile + " is empty", "put the openid into it");
  }

  private int seek(String name, Documents documents, BuyerData buyer) {
    int found = 0;
    List<Document> page = documents.page(Map.of(), "", PAGE);
    while (!page.isEmpty()) {
      for (Document document : page) {
        String id = document.getString(Documents.ID);
        if (buyer.without(document).isPresent()) {
          found++;
          context.output().line("%s  %s".formatted(id, name));
          if (erase) {
            documents.change(id, now -> now.flatMap(buyer::without));
          }
        }
      }
      page = documents.page(Map.of(), page.getLast().getString(Documents.ID), PAGE);
    }
    return found;
  }
}
