package dev.facepay.wechat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.facepay.wechat.Code.Obstacle;
import dev.facepay.wechat.Exchange.Garbled;
import dev.facepay.wechat.Exchange.NoAnswer;
import dev.facepay.wechat.Exchange.NotSent;
import dev.facepay.wechat.Exchange.Received;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** One try on one domain, and what it tells about that domain. */
final class Sender {

  /** What a try says about its domain. */
  enum Domain {
    REACHED,
    UNREACHABLE,
    /** Our own queue, or a TLS failure that may be one merchant's certificate. */
    NO_TELLING
  }

  record Try(Exchange exchange, Domain domain) {}

  /** How an answer's body is taken in. */
  interface Body {

    /** The answer, whole; an {@link IOException} when it breaks off. */
    Exchange read(String host, ClassicHttpResponse response, HttpPost post) throws IOException;

    /** From the request's first byte to the answer's last; empty: the ordinary read time-out. */
    default Optional<Duration> answerMax() {
      return Optional.empty();
    }
  }

  /** A character is at least one byte, so more bytes than this may still be too many characters. */
  private static final int BYTES_MAX = MessageXml.CHARS_MAX;

  private static final ContentType XML = ContentType.create("text/xml", UTF_8);

  private final ScheduledExecutorService timer;
  private final Duration connectMax;
  private final Duration answerMax;

  Sender(GatewaySettings settings, ScheduledExecutorService timer) {
    this.timer = timer;
    // Queue and connect, then queue and shake hands.
    this.connectMax = settings.connectionQueueMax().plus(settings.connectTimeout()).multipliedBy(2);
    this.answerMax = settings.readTimeout();
  }

  Try send(Pool pool, URI base, String path, String xml, Body body) throws InterruptedException {
    String host = host(base);
    HttpPost post = new HttpPost(URI.create(withoutSlash(base.toString()) + path));
    post.setEntity(new ByteArrayEntity(xml.getBytes(UTF_8), XML));
    Duration max = body.answerMax().orElse(answerMax);
    try (Attempt attempt = new Attempt(post, timer, connectMax, max)) {
      try {
        ClassicHttpResponse response = pool.client().executeOpen(null, post, attempt.context());
        try {
          return new Try(body.read(host, response, post), Domain.REACHED);
        } finally {
          closeQuietly(response);
        }
      } catch (IOException | RuntimeException e) {
        // Runtime exceptions too: whatever breaks after the first byte, the call stays unknown.
        if (Thread.interrupted()) {
          throw new InterruptedException("while calling " + host);
        }
        return attempt.maySent()
            ? new Try(new NoAnswer(host, why(attempt, e)), Domain.REACHED)
            : notSent(host, attempt, e);
      }
    }
  }

  private static Try notSent(String host, Attempt attempt, Exception e) {
    if (e instanceof ConnectionRequestTimeoutException
        || e instanceof HandshakeGate.QueueTimeoutException) {
      NotSent exchange = new NotSent(host, Obstacle.NO_SLOT, "no connection is free");
      return new Try(exchange, Domain.NO_TELLING);
    }
    NotSent exchange = new NotSent(host, Obstacle.NO_CONNECTION, why(attempt, e));
    boolean tells = !(e instanceof SSLException) && !(e instanceof RuntimeException);
    return new Try(exchange, tells ? Domain.UNREACHABLE : Domain.NO_TELLING);
  }

  /** Never the exception's own message: a library may quote the request in it. */
  private static String why(Attempt attempt, Exception e) {
    return attempt.late() ? "no whole answer in time" : e.getClass().getSimpleName();
  }

  /** A message: small enough for the memory. */
  static Exchange inMemory(String host, ClassicHttpResponse response, HttpPost post)
      throws IOException {
    return message(host, response, post, InputStream.nullInputStream());
  }

  /**
   * @param begun what was read of the body before
   */
  static Exchange message(
      String host, ClassicHttpResponse response, HttpPost post, InputStream begun)
      throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new Received(host, response.getCode(), "");
    }
    // Not closed here: closing would read an endless body to its end. The response is closed, and
    // drops the connection unless the body was read whole.
    InputStream content = new SequenceInputStream(begun, entity.getContent());
    byte[] bytes = content.readNBytes(BYTES_MAX + 1);
    if (bytes.length > BYTES_MAX) {
      post.cancel();
      return new Garbled(host, "the answer is longer than " + BYTES_MAX + " bytes");
    }
    try {
      String body = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new Received(host, response.getCode(), body);
    } catch (CharacterCodingException e) {
      return new Garbled(host, "the answer is not UTF-8");
    }
  }

  /** What was read counts, however badly the connection ends. */
  private static void closeQuietly(ClassicHttpResponse response) {
    try {
      response.close();
    } catch (IOException e) {
      // The connection is dropped, which is all that closing is for here.
    }
  }

  private static String host(URI url) {
    return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
  }

  private static String withoutSlash(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
