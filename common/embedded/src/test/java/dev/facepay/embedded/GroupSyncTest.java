package dev.facepay.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.testkit.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** An answer waits for the sync of what it may tell of; many wait for the same one. */
class GroupSyncTest {

  private final AtomicLong written = new AtomicLong();
  private final AtomicInteger syncs = new AtomicInteger();

  @Test
  void what_is_synced_is_not_synced_again() {
    GroupSync sync = new GroupSync(written::get, syncs::incrementAndGet);
    sync.await();
    assertThat(syncs).hasValue(0);

    written.set(3);
    sync.await();
    sync.await();
    assertThat(syncs).hasValue(1);

    written.set(4);
    sync.await();
    assertThat(syncs).hasValue(2);
  }

  @Test
  void all_who_wait_meanwhile_share_the_next_one() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    Semaphore goOn = new Semaphore(0);
    GroupSync sync =
        new GroupSync(
            written::get,
            () -> {
              syncs.incrementAndGet();
              began.countDown();
              goOn.acquireUninterruptibly();
            });
    List<Thread> waiting = new ArrayList<>();
    waiting.add(waiter(sync));
    began.await();
    for (int i = 0; i < 20; i++) {
      waiting.add(waiter(sync));
    }
    Await.until(
        "all wait", () -> waiting.stream().allMatch(one -> one.getState() == Thread.State.WAITING));
    goOn.release(2);
    for (Thread one : waiting) {
      one.join();
    }

    assertThat(syncs).hasValue(2);
  }

  @Test
  void who_could_not_be_synced_is_told() {
    written.set(1);
    GroupSync sync =
        new GroupSync(
            written::get,
            () -> {
              if (syncs.incrementAndGet() == 1) {
                throw new IllegalStateException("no disk");
              }
            });

    assertThatThrownBy(sync::await).hasMessage("no disk");
    sync.await();
    assertThat(syncs).hasValue(2);
  }

  private Thread waiter(GroupSync sync) {
    written.incrementAndGet();
    return Thread.ofPlatform().start(sync::await);
  }
}
