package dev.facepay.wechat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gateway calls as metrics: rate, errors by code and duration of each call, and when each
 * merchant's certificate ends.
 */
final class GatewayMeters implements CallListener {

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30)
  };

  private final MeterRegistry meters;
  private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

  /** Looked up by this: the registry's own look-up builds names and buckets for each call. */
  private record Series(Api api, String outcome, String code) {}

  private final Merchants merchants;
  private final MultiGauge certificates;

  GatewayMeters(MeterRegistry meters, Merchants merchants) {
    this.meters = meters;
    this.merchants = merchants;
    this.certificates =
        MultiGauge.builder("facepay.certificate.expiry.timestamp.seconds")
            .description("When the merchant's client certificate ends, Unix time")
            .register(meters);
    showCertificates();
  }

  /** After a change of the merchants. */
  void showCertificates() {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    for (Merchant merchant : merchants.all()) {
      merchants
          .certificateExpiry(merchant.mchId())
          .ifPresent(
              end ->
                  rows.add(
                      MultiGauge.Row.of(
                          Tags.of("merchant", merchant.mchId()), end.getEpochSecond())));
    }
    certificates.register(rows, true);
  }

  @Override
  public void called(Call call) {
    timers
        .computeIfAbsent(new Series(call.api(), call.outcome(), call.code()), this::timer)
        .record(call.took());
  }

  private Timer timer(Series series) {
    return Timer.builder("facepay.gateway.call")
        .description("One call to WeChat, waits for quota and connection included")
        .tag("api", series.api().name().toLowerCase(Locale.ROOT))
        .tag("outcome", series.outcome())
        .tag("code", series.code())
        .serviceLevelObjectives(BUCKETS)
        .register(meters);
  }
}
