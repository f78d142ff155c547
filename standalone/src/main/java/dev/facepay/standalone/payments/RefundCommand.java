package dev.facepay.standalone.payments;

import dev.facepay.standalone.client.HttpApi;
import dev.facepay.standalone.client.ReportClient;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.command.Logs;
import dev.facepay.standalone.data.OperatorKey;
import dev.facepay.standalone.data.RunningSystem;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Gives money back, as an operator does at the console. */
@Command(
    name = "refund",
    description = "Gives a paid payment back, whole or in part, and tells what came of it.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./facepay refund A17 --why 'sold out'",
      "  ./facepay refund A17 --yuan 3.50 --why 'one bowl less' --no R1"
    })
final class RefundCommand implements Callable<Integer> {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(300);

  private final CommandContext context;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final RunningSystem.Options system;

  @Parameters(
      paramLabel = "PAYMENT",
      description = "An order's number, out_trade_no, WeChat's number, or an id.")
  private String wanted = "";

  @ArgGroup(heading = "How much; left out, all that is left:%n")
  private AmountOptions amount = new AmountOptions();

  @Option(
      names = "--why",
      paramLabel = "TEXT",
      required = true,
      description = "Why; WeChat shows it to the buyer.")
  private String why = "";

  @Option(
      names = "--no",
      paramLabel = "NUMBER",
      description = "The refund's number; with one that was told before, the same refund.")
  private @Nullable String number;

  @Option(
      names = "--wait",
      defaultValue = "20s",
      paramLabel = "TIME",
      description = "How long to wait for its end (default: ${DEFAULT-VALUE}).")
  private Duration wait = Duration.ZERO;

  public RefundCommand(CommandContext context) {
    this.context = context;
    this.system = new RunningSystem.Options(context);
  }

  @Override
  public Integer call() throws InterruptedException {
    Logs.quiet();
    Long fen = amount.fen(spec);
    Optional<URI> console = system.running().map(it -> it.apis().get("console-service"));
    Optional<String> key = OperatorKey.read(system.dataDir().resolve("keys"));
    if (console.isEmpty() || key.isEmpty()) {
      throw new CannotRun(
          ExitCode.UNREACHABLE,
          "no running system with an operator's key here",
          "begin one with ./facepay start, or name its --data-dir");
    }
    try (ReportClient client = new ReportClient(console.get(), key.get())) {
      return refund(client, fen).status();
    } catch (HttpApi.Refused e) {
      throw new CannotRun(
          ExitCode.NOT_SETTLED,
          "%s %s"
              .formatted(e.body().path("title").asString("refused"), HttpApi.told(e.body()))
              .strip(),
          e.body().path("what_to_do").asString(""),
          e);
    } catch (IOException e) {
      throw new CannotRun(
          ExitCode.UNREACHABLE,
          "the console does not answer",
          "repeat it with the same --no: that is safe",
          e);
    }
  }

  private ExitCode refund(ReportClient client, @Nullable Long fen)
      throws IOException, InterruptedException {
    List<JsonNode> found = client.search(wanted).stream().filter(it -> it.has("channel")).toList();
    if (found.size() != 1) {
      throw new CannotRun(
          ExitCode.NOT_SETTLED,
          found.isEmpty() ? "no payment " + wanted : "several payments " + wanted,
          "name it by its id, mch_id:out_trade_no: ./facepay show " + wanted);
    }
    String id = found.getFirst().path("id").asString();
    String no = number != null ? number : "C%08x".formatted(ThreadLocalRandom.current().nextInt());
    context.output().line("refund " + no + " of " + id);
    client.refund(id, no, fen, why);
    JsonNode payment = awaitEnd(client, id, no);
    TimelineText.of(context.output(), payment).forEach(context.output()::line);
    return state(payment, no).equals("succeeded") ? ExitCode.OK : ExitCode.NOT_SETTLED;
  }

  /** The payment when the refund is at its end, or as it is when the time is over. */
  private JsonNode awaitEnd(ReportClient client, String id, String no)
      throws IOException, InterruptedException {
    long until = System.nanoTime() + wait.toNanos();
    JsonNode payment = client.search(id).getFirst();
    while (!List.of("succeeded", "failed").contains(state(payment, no))
        && System.nanoTime() < until) {
      Thread.sleep(LOOK_AGAIN);
      payment = client.search(id).getFirst();
    }
    return payment;
  }

  private static String state(JsonNode payment, String no) {
    return payment
        .path("refunds")
        .path("list")
        .valueStream()
        .filter(refund -> refund.path("refund_no").asString().equals(no))
        .map(refund -> refund.path("state").asString())
        .findFirst()
        .orElse("");
  }
}
