package dev.facepay.wechat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Lets only a few TLS handshakes run at a time. Without it, a burst opens connections faster than
 * the processors can finish their handshakes, and none gets done.
 */
final class HandshakeGate {

  /** The wait for a handshake's turn was over; nothing was sent. */
  static final class QueueTimeoutException extends IOException {

    QueueTimeoutException() {
      super("no turn for a TLS handshake");
    }
  }

  private final Semaphore turns;
  private final Duration queueMax;

  HandshakeGate(int parallelMax, Duration queueMax) {
    this.turns = new Semaphore(parallelMax, true);
    this.queueMax = queueMax;
  }

  TlsSocketStrategy guard(SSLContext tls) {
    TlsSocketStrategy inner = new DefaultClientTlsStrategy(tls);
    return (socket, target, port, attachment, context) ->
        upgrade(inner, socket, target, port, attachment, context);
  }

  private SSLSocket upgrade(
      TlsSocketStrategy inner,
      Socket socket,
      String target,
      int port,
      Object attachment,
      HttpContext context)
      throws IOException {
    try {
      if (!turns.tryAcquire(queueMax.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new QueueTimeoutException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted before a TLS handshake");
    }
    try {
      return inner.upgrade(socket, target, port, attachment, context);
    } finally {
      turns.release();
    }
  }
}
