package dev.facepay.standalone.start;

import dev.facepay.embedded.Durability;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What runs where. What is null runs inside this JVM.
 *
 * @param dataDir everything durable; see {@link dev.facepay.standalone.data.DataDirectory}
 * @param port of the edge, the next {@link Ports#COUNT} are the other parts'; 0: any free ones
 * @param kafka {@code host:port} of a broker outside, or null
 * @param mongoUri of a database outside, or null
 * @param gateways base URLs of a gateway outside, its two domains in order; empty: the simulator
 * @param merchantsDir the merchants' keys and certificates; null: those that the simulator made
 * @param durability what broker and database inside keep through a power cut; null: by the gateway
 * @param overrides more Spring settings, the same for every service
 */
public record SystemSettings(
    Path dataDir,
    int port,
    @Nullable String kafka,
    @Nullable String mongoUri,
    List<URI> gateways,
    @Nullable Path merchantsDir,
    @Nullable Durability durability,
    Map<String, String> overrides) {

  public SystemSettings {
    gateways = List.copyOf(gateways);
    overrides = Map.copyOf(overrides);
    Ports.require(port);
  }

  /** Everything inside, on any free ports. */
  public static SystemSettings inside(Path dataDir) {
    return new SystemSettings(dataDir, 0, null, null, List.of(), null, null, Map.of());
  }

  public SystemSettings withPort(int newPort) {
    return new SystemSettings(
        dataDir, newPort, kafka, mongoUri, gateways, merchantsDir, durability, overrides);
  }

  public SystemSettings withKafka(String bootstrapServers) {
    return new SystemSettings(
        dataDir, port, bootstrapServers, mongoUri, gateways, merchantsDir, durability, overrides);
  }

  public SystemSettings withMongo(String uri) {
    return new SystemSettings(
        dataDir, port, kafka, uri, gateways, merchantsDir, durability, overrides);
  }

  public SystemSettings withGateway(List<URI> bases, Path merchants) {
    return new SystemSettings(
        dataDir, port, kafka, mongoUri, bases, merchants, durability, overrides);
  }

  /** A Spring setting for every service, over its own file. */
  public SystemSettings with(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(overrides);
    more.put(key, value);
    return new SystemSettings(
        dataDir, port, kafka, mongoUri, gateways, merchantsDir, durability, more);
  }

  public SystemSettings withDurability(Durability wanted) {
    return new SystemSettings(
        dataDir, port, kafka, mongoUri, gateways, merchantsDir, wanted, overrides);
  }

  /** As it was said; else synced where the money is real. */
  public Durability durabilityInside() {
    if (durability != null) {
      return durability;
    }
    return simulated() ? Durability.PROCESS : Durability.SYNCED;
  }

  public boolean simulated() {
    return gateways.isEmpty();
  }
}
