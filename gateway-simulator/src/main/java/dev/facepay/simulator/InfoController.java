package dev.facepay.simulator;

import dev.facepay.simulator.ledger.Api;
import dev.facepay.simulator.ledger.Behaviour;
import dev.facepay.simulator.ledger.Ledger;
import dev.facepay.simulator.ledger.SimulatorClock;
import dev.facepay.simulator.merchant.DataDirectory;
import dev.facepay.simulator.merchant.Merchants;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where everything is, and what can be asked for. */
@RestController
@RequestMapping("/_sim")
class InfoController {
  private final GatewayServer.Ports ports;
  private final GatewayServer server;
  private final Merchants merchants;
  private final DataDirectory data;
  private final Ledger ledger;
  private final SimulatorClock clock;
  private final Environment environment;

  InfoController(
      GatewayServer.Ports ports,
      GatewayServer server,
      Merchants merchants,
      DataDirectory data,
      Ledger ledger,
      SimulatorClock clock,
      Environment environment) {
    this.ports = ports;
    this.server = server;
    this.merchants = merchants;
    this.data = data;
    this.ledger = ledger;
    this.clock = clock;
    this.environment = environment;
  }

  record MerchantInfo(
      String mchId, String appId, String signType, Map<String, String> subMerchants) {}

  record Info(
      int controlPort,
      GatewayServer.Ports ports,
      Map<String, GatewayServer.DomainStates.State> domains,
      String merchantsDir,
      String caCertificate,
      List<MerchantInfo> merchants,
      boolean deduplicate,
      Instant now) {}

  record Magic(String name, int ending, StepInput step, String description) {}

  record BehaviourInfo(Behaviour name, Set<Api> apis, String description) {}

  @GetMapping("/info")
  Info info() {
    return new Info(
        environment.getProperty("local.server.port", Integer.class, 0),
        ports,
        Map.of("a", server.state('a'), "b", server.state('b')),
        data.merchants().toAbsolutePath().toString(),
        data.caCertificate().toAbsolutePath().toString(),
        merchants.all().stream()
            .map(m -> new MerchantInfo(m.mchId(), m.appId(), m.signType().wireName(), m.subApps()))
            .toList(),
        ledger.rules().deduplicate(),
        clock.instant());
  }

  @GetMapping("/magic-amounts")
  List<Magic> magicAmounts() {
    return Stream.of(MagicAmount.values())
        .map(
            m ->
                new Magic(
                    m.name(),
                    m.ending(),
                    StepInput.of(m.step()),
                    m.step().behaviour().description()))
        .toList();
  }

  @GetMapping("/behaviours")
  List<BehaviourInfo> behaviours() {
    return Stream.of(Behaviour.values())
        .map(b -> new BehaviourInfo(b, b.apis(), b.description()))
        .toList();
  }
}
