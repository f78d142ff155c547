package dev.facepay.http.operator;

import dev.facepay.http.AddressBuckets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Set;

/**
 * How often an address may be wrong. Only wrong keys take from its bucket. A key that was right
 * from an address is never kept out there, so that nobody who shares it, as behind a proxy, can
 * lock the others' programs and pages out.
 */
final class Tries {

  private final AddressBuckets wrong;
  private final Set<String> rightLately;

  Tries(TrySettings settings, InstantSource clock) {
    this.wrong =
        new AddressBuckets(
            settings.addressesMax(),
            settings.addressBurst(),
            settings.addressPerMinute(),
            settings.allBurst(),
            settings.allPerMinute(),
            clock);
    this.rightLately = Collections.newSetFromMap(AddressBuckets.bounded(settings.addressesMax()));
  }

  /**
   * @param keyHash of the key that is shown
   * @return zero if it may be looked up, else when to come again
   */
  synchronized Duration ask(String address, String keyHash) {
    return rightLately.contains(pair(address, keyHash)) ? Duration.ZERO : wrong.look(address);
  }

  synchronized void right(String address, String keyHash) {
    rightLately.add(pair(address, keyHash));
  }

  synchronized void wrong(String address, String keyHash) {
    rightLately.remove(pair(address, keyHash));
    wrong.take(address);
  }

  private static String pair(String address, String keyHash) {
    return AddressBuckets.network(address) + " " + keyHash;
  }
}
