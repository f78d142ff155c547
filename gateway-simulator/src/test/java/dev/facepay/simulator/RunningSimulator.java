package dev.facepay.simulator;

import dev.facepay.simulator.merchant.SignType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The simulator as a program, once for all tests, and a plain client for its odd sides. */
public final class RunningSimulator {
  public static final String PLAIN = "1900000109";
  public static final String PROVIDER = "1900000110";
  public static final String SUB = "1900000201";

  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final RunningSimulator INSTANCE = new RunningSimulator();

  public final Path directory;
  public final GatewayServer.Ports ports;
  private final int control;
  private final HttpClient http = HttpClient.newHttpClient();

  private RunningSimulator() {
    try {
      directory = Files.createTempDirectory(Path.of("target"), "simulator-").toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(SimulatorApplication.class)
            .properties("spring.config.name=gateway-simulator")
            .run(
                "--server.port=0",
                "--facepay.simulator.data-dir=" + directory,
                "--facepay.simulator.port-a=0",
                "--facepay.simulator.port-b=0",
                "--facepay.simulator.tls-port-a=0",
                "--facepay.simulator.tls-port-b=0",
                "--logging.level.com.github.binarywang=OFF",
                "--spring.main.banner-mode=off");
    ports = context.getBean(GatewayServer.Ports.class);
    control = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  public static RunningSimulator get() {
    return INSTANCE;
  }

  public String newNumber() {
    return "T" + NUMBERS.incrementAndGet();
  }

  public String newCode() {
    return "13%016d".formatted(NUMBERS.incrementAndGet());
  }

  public String apiKey(String mchId) {
    try {
      return Files.readString(directory.resolve("merchants/" + mchId + "/api-key")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Map<String, String> payment(String number, long fen) {
    Map<String, String> fields = question(number);
    fields.put("body", "tea");
    fields.put("total_fee", Long.toString(fen));
    fields.put("spbill_create_ip", "10.0.0.1");
    fields.put("auth_code", newCode());
    return fields;
  }

  public Map<String, String> question(String number) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("appid", "wx8888888888888888");
    fields.put("mch_id", PLAIN);
    fields.put("nonce_str", "n" + NUMBERS.incrementAndGet());
    fields.put("out_trade_no", number);
    return fields;
  }

  /** Signs with MD5 and calls domain a. */
  public HttpResponse<String> call(String path, Map<String, String> fields, String... headers)
      throws IOException, InterruptedException {
    Map<String, String> signed = new LinkedHashMap<>(fields);
    signed.put("sign", SignType.MD5.sign(fields, apiKey(PLAIN)));
    return send(ports.baseUrlA() + path, "POST", FlatXml.write(signed), headers);
  }

  public Map<String, String> fields(HttpResponse<String> response) {
    return switch (FlatXml.read(response.body())) {
      case FlatXml.Fields(Map<String, String> values) -> values;
      case FlatXml.Malformed(String why) -> throw new AssertionError(why);
    };
  }

  public Map<String, String> pay(String number, long fen) throws Exception {
    return fields(call("/pay/micropay", payment(number, fen)));
  }

  public Map<String, String> query(String number) throws Exception {
    return fields(call("/pay/orderquery", question(number)));
  }

  public Map<String, String> reverse(String number) throws Exception {
    return fields(call("/secapi/pay/reverse", question(number)));
  }

  public HttpResponse<String> control(String method, String path, String body)
      throws IOException, InterruptedException {
    return send(
        "http://localhost:" + control + path, method, body, "Content-Type", "application/json");
  }

  public HttpResponse<String> send(String url, String method, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(Duration.ofSeconds(10))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
