package dev.facepay.auth.credential;

import dev.facepay.payment.DeviceRef;
import dev.facepay.wechat.Authinfo;
import java.time.Duration;

/** WeChat, as this stage needs it. */
interface CredentialGateway {

  /**
   * Calls once, and always ends within {@link #callMax}.
   *
   * @param rawdata in the clear: never to be printed
   */
  Authinfo.Outcome call(CredentialRequest request, String rawdata) throws InterruptedException;

  Duration callMax();

  /** Under which app ids the device's merchant calls; empty text if nobody knows the merchant. */
  String appIds(DeviceRef device);
}
