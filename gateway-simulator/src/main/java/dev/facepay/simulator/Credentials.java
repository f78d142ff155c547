package dev.facepay.simulator;

import dev.facepay.simulator.ledger.Reply;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Issues the devices' credentials. They are random: nobody but a real SDK could read one. */
final class Credentials {
  private final SecureRandom random = new SecureRandom();
  private final Duration life;

  Credentials(Duration life) {
    this.life = life;
  }

  Reply issue() {
    byte[] bytes = new byte[192];
    random.nextBytes(bytes);
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("authinfo", Base64.getEncoder().encodeToString(bytes));
    fields.put("expires_in", Long.toString(life.toSeconds()));
    return Reply.plain("SUCCESS", "OK", fields);
  }
}
