package dev.facepay.chaos;

import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.Timekeeper.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * A service's clock that goes wrong by as much as a file says, also while it runs: what a machine
 * without time service, or an operator's hand, does to it.
 */
final class WrongClock implements BeanPostProcessor {

  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private final Path file;
  private volatile Duration wrongBy = Duration.ZERO;

  /**
   * @param file holds the milliseconds; absent: none
   */
  WrongClock(Path file) {
    this.file = file;
    look();
    Thread.ofPlatform().daemon().name("wrong-clock").start(this::lookForEver);
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    return bean instanceof Timekeeper right ? new Wrong(right) : bean;
  }

  private void lookForEver() {
    try {
      while (true) {
        Thread.sleep(LOOK_EVERY);
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      wrongBy =
          Files.exists(file)
              ? Duration.ofMillis(Long.parseLong(Files.readString(file).strip()))
              : Duration.ZERO;
    } catch (IOException | NumberFormatException e) {
      // Being written: it is looked at again.
    }
  }

  private final class Wrong implements Timekeeper {

    private final Timekeeper right;

    Wrong(Timekeeper right) {
      this.right = right;
    }

    @Override
    public Instant instant() {
      return right.instant().plus(wrongBy);
    }

    /** A machine sleeps by another clock than the one that is put wrong. */
    @Override
    public void sleep(Duration time) throws InterruptedException {
      right.sleep(time);
    }

    @Override
    public void sleepUntil(Instant due) throws InterruptedException {
      sleepUntil(due, new Signal());
    }

    /** In parts, since the clock may be put right meanwhile. */
    @Override
    public void sleepUntil(Instant due, Signal wake) throws InterruptedException {
      Duration left = Duration.between(instant(), due);
      while (left.isPositive() && !wake.await(shorter(left, LOOK_EVERY))) {
        left = Duration.between(instant(), due);
      }
    }

    private static Duration shorter(Duration one, Duration other) {
      return one.compareTo(other) < 0 ? one : other;
    }
  }
}
