package dev.facepay.standalone.deploy;

import static dev.facepay.standalone.deploy.ComposeFile.ROOT;
import static dev.facepay.standalone.deploy.ComposeFile.list;
import static dev.facepay.standalone.deploy.ComposeFile.map;
import static dev.facepay.standalone.deploy.ComposeFile.maps;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What stands before the services, and what looks at them: names, ports and times agree. */
class ProxyFileTest {

  private static final Pattern SERVERS =
      Pattern.compile("server-template (\\S+) (\\d+) ([a-z-]+):(\\d+)(?: port (\\d+))?");
  private static final Pattern SECTION =
      Pattern.compile("(?ms)^(frontend|backend) (\\S+)\n(.*?)(?=^\\S|\\z)");

  /** The topics have twelve partitions, and no more instances of a stage work. */
  private static final String INSTANCES_MAX = "12";

  private final Map<String, Map<String, Object>> services = ComposeFile.services();
  private final String file = ComposeFile.text(ROOT.resolve("deploy/proxy/haproxy.cfg"));

  private Map<String, String> sections(String kind) {
    return SECTION
        .matcher(file)
        .results()
        .filter(found -> found.group(1).equals(kind))
        .collect(Collectors.toMap(found -> found.group(2), found -> found.group(3)));
  }

  private Map<String, Object> service(String name) {
    return Objects.requireNonNull(services.get(name), name);
  }

  @Test
  void every_backend_is_a_service_at_the_port_that_it_serves() {
    Set<String> served = new TreeSet<>();
    for (MatchResult servers : SERVERS.matcher(file).results().toList()) {
      String name = servers.group(3);
      served.add(name);
      assertThat(servers.group(2)).isEqualTo(INSTANCES_MAX);
      String asked = Objects.requireNonNullElse(servers.group(5), servers.group(4));
      assertThat(asked).as(name).isEqualTo(ComposeFile.managementPort(service(name)));
      assertThat(asked).as("health is not for who comes through").isNotEqualTo(servers.group(4));
      String settings =
          ComposeFile.text(ROOT.resolve(name + "/src/main/resources/" + name + ".yml"));
      assertThat(settings).containsPattern("port: (\\$\\{\\w+:)?" + servers.group(4) + "\\b");
    }
    assertThat(served).containsExactly("auth-service", "console-service", "edge-api");
    assertThat(sections("backend").keySet()).isEqualTo(served);
  }

  /** Else a client could say where it comes from, or the bounds would count the proxy. */
  @Test
  void what_the_client_says_of_itself_is_replaced_and_the_service_believes_the_proxy() {
    sections("frontend")
        .forEach(
            (name, frontend) -> {
              if (!name.equals("metrics")) {
                assertThat(frontend)
                    .as(name)
                    .contains(
                        " ssl crt /run/secrets/proxy.pem",
                        "del-header Forwarded",
                        "set-header X-Forwarded-For %[src]",
                        "set-header X-Forwarded-Proto https",
                        "monitor-uri /healthz");
                String backend = frontend.replaceAll("(?s).*default_backend (\\S+).*", "$1");
                assertThat(frontend).contains("nbsrv(" + backend + ") lt 1");
                assertThat(map(service(backend), "environment"))
                    .containsEntry("SERVER_FORWARDHEADERSSTRATEGY", "native");
              }
            });
  }

  @Test
  void every_port_that_speaks_tls_is_published_and_no_service_of_ours_is() {
    Set<String> bound =
        Pattern.compile("bind :(\\d+) ssl")
            .matcher(file)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(list(service("proxy"), "ports"))
        .extracting(port -> port.substring(port.lastIndexOf(':') + 1))
        .containsExactlyInAnyOrderElementsOf(bound);
    services.forEach(
        (name, service) -> {
          if (ComposeFile.isOneOfOurs(name)) {
            assertThat(service).as(name).doesNotContainKey("ports");
          }
        });
  }

  @Test
  void the_longest_wait_of_a_device_and_a_silent_stream_are_not_cut() {
    String edge = ComposeFile.text(ROOT.resolve("edge-api/src/main/resources/edge-api.yml"));
    for (String end : List.of("client", "server")) {
      int patience = number(file, "timeout " + end + " (\\d+)s");
      assertThat(patience).isGreaterThan(number(edge, "wait-max: (\\d+)s\n    # Requests"));
      assertThat(patience).isGreaterThan(2 * number(edge, "stream-ping: (\\d+)s"));
    }
    assertThat(file).contains("option http-no-delay");
    assertThat(number(file, "hard-stop-after (\\d+)s"))
        .isLessThan(number(String.valueOf(service("proxy")), "stop_grace_period=(\\d+)s"));
  }

  private static int number(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(found -> Integer.parseInt(found.group(1)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void prometheus_finds_every_instance_of_every_service() {
    Map<String, Object> config = ComposeFile.read(ROOT.resolve("deploy/prometheus/prometheus.yml"));
    Map<String, String> found = new TreeMap<>();
    for (Map<String, Object> job : maps(config, "scrape_configs")) {
      for (Map<String, Object> names : maps(job, "dns_sd_configs")) {
        found.put(list(names, "names").getFirst(), String.valueOf(names.get("port")));
      }
      for (Map<String, Object> fixed : maps(job, "static_configs")) {
        list(fixed, "targets").forEach(this::isThere);
      }
    }
    assertThat(found).isEqualTo(managementPorts());
    for (Map<String, Object> receiver : maps(map(config, "alerting"), "alertmanagers")) {
      maps(receiver, "static_configs").forEach(it -> list(it, "targets").forEach(this::isThere));
    }
  }

  private void isThere(String target) {
    String host = target.split(":")[0];
    assertThat(services.keySet()).contains(host.equals("localhost") ? "prometheus" : host);
  }

  private Map<String, String> managementPorts() {
    Map<String, String> ports = new TreeMap<>();
    services.forEach(
        (name, service) -> {
          if (ComposeFile.isOneOfOurs(name) || name.equals("gateway-simulator")) {
            ports.put(name, ComposeFile.managementPort(service));
          }
        });
    return ports;
  }

  /** What the command line's containers know of the system. */
  @Test
  void the_command_line_knows_where_all_of_it_is() {
    Map<String, Object> told = ComposeFile.read(ROOT.resolve("deploy/image/running.json"));
    Map<String, String> ports = new TreeMap<>();
    map(told, "http")
        .forEach(
            (name, address) -> {
              URI uri = URI.create(String.valueOf(address));
              assertThat(uri.getHost()).isEqualTo(name);
              ports.put(name, String.valueOf(uri.getPort()));
            });
    ports.put("gateway-simulator", "9100");
    assertThat(ports).isEqualTo(managementPorts());
    for (MatchResult servers : SERVERS.matcher(file).results().toList()) {
      assertThat(map(told, "apis"))
          .containsEntry(
              servers.group(3), "http://%s:%s".formatted(servers.group(3), servers.group(4)));
    }
    assertThat(told).containsEntry("edge", "https://proxy:8443").doesNotContainKey("pid");
    assertThat(String.valueOf(told.get("bootstrapServers"))).isEqualTo("kafka:9092");
  }
}
