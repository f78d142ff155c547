package dev.facepay.edge.credentials;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a device waits for a credential; WeChat is called anew as long as it does.
 *
 * @param waitDefault if the device does not say
 * @param waitMax the longest wait
 */
@ConfigurationProperties("facepay.edge.auth")
record CredentialSettings(
    @DefaultValue("10s") Duration waitDefault, @DefaultValue("30s") Duration waitMax) {

  CredentialSettings {
    if (waitDefault.isNegative() || waitDefault.compareTo(waitMax) > 0) {
      throw new IllegalArgumentException("facepay.edge.auth.wait-default must be 0 to wait-max");
    }
  }
}
