package dev.facepay.console.stage;

import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.Letters;
import dev.facepay.runtime.fact.LogReader;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StageConfiguration {

  /** A page waits 20 s for all of it, and an act reads before it writes. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  @Bean
  Brokers brokers(FacePayKafka kafka) {
    return new Brokers(kafka);
  }

  @Bean
  LogReader logReader(FacePayKafka kafka) {
    return new LogReader(kafka, PATIENCE);
  }

  @Bean
  LetterBox letterBox(FacePayKafka kafka, Brokers brokers, Timekeeper time) {
    return new LetterBox(new Letters(kafka, PATIENCE), brokers, time);
  }
}
