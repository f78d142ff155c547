package dev.facepay.standalone.payments;

import dev.facepay.payment.Fact;
import dev.facepay.payment.FactFields;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.standalone.client.EdgeClient;
import dev.facepay.standalone.client.EdgeClient.EdgeProblem;
import dev.facepay.standalone.client.EdgeClient.PaymentSeen;
import dev.facepay.standalone.client.ReportClient;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.command.Logs;
import dev.facepay.standalone.command.Output;
import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.standalone.data.OperatorKey;
import dev.facepay.standalone.data.RunningSystem;
import dev.facepay.standalone.start.GivenSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What happened to an order, from the read side, or from the log itself. */
@Command(
    name = "show",
    description = {
      "Tells what happened to a payment, or to a trade that was paid elsewhere.",
      "From the read side; of a payment also from the log itself."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./facepay show A17", "  ./facepay show 1900000109:A17 --json"})
final class ShowCommand implements Callable<Integer> {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  private final CommandContext context;

  @Mixin private final RunningSystem.Options system;
  @Mixin private final RunningSystem.Options.Kafka kafka = new RunningSystem.Options.Kafka();

  @Parameters(
      paramLabel = "ORDER_OR_ID",
      description =
          "An order's number, out_trade_no, WeChat's number, or an id (mch_id:out_trade_no).")
  private String wanted = "";

  @Option(names = "--json", description = "Print the facts as lines of JSON.")
  private boolean json;

  @Option(names = "--log", description = "Read the log itself instead of the read side.")
  private boolean fromLog;

  public ShowCommand(CommandContext context) {
    this.context = context;
    this.system = new RunningSystem.Options(context);
  }

  @Override
  public Integer call() throws InterruptedException {
    Logs.quiet();
    if (!json && !fromLog && !kafka.isGiven() && tellFromReadSide()) {
      return ExitCode.OK.status();
    }
    List<Fact> facts = new FactLog(log()).of(orderKeys());
    if (facts.isEmpty()) {
      throw new CannotRun(
          ExitCode.NOT_SETTLED,
          "the log has no payment " + wanted,
          "check the number, or the merchant before the colon; a trade that was paid elsewhere is"
              + " told by the read side alone");
    }
    if (json) {
      facts.forEach(fact -> context.output().line(jsonOf(fact)));
    } else {
      tell(facts);
    }
    return ExitCode.OK.status();
  }

  private FacePayKafka log() {
    return new GivenSettings(Map.of(), context.environment())
        .kafka(kafka.servers(system), "facepay-show");
  }

  /** False if the read side is away or does not know it yet: then the log itself is read. */
  private boolean tellFromReadSide() throws InterruptedException {
    Optional<URI> report = system.running().map(running -> running.apis().get("console-service"));
    Optional<String> key = OperatorKey.read(system.dataDir().resolve("keys"));
    if (report.isEmpty() || key.isEmpty()) {
      return false;
    }
    try (ReportClient client = new ReportClient(report.get(), key.get())) {
      List<JsonNode> found = client.search(wanted);
      for (JsonNode one : found) {
        timeline(context.output(), one).forEach(context.output()::line);
      }
      return !found.isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  /** Of a payment of the read side, or of a trade that was paid elsewhere. */
  static List<String> timeline(Output out, JsonNode payment) {
    return TimelineText.of(out, payment);
  }

  /** An order's number alone may be any merchant's; an attempt's number leads to its order. */
  private Set<String> orderKeys() {
    int colon = wanted.indexOf(':');
    String number = colon < 0 ? wanted : wanted.substring(colon + 1);
    Set<String> numbers = new LinkedHashSet<>(Set.of(number));
    numbers.add(number.replaceFirst("-[1-9]\\d{0,2}$", ""));
    Set<String> merchants = new TreeSet<>();
    if (colon > 0) {
      merchants.add(wanted.substring(0, colon));
    } else {
      system.devices().stream().map(DemoDevice::merchant).forEach(merchants::add);
    }
    Set<String> keys = new LinkedHashSet<>();
    merchants.forEach(m -> numbers.forEach(n -> keys.add(m + ":" + n)));
    return keys;
  }

  private void tell(List<Fact> facts) throws InterruptedException {
    Map<String, List<Fact>> byPayment = new LinkedHashMap<>();
    facts.forEach(
        fact -> byPayment.computeIfAbsent(fact.subject(), _ -> new ArrayList<>()).add(fact));
    for (Map.Entry<String, List<Fact>> payment : byPayment.entrySet()) {
      Output out = context.output();
      out.line(out.strong(payment.getKey()) + edgeSays(payment.getKey()));
      Fact first = payment.getValue().getFirst();
      for (Fact fact : payment.getValue()) {
        Duration after = Duration.between(first.occurredAt(), fact.occurredAt());
        out.line(
            "  %s  +%-8s  %-26s %s"
                .formatted(
                    out.dim(TIME.format(fact.occurredAt())),
                    Output.seconds(after),
                    FactText.name(fact),
                    FactText.of(fact)));
      }
    }
  }

  private String edgeSays(String id) throws InterruptedException {
    Optional<RunningSystem> running = system.running();
    String merchant = id.substring(0, id.indexOf(':'));
    Optional<DemoDevice> device =
        system.devices().stream().filter(d -> d.merchant().equals(merchant)).findFirst();
    if (running.isEmpty() || device.isEmpty()) {
      return "";
    }
    try (EdgeClient client = new EdgeClient(running.get().edge())) {
      PaymentSeen seen = client.find(device.get().key(), id);
      return "  "
          + PayCommand.state(context.output(), seen).replace(" ", "")
          + "  "
          + seen.message().en();
    } catch (EdgeProblem | IOException e) {
      return context.output().dim("  (the edge does not remember it)");
    }
  }

  private static String jsonOf(Fact fact) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", fact.type().wire());
    FactFields.write(fact)
        .forEach(
            (name, value) -> {
              // Sealed it may be: it has no business on a terminal.
              if (!name.equals("auth_code_sealed")) {
                fields.put(name, value);
              }
            });
    return JsonMapper.shared().writeValueAsString(fields);
  }
}
