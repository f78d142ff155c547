package dev.facepay.edge.enrol;

import dev.facepay.payment.Coded;
import dev.facepay.payment.DeviceRef;
import dev.facepay.payment.EnrolmentRefusal;
import dev.facepay.payment.WechatApp;
import org.jspecify.annotations.Nullable;

/** What becomes of a code that a device shows. */
public sealed interface EnrolmentAnswer {

  /**
   * @param key the device's own, told this once and kept nowhere
   * @param app null where the registry does not know the merchant's app
   */
  record Enrolled(String key, DeviceRef device, @Nullable WechatApp app)
      implements EnrolmentAnswer {

    @Override
    public String toString() {
      return "Enrolled[" + device.key() + "]";
    }
  }

  record Refused(Coded<EnrolmentRefusal> reason) implements EnrolmentAnswer {}

  /** The broker did not take it: the code is unused, or used up by a key that nobody has. */
  record NotPublished() implements EnrolmentAnswer {}

  /** The registry gave no answer in time. */
  record NoAnswer() implements EnrolmentAnswer {}

  /** Too many wait already. */
  record Busy() implements EnrolmentAnswer {}
}
