package dev.facepay.wechat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;

/**
 * One try on one domain. It knows whether the first byte may have left, and it ends the try when
 * its time is over: socket time-outs alone start anew with every byte that a slow server drips.
 */
final class Attempt implements AutoCloseable {

  private static final String ATTRIBUTE = "facepay.attempt";

  private final HttpPost post;
  private final ScheduledExecutorService timer;
  private final Duration answerMax;
  private volatile boolean sending;
  private volatile boolean late;
  private @Nullable ScheduledFuture<?> end;

  Attempt(HttpPost post, ScheduledExecutorService timer, Duration connectMax, Duration answerMax) {
    this.post = post;
    this.timer = timer;
    this.answerMax = answerMax;
    endAfter(connectMax);
  }

  HttpClientContext context() {
    HttpClientContext context = HttpClientContext.create();
    context.setAttribute(ATTRIBUTE, this);
    return context;
  }

  /** Whether a byte of the request may have left; false is proof that none has. */
  boolean maySent() {
    return sending;
  }

  /** Whether the try was ended because its time was over. */
  boolean late() {
    return late;
  }

  /** The connection stands and the next thing on it is the request. */
  static ClassicHttpResponse markSending(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    if (scope.clientContext.getAttribute(ATTRIBUTE) instanceof Attempt attempt) {
      attempt.sending = true;
      attempt.endAfter(attempt.answerMax);
    }
    return chain.proceed(request, scope);
  }

  @Override
  public void close() {
    ScheduledFuture<?> scheduled = end;
    if (scheduled != null) {
      scheduled.cancel(false);
    }
  }

  private void endAfter(Duration max) {
    close();
    try {
      end = timer.schedule(this::endNow, max.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // The client is being closed, and its pool ends this try at once.
    }
  }

  /** Closing a TLS connection may block: not on the one timer thread. */
  private void endNow() {
    late = true;
    Thread.startVirtualThread(post::cancel);
  }
}
