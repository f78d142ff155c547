package dev.facepay.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * All services in one JVM for a moment, so that it can write down which classes they need: with
 * that a start costs less than half. See {@code -XX:AOTCacheOutput}.
 */
final class Rehearsal {

  /** Between the arguments of one service and the next one's. */
  static final String NEXT = "--next";

  /** For what begins after the start: clients, the first poll. */
  private static final Duration LINGER = Duration.ofSeconds(5);

  private Rehearsal() {}

  /**
   * @param args a service and its settings, {@link #NEXT}, another service and its settings, …
   */
  public static void main(String[] args) throws InterruptedException {
    List<String> one = new ArrayList<>();
    for (String arg : args) {
      if (arg.equals(NEXT)) {
        start(one);
        one.clear();
      } else {
        one.add(arg);
      }
    }
    start(one);
    Thread.sleep(LINGER);
    System.exit(0);
  }

  private static void start(List<String> words) {
    Class<?> application = ServiceNode.application(words.getFirst());
    new SpringApplicationBuilder(application)
        .main(application)
        .bannerMode(Banner.Mode.OFF)
        .run(words.subList(1, words.size()).toArray(String[]::new));
  }
}
