package dev.facepay.payment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a device: its credential for the face SDK, its enrolment, its place in the
 * registry.
 */
public sealed interface DeviceFact extends Fact {

  @Override
  default FactType type() {
    return switch (this) {
      case CredentialAsked f -> FactType.CREDENTIAL_ASKED;
      case EnrolmentAsked f -> FactType.ENROLMENT_ASKED;
      case DeviceSeen f -> FactType.DEVICE_SEEN;
      case CredentialIssued f -> FactType.CREDENTIAL_ISSUED;
      case CredentialRefused f -> FactType.CREDENTIAL_REFUSED;
      case DeviceEnrolled f -> FactType.DEVICE_ENROLLED;
      case EnrolmentRefused f -> FactType.ENROLMENT_REFUSED;
      case DeviceState f -> FactType.DEVICE_STATE;
    };
  }

  /** Only a {@link DeviceState} has one. */
  @Override
  default int version() {
    return 0;
  }

  /** The device, or the request where no device is known yet. */
  @Override
  default String subject() {
    return key();
  }

  @Override
  default String factId() {
    return key() + "/" + type().wire() + "/" + discriminator();
  }

  /** Tells facts of one type about one device apart. */
  String discriminator();

  /** About a device that is known. */
  sealed interface OfDevice extends DeviceFact {

    DeviceRef device();

    @Override
    default String key() {
      return device().key();
    }
  }

  /** Part of a request of a device and its answer. */
  sealed interface OfRequest extends DeviceFact {

    RequestId request();

    @Override
    default String discriminator() {
      return request().value();
    }
  }

  /** What becomes of a device's wish for a credential. */
  sealed interface CredentialSettled extends OfDevice, OfRequest {}

  /** What becomes of an enrolment code that somebody showed. */
  sealed interface EnrolmentSettled extends OfRequest {}

  /**
   * @param rawdata what the face SDK gave out, sealed for the device's {@link DeviceRef#key()}
   * @param attach JSON for WeChat, or null
   * @param answerBy until when the device waits
   */
  record CredentialAsked(
      RequestId request,
      DeviceRef device,
      Sealed rawdata,
      @Nullable String attach,
      Instant answerBy,
      Instant occurredAt)
      implements OfDevice, OfRequest {}

  /**
   * @param codeHash keyed hash of the code that was shown
   * @param keyHash SHA-256 of the new device's key, 64 hex digits
   * @param answerBy until when the device waits: an answer after it would use the code up for a key
   *     that nobody has
   */
  record EnrolmentAsked(
      RequestId request, String codeHash, String keyHash, Instant answerBy, Instant occurredAt)
      implements OfRequest {

    @Override
    public String key() {
      return request.value();
    }
  }

  /** The device is alive. */
  record DeviceSeen(
      DeviceRef device, String faceSdkVersion, @Nullable String appVersion, Instant occurredAt)
      implements OfDevice {

    @Override
    public String discriminator() {
      return Long.toString(occurredAt.toEpochMilli());
    }
  }

  /**
   * @param authinfo the credential, sealed for the device's {@link DeviceRef#key()}
   * @param expiresAt from when WeChat no longer takes it
   * @param cached whether it was there already
   */
  record CredentialIssued(
      RequestId request,
      DeviceRef device,
      Sealed authinfo,
      Instant expiresAt,
      boolean cached,
      Instant occurredAt)
      implements CredentialSettled {}

  /**
   * @param gatewayCode WeChat's code, or empty
   * @param gatewayText WeChat's words, or ours on what went wrong
   * @param retryable whether the same request may succeed later
   */
  record CredentialRefused(
      RequestId request,
      DeviceRef device,
      Coded<CredentialRefusal> reason,
      String gatewayCode,
      String gatewayText,
      boolean retryable,
      Instant occurredAt)
      implements CredentialSettled {}

  /**
   * The code was good: the key whose hash was sent with it opens this device's doors.
   *
   * @param app the merchant's at WeChat, or null if its folder has gone
   */
  record DeviceEnrolled(
      RequestId request, DeviceRef device, @Nullable WechatApp app, Instant occurredAt)
      implements EnrolmentSettled {

    /** As {@link EnrolmentAsked}: who asked knows the request and nothing else. */
    @Override
    public String key() {
      return request.value();
    }

    @Override
    public String subject() {
      return device.key();
    }
  }

  record EnrolmentRefused(RequestId request, Coded<EnrolmentRefusal> reason, Instant occurredAt)
      implements EnrolmentSettled {

    @Override
    public String key() {
      return request.value();
    }
  }

  /**
   * The whole of what the registry says about a device; the newest one counts, and the log keeps
   * it.
   *
   * @param key1 the older key that is alive, or null
   * @param key2 the newer one, or null
   * @param app the merchant's at WeChat, or null if its folder has gone
   * @param place of its store
   * @param version 1 and up, rising with each change
   */
  record DeviceState(
      DeviceRef device,
      Coded<DeviceStatus> status,
      @Nullable KeySlot key1,
      @Nullable KeySlot key2,
      @Nullable WechatApp app,
      StorePlace place,
      int version,
      Instant occurredAt)
      implements OfDevice {

    public DeviceState {
      if (version < 1) {
        throw new IllegalArgumentException("a device's state begins with version 1");
      }
    }

    @Override
    public String discriminator() {
      return Integer.toString(version);
    }
  }
}
