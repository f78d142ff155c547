package dev.facepay.auth.credential;

import dev.facepay.payment.DeviceId;
import dev.facepay.payment.DeviceRef;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.Sealed;
import dev.facepay.payment.StoreId;
import dev.facepay.payment.StoreName;
import dev.facepay.runtime.store.Documents;
import java.time.Duration;
import java.time.Instant;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** What is known of a device as it stands in the database, and back. No secret is in the clear. */
final class DeviceCredentialDocument {

  /** What the oldest credential is found by. */
  static final String ISSUED_AT = "issued_at";

  private static final String CALLING_UNTIL = "calling_until";
  private static final String AUTHINFO = "authinfo_sealed";
  private static final String EXPIRES_AT = "expires_at";
  private static final String RAWDATA_REFUSED = "rawdata_refused";

  private DeviceCredentialDocument() {}

  /**
   * @param kept how long after the device was last heard of, or its credential's end
   */
  static Document write(DeviceCredential known, Duration kept) {
    Document out =
        new Document(Documents.ID, known.request().device().key())
            .append(Documents.VER, known.version())
            .append("used_at", ms(known.usedAt()));
    writeRequest(known.request(), out);
    Instant until = known.usedAt();
    Credential credential = known.credential();
    if (credential != null) {
      out.append(AUTHINFO, credential.authinfo().text())
          .append(ISSUED_AT, ms(credential.issuedAt()))
          .append(EXPIRES_AT, ms(credential.expiresAt()));
      until = credential.expiresAt().isAfter(until) ? credential.expiresAt() : until;
    }
    if (known.callingUntil() != null) {
      out.append(CALLING_UNTIL, ms(known.callingUntil()));
    }
    if (known.rawdataRefused()) {
      out.append(RAWDATA_REFUSED, true);
    }
    return out.append(Documents.EXPIRE_AT, until.plus(kept));
  }

  private static void writeRequest(CredentialRequest request, Document out) {
    DeviceRef device = request.device();
    out.append("merchant", device.merchant().value())
        .append("device", device.device().value())
        .append("store", device.store().value())
        .append("store_name", device.storeName().value())
        .append("parameters", request.parameters())
        .append("rawdata_sealed", request.rawdata().text());
    if (device.subMerchant() != null) {
      out.append("sub_merchant", device.subMerchant().value());
    }
    if (request.attach() != null) {
      out.append("attach", request.attach());
    }
  }

  static DeviceCredential read(Document in) {
    return new DeviceCredential(
        request(in),
        credential(in),
        instant(in, "used_at"),
        in.containsKey(CALLING_UNTIL) ? instant(in, CALLING_UNTIL) : null,
        in.getBoolean(RAWDATA_REFUSED, false),
        number(in, Documents.VER));
  }

  private static CredentialRequest request(Document in) {
    String subMerchant = in.getString("sub_merchant");
    DeviceRef device =
        new DeviceRef(
            new DeviceId(in.getString("device")),
            new StoreId(in.getString("store")),
            new StoreName(in.getString("store_name")),
            new MerchantId(in.getString("merchant")),
            subMerchant == null ? null : new MerchantId(subMerchant));
    return new CredentialRequest(
        device,
        in.getString("parameters"),
        in.getString("attach"),
        new Sealed(in.getString("rawdata_sealed")));
  }

  private static @Nullable Credential credential(Document in) {
    String authinfo = in.getString(AUTHINFO);
    return authinfo == null
        ? null
        : new Credential(new Sealed(authinfo), instant(in, ISSUED_AT), instant(in, EXPIRES_AT));
  }

  private static long ms(Instant time) {
    return time.toEpochMilli();
  }

  static Instant instant(Document in, String field) {
    return Instant.ofEpochMilli(number(in, field));
  }

  private static long number(Document in, String field) {
    if (in.get(field) instanceof Number number) {
      return number.longValue();
    }
    throw new IllegalArgumentException("a credential's document has no number " + field);
  }
}
