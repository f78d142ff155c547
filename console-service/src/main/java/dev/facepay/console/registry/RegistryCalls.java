package dev.facepay.console.registry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** Calls of the registry, as they are, within bounds. */
@Component
final class RegistryCalls {

  /** Its longest answer is a page of 100 devices: some 80 KiB. */
  private static final int ANSWER_BYTES_MAX = 1024 * 1024;

  private final @Nullable URI registry;
  private final RestClient client;
  private final Semaphore free;

  RegistryCalls(RegistrySettings settings) throws NoSuchAlgorithmException {
    this.registry = settings.url();
    JdkClientHttpRequestFactory requests =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectTimeout())
                .sslContext(settings.trust())
                .build());
    requests.setReadTimeout(settings.readTimeout());
    this.client = RestClient.builder().requestFactory(requests).build();
    this.free = new Semaphore(settings.callsMax());
  }

  /** What came of a call. */
  sealed interface Outcome {

    record Answered(ResponseEntity<byte[]> answer) implements Outcome {}

    /** Whether it has done what was asked for, nobody knows. */
    record Silent(String why) implements Outcome {}

    /** As many as may be wait for it already. */
    record Crowded() implements Outcome {}

    record NotConnected() implements Outcome {}
  }

  /**
   * @param address path and query
   * @throws InterruptedException if this process stops
   */
  Outcome call(HttpMethod method, URI address, HttpHeaders headers, byte[] body)
      throws InterruptedException {
    if (registry == null) {
      return new Outcome.NotConnected();
    }
    if (!free.tryAcquire()) {
      return new Outcome.Crowded();
    }
    try {
      RestClient.RequestBodySpec request =
          client.method(method).uri(registry.resolve(address)).headers(it -> it.addAll(headers));
      if (body.length > 0) {
        request.body(body);
      }
      return request.exchangeForRequiredValue((asked, answer) -> read(answer));
    } catch (ResourceAccessException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return new Outcome.Silent(why(e));
    } finally {
      free.release();
    }
  }

  private static Outcome read(ClientHttpResponse answer) throws IOException {
    byte[] body = answer.getBody().readNBytes(ANSWER_BYTES_MAX + 1);
    return body.length > ANSWER_BYTES_MAX
        ? new Outcome.Silent("its answer is longer than " + ANSWER_BYTES_MAX + " bytes")
        : new Outcome.Answered(
            ResponseEntity.status(answer.getStatusCode()).headers(answer.getHeaders()).body(body));
  }

  /** Without the address: it is for operators to see, not for whoever reads a page. */
  private static String why(ResourceAccessException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return "no answer (" + cause.getClass().getSimpleName() + ")";
  }
}
