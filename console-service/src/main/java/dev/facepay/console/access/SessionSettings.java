package dev.facepay.console.access;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a person who has logged in stays so.
 *
 * @param idle after this long without anything that the person did
 * @param lasts after this long in any case
 */
@ConfigurationProperties("facepay.console.session")
record SessionSettings(@DefaultValue("30m") Duration idle, @DefaultValue("12h") Duration lasts) {

  SessionSettings {
    if (idle.compareTo(Duration.ofMinutes(1)) < 0 || lasts.compareTo(idle) < 0) {
      throw new IllegalArgumentException(
          "facepay.console.session: idle must be 1 min or more, and lasts as long or longer");
    }
  }
}
