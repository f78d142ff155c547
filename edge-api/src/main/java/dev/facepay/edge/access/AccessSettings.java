package dev.facepay.edge.access;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param keysFile which key is which device's
 * @param keysReload how often to look whether the file has changed
 * @param rateBurst how many requests a device may send at once: a till with a few long polls and
 *     repeats stays far below
 * @param ratePerSecond how many it may go on sending each second; a device in a loop must not take
 *     the chain's capacity
 * @param tradesBurst how many trades paid elsewhere a device may tell of at once: what a till that
 *     was offline for an hour has to tell
 * @param tradesPerMinute how many it may go on telling each minute: more than a till can sell
 * @param devicesMax how many devices of the registry are held, at about 2 KB each; one more can't
 *     come in, and health says so
 */
@ConfigurationProperties("facepay.edge")
record AccessSettings(
    @DefaultValue("config/devices.json") Path keysFile,
    @DefaultValue("5s") Duration keysReload,
    @DefaultValue("100") long rateBurst,
    @DefaultValue("50") long ratePerSecond,
    @DefaultValue("200") long tradesBurst,
    @DefaultValue("60") long tradesPerMinute,
    @DefaultValue("50000") int devicesMax) {

  AccessSettings {
    if (!keysReload.isPositive() || rateBurst < 1 || ratePerSecond < 1) {
      throw new IllegalArgumentException(
          "facepay.edge: keys-reload, rate-burst and rate-per-second must be positive");
    }
    if (tradesBurst < 1 || tradesPerMinute < 1 || devicesMax < 1) {
      throw new IllegalArgumentException(
          "facepay.edge: trades-burst, trades-per-minute and devices-max must be positive");
    }
  }
}
