package dev.facepay.standalone.terminal;

import dev.facepay.standalone.client.Codes;
import dev.facepay.standalone.data.DemoDevice;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;

/** A command to paste that really pays. */
public final class TryIt {

  private TryIt() {}

  public static String curl(URI edge, DemoDevice device) {
    SecureRandom random = new SecureRandom();
    String order =
        Codes.orderNo(Instant.now(), device.store(), device.id(), random.nextInt(100_000_000));
    return """
    export KEY=%s
    curl -s %s/v1/payments \\
      -H "Authorization: Bearer $KEY" \\
      -H 'Content-Type: application/json' -H 'Prefer: wait=30' \\
      -d '{"order_no":"%s","attempt":1,"auth_code":"%s",
           "total_fee":1280,"body":"Noodles","channel":"face"}'
    """
        .formatted(device.key(), edge, order, Codes.paymentCode(random));
  }
}
