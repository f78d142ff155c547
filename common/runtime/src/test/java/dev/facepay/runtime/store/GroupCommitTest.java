package dev.facepay.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.runtime.store.GroupCommit.Pending;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

  private final List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch go = new CountDownLatch(1);

  private final GroupCommit<String> commit = new GroupCommit<>("test", this::command);

  private void command(List<Pending<String>> batch) {
    sizes.add(batch.size());
    try {
      go.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    if (batch.stream().anyMatch(p -> p.write().equals("broken"))) {
      throw new StoreUnavailable("away");
    }
    batch.forEach(p -> p.done().complete(p.write().equals("yes")));
  }

  @Test
  void alone_a_write_goes_at_once() {
    go.countDown();
    assertThat(commit.write("yes")).isTrue();
    assertThat(commit.write("no")).isFalse();
    assertThat(sizes).containsExactly(1, 1);
  }

  @Test
  void what_comes_meanwhile_goes_together_and_each_has_its_own_outcome() throws Exception {
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> outcomes = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        String write = i % 2 == 0 ? "yes" : "no";
        outcomes.add(callers.submit(() -> commit.write(write)));
      }
      go.countDown();
      for (int i = 0; i < outcomes.size(); i++) {
        assertThat(outcomes.get(i).get()).isEqualTo(i % 2 == 0);
      }
    }
    assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1_000);
    assertThat(sizes).allMatch(size -> size <= 100);
  }

  @Test
  void what_a_command_throws_reaches_all_of_its_writes_and_none_hangs() throws Exception {
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> first = callers.submit(() -> commit.write("broken"));
      go.countDown();
      assertThatThrownBy(first::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(StoreUnavailable.class);
    }
    assertThat(commit.write("yes")).isTrue();
  }

  @Test
  void a_caller_that_is_interrupted_takes_nobody_along() throws Exception {
    AtomicReference<Throwable> told = new AtomicReference<>();
    Thread impatient =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    commit.write("yes");
                  } catch (StoreUnavailable e) {
                    told.set(e);
                  }
                });
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> other = callers.submit(() -> commit.write("yes"));
      impatient.interrupt();
      impatient.join();
      go.countDown();
      assertThat(other.get()).isTrue();
    }
    assertThat(told.get()).hasMessageContaining("interrupted");
  }
}
