package dev.facepay.wechat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** In which order the domains are tried: one that could not be connected to rests a while. */
final class Domains {

  private final List<URI> urls;
  private final long restNanos;
  private final LongSupplier nanoTime;
  private final Map<URI, Long> failedAt = new ConcurrentHashMap<>();

  Domains(List<URI> urls, Duration rest, LongSupplier nanoTime) {
    this.urls = urls;
    this.restNanos = rest.toNanos();
    this.nanoTime = nanoTime;
  }

  /** All of them: the resting ones last, since they may be all there is. */
  List<URI> inOrder() {
    long now = nanoTime.getAsLong();
    List<URI> awake = new ArrayList<>(urls.size());
    List<URI> resting = new ArrayList<>();
    for (URI url : urls) {
      Long failed = failedAt.get(url);
      boolean rests = failed != null && now - failed < restNanos;
      (rests ? resting : awake).add(url);
    }
    awake.addAll(resting);
    return awake;
  }

  void failed(URI url) {
    failedAt.put(url, nanoTime.getAsLong());
  }

  void connected(URI url) {
    failedAt.remove(url);
  }
}
