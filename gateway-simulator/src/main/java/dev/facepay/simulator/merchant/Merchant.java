package dev.facepay.simulator.merchant;

import java.util.Map;

/**
 * A merchant that the gateway knows.
 *
 * @param subApps sub merchant number to its appid; not empty: a service provider
 */
public record Merchant(
    String mchId, String appId, SignType signType, Map<String, String> subApps, String apiKey) {

  /** Whether it calls for sub merchants. */
  public boolean isServiceProvider() {
    return !subApps.isEmpty();
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "Merchant[" + mchId + "]";
  }
}
