package dev.facepay.standalone.client;

import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * One of our own HTTP APIs, called as its interface says. Whatever keeps an answer away is an
 * {@link IOException}, and a refusal one that has the answer.
 *
 * @param <T> has a method for each call, as Spring's {@code @HttpExchange} describes them
 */
public final class HttpApi<T> implements AutoCloseable {

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_WITHIN)
          .build();
  private final T calls;

  /**
   * @param key is shown with each call; null for none
   * @param patience how long an answer may take
   */
  public HttpApi(Class<T> api, URI base, @Nullable String key, Duration patience) {
    JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http);
    requests.setReadTimeout(patience);
    RestClient.Builder client =
        RestClient.builder()
            .baseUrl(base.toString())
            .requestFactory(requests)
            .configureMessageConverters(
                converters ->
                    converters
                        .withStringConverter(new StringHttpMessageConverter())
                        .withJsonConverter(
                            new JacksonJsonHttpMessageConverter(JsonMapper.shared())));
    if (key != null) {
      client.defaultHeader(HttpHeaders.AUTHORIZATION, bearer(key));
    }
    this.calls =
        HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client.build()))
            .build()
            .createClient(api);
  }

  /**
   * @throws CannotRun if no header can have it; never repeats it
   */
  static String bearer(String key) {
    if (!key.matches("[!-~]*")) {
      throw new CannotRun(
          ExitCode.CONFIGURATION,
          "the key that was given is none: a key is one word of ASCII",
          "correct FACEPAY_DEVICE_KEY or --key, an operator's FACEPAY_OPERATOR_KEY or its file");
    }
    return "Bearer " + key;
  }

  /** How a service is, as it tells itself. */
  @HttpExchange("/actuator")
  public interface Management {

    static HttpApi<Management> at(URI service, Duration patience) {
      return new HttpApi<>(Management.class, service, null, patience);
    }

    /** Refused with 503 if something is down. */
    @GetExchange("/health")
    JsonNode health();

    /** Refused with 503 until it serves. */
    @GetExchange("/health/readiness")
    JsonNode readiness();

    /** A page for Prometheus. */
    @GetExchange("/prometheus")
    String metrics();
  }

  /** What a problem says of its own case, and of each field that is wrong; empty if nothing. */
  public static String told(JsonNode problem) {
    List<String> told = new ArrayList<>();
    told.add(problem.path("detail").asString(""));
    for (JsonNode error : problem.path("errors")) {
      told.add(error.path("field").asString("") + " " + error.path("detail").asString(""));
    }
    told.removeIf(String::isBlank);
    return String.join(", ", told);
  }

  /** An answer that is no success. */
  public static final class Refused extends IOException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final transient JsonNode body;

    Refused(RestClientResponseException cause) {
      super("answered " + cause.getStatusCode().value(), cause);
      this.status = cause.getStatusCode().value();
      this.body = body(cause.getResponseBodyAsString());
    }

    private static JsonNode body(String text) {
      try {
        return JsonMapper.shared().readTree(text);
      } catch (JacksonException e) {
        return MissingNode.getInstance();
      }
    }

    public int status() {
      return status;
    }

    /** Missing if it is no JSON. */
    public JsonNode body() {
      return body;
    }
  }

  public <R> R call(Function<T, R> call) throws IOException, InterruptedException {
    try {
      return call.apply(calls);
    } catch (RestClientResponseException e) {
      throw new Refused(e);
    } catch (ResourceAccessException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
    } catch (RestClientException e) {
      throw new IOException("an answer that can't be read", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
