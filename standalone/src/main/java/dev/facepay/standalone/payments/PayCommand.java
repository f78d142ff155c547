package dev.facepay.standalone.payments;

import dev.facepay.payment.PaymentRef;
import dev.facepay.standalone.client.Codes;
import dev.facepay.standalone.client.EdgeClient;
import dev.facepay.standalone.client.EdgeClient.EdgeProblem;
import dev.facepay.standalone.client.EdgeClient.PaymentOrder;
import dev.facepay.standalone.client.EdgeClient.PaymentSeen;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.command.Logs;
import dev.facepay.standalone.command.Output;
import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.standalone.data.RunningSystem;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** One payment, as a device would make it, told state by state. */
@Command(
    name = "pay",
    description = {
      "Makes one payment against a running system and tells each state until the last.",
      "With the simulator the amount chooses what happens: see ./facepay help demo."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./facepay pay --yuan 12.80",
      "  ./facepay pay --fen 911 --device D02          the buyer types the password first",
      "  ./facepay pay --fen 1280 --order A17 --code 130000000000000001 --wait 30s --json"
    })
final class PayCommand implements Callable<Integer> {

  private static final Duration LOOK = Duration.ofSeconds(10);

  private final CommandContext context;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final RunningSystem.Options system;

  @ArgGroup(multiplicity = "1")
  private AmountOptions amount = new AmountOptions();

  @Option(names = "--order", paramLabel = "NUMBER", description = "The order's number.")
  private @Nullable String order;

  @Option(names = "--attempt", defaultValue = "1", description = "For a new code: 2, 3, …")
  private int attempt;

  @Option(names = "--code", paramLabel = "DIGITS", description = "The buyer's payment code.")
  private @Nullable String code;

  @Option(names = "--body", defaultValue = "Noodles", description = "What is sold.")
  private String body = "";

  @Option(
      names = "--wait",
      defaultValue = "120s",
      paramLabel = "TIME",
      description = "How long to follow it (default: ${DEFAULT-VALUE}).")
  private Duration wait = Duration.ZERO;

  @Option(names = "--json", description = "Print the last state as one line of JSON.")
  private boolean json;

  public PayCommand(CommandContext context) {
    this.context = context;
    this.system = new RunningSystem.Options(context);
  }

  @Override
  public Integer call() throws InterruptedException {
    Logs.quiet();
    if (attempt < 1 || attempt > PaymentRef.ATTEMPTS_MAX) {
      throw new ParameterException(
          spec.commandLine(), "--attempt must be 1 to " + PaymentRef.ATTEMPTS_MAX);
    }
    long fen = Objects.requireNonNull(amount.fen(spec));
    URI edge = system.edge();
    DemoDevice device = system.device();
    PaymentOrder request = request(device, fen);
    AtomicBoolean open = new AtomicBoolean(true);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> tellIfInterrupted(open.get(), request)));
    try (EdgeClient client = new EdgeClient(edge)) {
      return tell(client, device, request);
    } catch (EdgeProblem e) {
      throw new CannotRun(
          ExitCode.NOT_SETTLED, "order " + request.orderNo() + " was not taken", text(e), e);
    } catch (IOException e) {
      throw new CannotRun(
          ExitCode.UNREACHABLE,
          "no answer from %s (%s)".formatted(edge, e.getClass().getSimpleName()),
          "whether order %s was taken is unknown: repeat the same command with %s"
              .formatted(request.orderNo(), same(request)),
          e);
    } finally {
      open.set(false);
    }
  }

  private void tellIfInterrupted(boolean open, PaymentOrder request) {
    if (open) {
      context
          .output()
          .error(
              "interrupted; the payment goes on. ./facepay show %s tells it; the same command with %s follows it"
                  .formatted(request.orderNo(), same(request)));
    }
  }

  /** With these the same command is a repeat, and never a second charge. */
  private static String same(PaymentOrder request) {
    return "--order %s --attempt %d --code %s"
        .formatted(request.orderNo(), request.attempt(), request.code());
  }

  private Integer tell(EdgeClient client, DemoDevice device, PaymentOrder request)
      throws IOException, InterruptedException {
    Output out = context.output();
    long began = System.nanoTime();
    long until = began + wait.toNanos();
    PaymentSeen seen = client.pay(device.key(), request, Duration.ofSeconds(1));
    say(out, seen, began);
    while (!seen.isFinal() && System.nanoTime() < until) {
      PaymentSeen next = client.follow(device.key(), seen, LOOK);
      if (next.version() != seen.version()) {
        say(out, next, began);
      }
      seen = next;
    }
    if (json) {
      out.line(JsonMapper.shared().writeValueAsString(seen));
    } else if (!seen.isFinal()) {
      out.line(
          "still open; ./facepay show %s tells its end, the same command with %s follows it"
              .formatted(request.orderNo(), same(request)));
    }
    return seen.succeeded() ? ExitCode.OK.status() : ExitCode.NOT_SETTLED.status();
  }

  private void say(Output out, PaymentSeen seen, long began) {
    if (!json) {
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      out.line(
          "%7s  %-28s  %-10s  %s%s"
              .formatted(
                  Output.seconds(took),
                  seen.outTradeNo(),
                  state(out, seen),
                  seen.message().en(),
                  seen.reason() == null ? "" : out.dim("  (" + seen.reason() + ")")));
    }
  }

  /** As a word in its colour, padded before it is coloured. */
  static String state(Output out, PaymentSeen seen) {
    String word = String.format("%-10s", seen.state().toLowerCase(Locale.ROOT));
    return switch (seen.state()) {
      case "SUCCEEDED" -> out.good(word);
      case "FAILED", "REVERSED" -> out.bad(word);
      default -> out.wary(word);
    };
  }

  private PaymentOrder request(DemoDevice device, long fen) {
    SecureRandom random = new SecureRandom();
    String number =
        Objects.requireNonNullElseGet(
            order,
            () ->
                Codes.orderNo(
                    Instant.now(), device.store(), device.id(), random.nextInt(100_000_000)));
    String buyersCode = Objects.requireNonNullElseGet(code, () -> Codes.paymentCode(random));
    return new PaymentOrder(number, attempt, buyersCode, fen, body, "face");
  }

  private static String text(EdgeProblem e) {
    return Objects.requireNonNullElse(e.getMessage(), "");
  }
}
