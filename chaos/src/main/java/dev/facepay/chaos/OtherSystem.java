package dev.facepay.chaos;

import dev.facepay.chaos.judge.Evidence.Foreign;
import dev.facepay.chaos.judge.Evidence.Sent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Another system of the same merchant, which makes the same numbers: it is paid at the gateway,
 * with another amount, before our device asks.
 */
final class OtherSystem implements AutoCloseable {

  /** The merchant that signs with HMAC-SHA256. */
  static final String MERCHANT = "1900000109";

  private static final long MORE_FEN = 1_000;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI gateway;
  private final String key;
  private final String appId;
  private final Diary diary;

  OtherSystem(URI gateway, Path gatewayDir, Diary diary) throws IOException {
    Path merchant = gatewayDir.resolve("merchants").resolve(MERCHANT);
    Properties properties = new Properties();
    try (var in = Files.newBufferedReader(merchant.resolve("merchant.properties"))) {
      properties.load(in);
    }
    this.gateway = gateway;
    this.key = Files.readString(merchant.resolve("api-key")).strip();
    this.appId = properties.getProperty("app_id");
    this.diary = diary;
  }

  /** Its sale under the number of ours; none if the gateway does not answer. */
  void sell(Sent ours, Random random) throws InterruptedException {
    long fen = ours.fen() + MORE_FEN;
    Map<String, String> fields = new TreeMap<>();
    fields.put("appid", appId);
    fields.put("mch_id", MERCHANT);
    fields.put("nonce_str", Long.toHexString(random.nextLong()));
    fields.put("sign_type", "HMAC-SHA256");
    fields.put("body", "Tea");
    fields.put("out_trade_no", ours.orderNo());
    fields.put("total_fee", Long.toString(fen));
    fields.put("spbill_create_ip", "127.0.0.1");
    fields.put("auth_code", "13%016d".formatted(random.nextLong(10_000_000_000_000_000L)));
    fields.put("sign", sign(fields));
    String xml =
        fields.entrySet().stream()
            .map(it -> "<%s>%s</%s>".formatted(it.getKey(), it.getValue(), it.getKey()))
            .collect(Collectors.joining("", "<xml>", "</xml>"));
    // Written down before: it is another system's whether or not there is an answer.
    diary.foreign(new Foreign(ours.paymentId(), fen, Instant.now()));
    try {
      http.send(
          HttpRequest.newBuilder(gateway.resolve("/pay/micropay"))
              .timeout(Duration.ofSeconds(10))
              .POST(BodyPublishers.ofString(xml))
              .build(),
          BodyHandlers.discarding());
    } catch (IOException e) {
      // The gateway was away: then the number is perhaps ours alone.
    }
  }

  private String sign(Map<String, String> fields) {
    String text =
        fields.entrySet().stream()
            .map(it -> it.getKey() + "=" + it.getValue())
            .collect(Collectors.joining("&", "", "&key=" + key));
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of()
          .formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)))
          .toUpperCase(Locale.ROOT);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
