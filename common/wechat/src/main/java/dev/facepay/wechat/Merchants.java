package dev.facepay.wechat;

import dev.facepay.wechat.InvalidMerchantException.Defect;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The merchants that this process may act for; read once, never changes. */
public final class Merchants {

  private final Map<String, Merchant> byId;
  private final Map<String, Instant> certificateExpiry;

  private Merchants(Collection<Merchant> merchants) {
    Map<String, Merchant> all = new LinkedHashMap<>();
    Map<String, Instant> expiry = new HashMap<>();
    for (Merchant merchant : merchants) {
      if (all.put(merchant.mchId(), merchant) != null) {
        throw new InvalidMerchantException(Defect.DUPLICATE, "merchant " + merchant.mchId());
      }
      ClientCertificate certificate = merchant.certificate();
      if (certificate != null) {
        expiry.put(merchant.mchId(), certificate.readExpiry());
      }
    }
    byId = Collections.unmodifiableMap(all);
    certificateExpiry = Map.copyOf(expiry);
  }

  /**
   * Reads {@code <dir>/<mch_id>/} with {@code merchant.properties} ({@code app_id}, {@code
   * sign_type}, optional {@code sub_mch.<sub_mch_id>.app_id}), {@code api-key} and optional {@code
   * apiclient_cert.p12} (its password: the file {@code p12-password}, else the merchant id).
   *
   * @throws InvalidMerchantException which names the first defect and its place
   */
  public static Merchants load(Path dir) {
    return new Merchants(MerchantFiles.read(dir));
  }

  /**
   * What became of one merchant's folder.
   *
   * @param merchant null if there is a defect
   * @param certificateExpiry null if there is no certificate, which reversals need
   */
  public record Found(
      String name,
      @Nullable Merchant merchant,
      @Nullable Instant certificateExpiry,
      @Nullable InvalidMerchantException defect) {}

  /**
   * Reads each folder as {@link #load} does, whatever is wrong with the others.
   *
   * @throws InvalidMerchantException if there is no folder to read
   */
  public static List<Found> look(Path dir) {
    return MerchantFiles.folders(dir).stream().map(Merchants::lookAt).toList();
  }

  private static Found lookAt(Path folder) {
    String name = MerchantFiles.name(folder);
    try {
      Merchant merchant = MerchantFiles.readOne(folder);
      Merchants alone = of(merchant);
      return new Found(name, merchant, alone.certificateExpiry(name).orElse(null), null);
    } catch (InvalidMerchantException e) {
      return new Found(name, null, null, e);
    }
  }

  /** These merchants; each certificate file is opened at once. */
  public static Merchants of(Merchant... merchants) {
    return new Merchants(List.of(merchants));
  }

  /** The merchant of that id; empty when this process may not act for it. */
  public Optional<Merchant> find(String mchId) {
    return Optional.ofNullable(byId.get(mchId));
  }

  /** Every merchant, in the order in which they were read. */
  public Collection<Merchant> all() {
    return byId.values();
  }

  /** When the merchant's client certificate ends; empty when it has none. */
  public Optional<Instant> certificateExpiry(String mchId) {
    return Optional.ofNullable(certificateExpiry.get(mchId));
  }
}
