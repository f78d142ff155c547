package dev.facepay.payment;

import dev.facepay.payment.DeviceFact.CredentialAsked;
import dev.facepay.payment.DeviceFact.CredentialIssued;
import dev.facepay.payment.DeviceFact.CredentialRefused;
import dev.facepay.payment.DeviceFact.DeviceEnrolled;
import dev.facepay.payment.DeviceFact.DeviceSeen;
import dev.facepay.payment.DeviceFact.DeviceState;
import dev.facepay.payment.DeviceFact.EnrolmentAsked;
import dev.facepay.payment.DeviceFact.EnrolmentRefused;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of facts about devices. */
final class DeviceFields {

  private DeviceFields() {}

  static void write(DeviceFact fact, Map<String, Object> out) {
    switch (fact) {
      case CredentialAsked f -> {
        writeRequest(f.request(), f.device(), out);
        out.put("rawdata_sealed", f.rawdata().text());
        FieldReader.putIfPresent(out, "attach", f.attach());
        out.put("answer_by", FieldReader.time(f.answerBy()));
      }
      case EnrolmentAsked f -> {
        out.put("request_id", f.request().value());
        out.put("code_hash", f.codeHash());
        out.put("key_hash", f.keyHash());
        out.put("answer_by", FieldReader.time(f.answerBy()));
      }
      case DeviceSeen f -> {
        writeDevice(f.device(), out);
        out.put("face_sdk_version", f.faceSdkVersion());
        FieldReader.putIfPresent(out, "app_version", f.appVersion());
      }
      case CredentialIssued f -> {
        writeRequest(f.request(), f.device(), out);
        out.put("authinfo_sealed", f.authinfo().text());
        out.put("expires_at", FieldReader.time(f.expiresAt()));
        out.put("cached", f.cached());
      }
      case CredentialRefused f -> {
        writeRequest(f.request(), f.device(), out);
        out.put("reason", f.reason().wire());
        out.put("gateway_code", f.gatewayCode());
        out.put("gateway_text", f.gatewayText());
        out.put("retryable", f.retryable());
      }
      case DeviceEnrolled f -> {
        writeRequest(f.request(), f.device(), out);
        writeApp(f.app(), out);
      }
      case EnrolmentRefused f -> {
        out.put("request_id", f.request().value());
        out.put("reason", f.reason().wire());
      }
      case DeviceState f -> {
        writeDevice(f.device(), out);
        out.put("status", f.status().wire());
        writeKey("key_1", f.key1(), out);
        writeKey("key_2", f.key2(), out);
        writeApp(f.app(), out);
        FieldReader.putIfPresent(out, "store_area_code", f.place().areaCode());
        FieldReader.putIfPresent(out, "store_address", f.place().address());
      }
    }
    out.put("version", fact.version());
    out.put("occurred_at", FieldReader.time(fact.occurredAt()));
  }

  static CredentialAsked credentialAsked(FieldReader in) {
    return new CredentialAsked(
        request(in),
        device(in),
        new Sealed(in.text("rawdata_sealed")),
        in.optional("attach"),
        in.time("answer_by"),
        in.time("occurred_at"));
  }

  static EnrolmentAsked enrolmentAsked(FieldReader in) {
    return new EnrolmentAsked(
        request(in),
        in.text("code_hash"),
        in.text("key_hash"),
        in.time("answer_by"),
        in.time("occurred_at"));
  }

  static DeviceSeen deviceSeen(FieldReader in) {
    return new DeviceSeen(
        device(in),
        in.text("face_sdk_version"),
        in.optional("app_version"),
        in.time("occurred_at"));
  }

  static CredentialIssued credentialIssued(FieldReader in) {
    return new CredentialIssued(
        request(in),
        device(in),
        new Sealed(in.text("authinfo_sealed")),
        in.time("expires_at"),
        in.flag("cached"),
        in.time("occurred_at"));
  }

  static CredentialRefused credentialRefused(FieldReader in) {
    return new CredentialRefused(
        request(in),
        device(in),
        in.coded(CredentialRefusal.class, "reason"),
        in.text("gateway_code"),
        in.text("gateway_text"),
        in.flag("retryable"),
        in.time("occurred_at"));
  }

  static DeviceEnrolled deviceEnrolled(FieldReader in) {
    return new DeviceEnrolled(request(in), device(in), app(in), in.time("occurred_at"));
  }

  static EnrolmentRefused enrolmentRefused(FieldReader in) {
    return new EnrolmentRefused(
        request(in), in.coded(EnrolmentRefusal.class, "reason"), in.time("occurred_at"));
  }

  static DeviceState deviceState(FieldReader in) {
    return new DeviceState(
        device(in),
        in.coded(DeviceStatus.class, "status"),
        key(in, "key_1"),
        key(in, "key_2"),
        app(in),
        new StorePlace(in.optional("store_area_code"), in.optional("store_address")),
        in.number("version"),
        in.time("occurred_at"));
  }

  private static void writeRequest(RequestId request, DeviceRef device, Map<String, Object> out) {
    out.put("request_id", request.value());
    writeDevice(device, out);
  }

  private static void writeDevice(DeviceRef ref, Map<String, Object> out) {
    out.put("device_id", ref.device().value());
    out.put("store_id", ref.store().value());
    out.put("store_name", ref.storeName().value());
    out.put("merchant_id", ref.merchant().value());
    if (ref.subMerchant() != null) {
      out.put("sub_merchant_id", ref.subMerchant().value());
    }
  }

  private static void writeKey(String slot, @Nullable KeySlot key, Map<String, Object> out) {
    if (key == null) {
      return;
    }
    out.put(slot + "_hash", key.hash());
    if (key.until() != null) {
      out.put(slot + "_until", FieldReader.time(key.until()));
    }
  }

  private static void writeApp(@Nullable WechatApp app, Map<String, Object> out) {
    if (app != null) {
      out.put("appid", app.appId());
      FieldReader.putIfPresent(out, "sub_appid", app.subAppId());
    }
  }

  private static @Nullable WechatApp app(FieldReader in) {
    String appId = in.optional("appid");
    return appId == null ? null : new WechatApp(appId, in.optional("sub_appid"));
  }

  private static RequestId request(FieldReader in) {
    return new RequestId(in.text("request_id"));
  }

  private static DeviceRef device(FieldReader in) {
    String subMerchant = in.optional("sub_merchant_id");
    return new DeviceRef(
        new DeviceId(in.text("device_id")),
        new StoreId(in.text("store_id")),
        new StoreName(in.text("store_name")),
        new MerchantId(in.text("merchant_id")),
        subMerchant == null ? null : new MerchantId(subMerchant));
  }

  private static @Nullable KeySlot key(FieldReader in, String slot) {
    String hash = in.optional(slot + "_hash");
    if (hash == null) {
      return null;
    }
    @Nullable Instant until = in.optionalTime(slot + "_until");
    return new KeySlot(hash, until);
  }
}
