package dev.facepay.wechat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether the merchants' directory has changed, and has it taken over when two looks see the
 * same: a merchant comes, changes its key or certificate, or goes, without a restart. A change with
 * a defect is told, and all stays as it was.
 */
final class MerchantsWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MerchantsWatch.class);

  private final Path dir;
  private final Merchants merchants;
  private final Runnable swapped;
  private Map<String, String> seen = Map.of();
  private String trouble = "";
  private volatile Thread looker;

  /**
   * @param swapped is told after each change
   */
  MerchantsWatch(Path dir, Merchants merchants, Runnable swapped) {
    this.dir = dir;
    this.merchants = merchants;
    this.swapped = swapped;
    this.looker = Thread.ofVirtual().name("merchants-watch").unstarted(() -> {});
  }

  /** Looks every so often, until {@link #close}. */
  MerchantsWatch every(Duration pause) {
    looker =
        Thread.ofVirtual()
            .name("merchants-watch")
            .start(
                () -> {
                  try {
                    while (true) {
                      Thread.sleep(pause);
                      look();
                    }
                  } catch (InterruptedException e) {
                    // Closed.
                  }
                });
    return this;
  }

  /** True if the merchants were swapped. */
  synchronized boolean look() {
    try {
      Map<String, String> now = Merchants.digests(dir);
      boolean settled = now.equals(seen);
      seen = now;
      if (merchants.isAsRead(now)) {
        trouble = "";
        return false;
      }
      if (!settled) {
        return false;
      }
      merchants.swap(dir, now);
      trouble = "";
      LOG.info("event=merchants-swapped merchants={}", now.keySet());
      swapped.run();
      return true;
    } catch (InvalidMerchantException e) {
      tell(String.valueOf(e.getMessage()));
      return false;
    } catch (RuntimeException e) {
      tell(e.toString());
      return false;
    }
  }

  /** Once, however long it lasts. */
  private void tell(String defect) {
    if (!defect.equals(trouble)) {
      LOG.error("event=merchants-not-swapped defect=\"{}\": all stays as it was", defect);
    }
    trouble = defect;
  }

  /** Whether the directory has a change that can't be taken over. */
  synchronized boolean isRefused() {
    return !trouble.isEmpty();
  }

  @Override
  public void close() {
    looker.interrupt();
  }
}
