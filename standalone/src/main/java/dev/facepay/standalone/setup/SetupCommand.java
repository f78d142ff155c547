package dev.facepay.standalone.setup;

import dev.facepay.runtime.Outage.Cause;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.Topics;
import dev.facepay.runtime.seal.KeyRing;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.command.Logs;
import dev.facepay.standalone.data.DemoDevices;
import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.standalone.data.LogUsers;
import dev.facepay.standalone.data.OperatorKey;
import dev.facepay.standalone.data.ServiceSecrets;
import dev.facepay.standalone.start.GivenSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What must be there before services of an installation start; made once, then left as it is. */
@Command(
    name = "setup",
    description = {
      "Makes what an installation of several processes needs and lacks: topics, keys, devices.",
      "What is there is left as it is, so it may run before each start."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./facepay setup --kafka localhost:9092",
      "  ./facepay setup --keys keys --merchants merchants"
    })
final class SetupCommand implements Callable<Integer> {

  private final CommandContext context;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--kafka",
      converter = CommandContext.Brokers.class,
      paramLabel = "HOST:PORT",
      description = "Make the topics that are missing there.")
  private @Nullable String kafka;

  @Option(
      names = "--keys",
      paramLabel = "DIR",
      description = "Make the keysets and the operator's key that are missing there.")
  private @Nullable Path keys;

  @Option(
      names = "--kafka-users",
      description = {
        "With --kafka and --keys: a user of the log for each service, with the rights that it",
        "needs and no others; their client properties lie in DIR. Kafka's administrator, whose",
        "properties facepay.kafka.properties-file names, runs this."
      })
  private boolean kafkaUsers;

  @Option(
      names = "--merchants",
      paramLabel = "DIR",
      description = "With --keys: two demo devices for each shop of these merchants.")
  private @Nullable Path merchants;

  @Option(
      names = "--hand-out",
      paramLabel = "DIR",
      description = {
        "With --keys: a folder below DIR for each service, with the keys that it needs,",
        "and of --merchants what it needs: the certificate only where it is needed."
      })
  private @Nullable Path handOut;

  @Option(
      names = "--set",
      converter = CommandContext.Key.class,
      paramLabel = "KEY=VALUE",
      description = {
        "With --kafka: a setting of the services, like facepay.kafka.topics.replicas=3;"
            + " repeatable.",
        "Those in the environment count too, so topics are made as the services would make them."
      })
  private Map<String, String> overrides = new LinkedHashMap<>();

  public SetupCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    Logs.quiet();
    if (kafka == null && keys == null) {
      throw new ParameterException(spec.commandLine(), "nothing to do: give --kafka or --keys");
    }
    if (kafkaUsers && (kafka == null || keys == null)) {
      throw new ParameterException(
          spec.commandLine(), "--kafka-users needs --kafka and --keys: where, and for whom");
    }
    if (kafka != null) {
      topics(kafka);
    }
    if (keys != null) {
      KeyRing.createIfMissing(keys);
      OperatorKey.makeIfMissing(keys);
      if (kafka != null && kafkaUsers) {
        users(kafka, keys);
      }
      context.output().line("keys are in " + keys);
      if (merchants != null) {
        List<DemoDevice> devices = DemoDevices.readOrMake(keys, merchants);
        context.output().line(devices.size() + " demo devices have keys");
      }
      if (handOut != null) {
        ServiceSecrets.handOut(keys, merchants, handOut);
        context.output().line("each service has its own in " + handOut);
      }
    }
    return ExitCode.OK.status();
  }

  private void users(String servers, Path place) throws InterruptedException {
    try {
      new LogUsers(reached(servers), place).make();
    } catch (IOException e) {
      throw new CannotRun(
          ExitCode.DATA_DIRECTORY,
          "the log's users are not made (%s)".formatted(e.getMessage()),
          "check the files *.kafka.properties in " + place,
          e);
    } catch (ExecutionException | TimeoutException e) {
      throw new CannotRun(
          ExitCode.UNREACHABLE,
          "the log's users are not made on %s (%s)".formatted(servers, Cause.oneLine(e)),
          "does the broker ask who somebody is (authorizer.class.name), and may these client"
              + " properties alter users and rights?",
          e);
    }
    context.output().line("the log's users have passwords and rights; theirs are in " + place);
  }

  private FacePayKafka reached(String servers) {
    return new GivenSettings(overrides, context.environment()).kafka(servers, "setup");
  }

  private void topics(String servers) throws InterruptedException {
    Topics topics = new Topics(reached(servers));
    try {
      topics.compare();
      topics.make();
    } catch (ExecutionException | TimeoutException e) {
      throw new CannotRun(
          ExitCode.UNREACHABLE,
          "the topics cannot be made on " + servers,
          "is a broker there, and may it be written to?",
          e);
    }
    context.output().line("topics are on " + servers);
    topics.differences().forEach(it -> context.output().line(context.output().wary("  " + it)));
  }
}
