package dev.facepay.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import dev.facepay.standalone.data.ServiceSecrets;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What can be known of {@code deploy/k8s} without a cluster: kustomize's output, by the API's
 * types.
 */
@Tag("real")
class KubernetesTest {

  /** All that the overlay may contain; KEDA has no model here. */
  private static final Map<String, Class<?>> TYPES =
      Map.ofEntries(
          Map.entry("ConfigMap", ConfigMap.class),
          Map.entry("Deployment", Deployment.class),
          Map.entry("Namespace", Namespace.class),
          Map.entry("NetworkPolicy", NetworkPolicy.class),
          Map.entry("PersistentVolumeClaim", PersistentVolumeClaim.class),
          Map.entry("PodDisruptionBudget", PodDisruptionBudget.class),
          Map.entry("PodMonitor", PodMonitor.class),
          Map.entry("PrometheusRule", PrometheusRule.class),
          Map.entry("ScaledObject", Map.class),
          Map.entry("Service", Service.class));

  /**
   * Names that a type does not have are refused, as the API server does under strict validation.
   */
  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .setAnnotationIntrospector(
              new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                  return Boolean.FALSE;
                }
              });

  private final List<Map<String, Object>> objects = kustomized();
  private final Map<String, Deployment> deployments = deployments();

  private static List<Map<String, Object>> kustomized() {
    try {
      Process kubectl =
          new ProcessBuilder(
                  "kubectl", "kustomize", Promtool.deploy("k8s/overlays/production").toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(kubectl.onExit().join().exitValue()).as(said).isZero();
      List<Map<String, Object>> objects = new ArrayList<>();
      yaml().loadAll(said).forEach(it -> objects.add(map(it)));
      return objects;
    } catch (IOException e) {
      throw new AssertionError(
          "kubectl is missing: apt-get install kubernetes-client, or run ./verify", e);
    }
  }

  private static Yaml yaml() {
    return new Yaml(new SafeConstructor(new LoaderOptions()));
  }

  @SuppressWarnings("unchecked") // YAML's objects have strings as keys
  private static Map<String, Object> map(Object object) {
    return (Map<String, Object>) object;
  }

  private Map<String, Deployment> deployments() {
    Map<String, Deployment> all = new TreeMap<>();
    objects.stream()
        .filter(it -> "Deployment".equals(it.get("kind")))
        .map(it -> STRICT.convertValue(it, Deployment.class))
        .forEach(it -> all.put(it.getMetadata().getName(), it));
    return all;
  }

  @Test
  void every_object_is_of_its_type_to_the_letter() {
    assertThat(objects).hasSizeGreaterThan(30);
    for (Map<String, Object> object : objects) {
      Class<?> type = TYPES.get(String.valueOf(object.get("kind")));
      assertThat(type).as(object.toString()).isNotNull();
      assertThat(STRICT.convertValue(object, type)).isNotNull();
    }
  }

  /** Ports and memory are what the compose file, which is started for real, has. */
  @Test
  void every_service_of_the_compose_file_is_a_deployment_with_its_port_and_memory() {
    Map<String, Map<String, Object>> compose = ComposeFile.services();
    Set<String> served = new TreeSet<>(compose.keySet());
    served.removeIf(name -> !ComposeFile.isOneOfOurs(name));
    assertThat(deployments.keySet()).isEqualTo(served);
    deployments.forEach(
        (name, deployment) -> {
          Map<String, Object> composed = map(compose.get(name));
          Container container = pod(deployment).getContainers().getFirst();
          assertThat(container.getArgs()).isEqualTo(composed.get("command"));
          List<?> healthy = (List<?>) map(composed.get("healthcheck")).get("test");
          assertThat(management(container)).hasToString(String.valueOf(healthy.get(2)));
          assertThat(container.getResources().getLimits().get("memory"))
              .hasToString(String.valueOf(composed.get("mem_limit")).replace("m", "Mi"));
        });
  }

  @Test
  void only_those_that_sign_calls_to_wechat_reach_out_and_each_has_its_own_secret() {
    deployments.forEach(
        (name, deployment) -> {
          String calls =
              deployment
                  .getSpec()
                  .getTemplate()
                  .getMetadata()
                  .getLabels()
                  .getOrDefault("facepay.dev/calls-wechat", "false");
          assertThat(Boolean.parseBoolean(calls))
              .as(name)
              .isEqualTo(ServiceSecrets.signsCalls(name));
          assertThat(pod(deployment).getVolumes())
              .filteredOn(volume -> volume.getSecret() != null)
              .extracting(volume -> volume.getSecret().getSecretName())
              .containsExactly(name);
        });
  }

  @Test
  void what_waits_for_wechat_is_given_the_time_and_no_service_is_root() {
    deployments.forEach(
        (name, deployment) -> {
          PodSpec pod = pod(deployment);
          assertThat(pod.getTerminationGracePeriodSeconds()).as(name).isGreaterThanOrEqualTo(45);
          assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
          Container container = pod.getContainers().getFirst();
          assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
          assertThat(container.getReadinessProbe().getHttpGet().getPath()).endsWith("readiness");
          assertThat(container.getLivenessProbe().getHttpGet().getPath()).endsWith("liveness");
        });
  }

  @Test
  void the_rules_are_those_of_prometheus() throws IOException {
    List<Object> wanted = new ArrayList<>();
    for (String file : List.of("recording.yml", "alerts.yml")) {
      Path rules = Promtool.deploy("prometheus/rules").resolve(file);
      wanted.add(map(yaml().load(Files.readString(rules))).get("groups"));
    }
    List<Object> made = new ArrayList<>();
    yaml()
        .loadAll(Files.readString(Promtool.deploy("k8s/monitoring/rules.yaml")))
        .forEach(rule -> made.add(map(map(rule).get("spec")).get("groups")));
    assertThat(made).as("run deploy/k8s/make-rules").isEqualTo(wanted);
  }

  private static PodSpec pod(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec();
  }

  private static Integer management(Container container) {
    return container.getPorts().stream()
        .filter(port -> "management".equals(port.getName()))
        .map(ContainerPort::getContainerPort)
        .findFirst()
        .orElseThrow();
  }
}
