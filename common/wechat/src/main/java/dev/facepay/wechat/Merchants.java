package dev.facepay.wechat;

import dev.facepay.wechat.InvalidMerchantException.Defect;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The merchants that this process may act for. A directory's are swapped as a whole when it has
 * changed: a call in flight goes on with the merchant that it began with.
 */
public final class Merchants {

  private volatile Known known;

  private Merchants(Known known) {
    this.known = known;
  }

  /**
   * @param digests of their folders, by merchant; empty if they were read from none
   */
  private record Known(
      Map<String, Merchant> byId,
      Map<String, Instant> certificateExpiry,
      Map<String, String> digests) {

    static Known of(Collection<Merchant> merchants, Map<String, String> digests) {
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
      return new Known(Collections.unmodifiableMap(all), Map.copyOf(expiry), Map.copyOf(digests));
    }
  }

  /**
   * Reads {@code <dir>/<mch_id>/} with {@code merchant.properties} ({@code app_id}, {@code
   * sign_type}, optional {@code sub_mch.<sub_mch_id>.app_id}), {@code api-key} and optional {@code
   * apiclient_cert.p12} (its password: the file {@code p12-password}, else the merchant id).
   *
   * @throws InvalidMerchantException which names the first defect and its place
   */
  public static Merchants load(Path dir) {
    return new Merchants(read(dir, digests(dir), new Known(Map.of(), Map.of(), Map.of())));
  }

  /** What the directory is like now: another value if anything of it changes. */
  static Map<String, String> digests(Path dir) {
    Map<String, String> digests = new HashMap<>();
    for (Path folder : MerchantFiles.folders(dir)) {
      digests.put(MerchantFiles.name(folder), MerchantFiles.digest(folder));
    }
    return digests;
  }

  /** Whether it is what was read last. */
  boolean isAsRead(Map<String, String> digests) {
    return known.digests.equals(digests);
  }

  /**
   * Takes over what the directory has, or nothing of it.
   *
   * @param digests of what is to be read
   * @throws InvalidMerchantException which names the first defect; then all stays as it was
   */
  void swap(Path dir, Map<String, String> digests) {
    known = read(dir, digests, known);
  }

  /** A merchant that has not changed stays the same object, with its connections. */
  private static Known read(Path dir, Map<String, String> digests, Known before) {
    List<Merchant> merchants = new ArrayList<>();
    for (Path folder : MerchantFiles.folders(dir)) {
      String name = MerchantFiles.name(folder);
      Merchant same = before.byId.get(name);
      boolean isSame =
          same != null && digests.getOrDefault(name, "").equals(before.digests.get(name));
      merchants.add(isSame ? same : MerchantFiles.readOne(folder));
    }
    Known read = Known.of(merchants, digests);
    if (!digests(dir).equals(digests)) {
      throw new InvalidMerchantException(Defect.UNREADABLE_FILE, dir + " (it is being written)");
    }
    return read;
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
    return new Merchants(Known.of(List.of(merchants), Map.of()));
  }

  /** The merchant of that id; empty when this process may not act for it. */
  public Optional<Merchant> find(String mchId) {
    return Optional.ofNullable(known.byId.get(mchId));
  }

  /** Every merchant, in the order in which they were read. */
  public Collection<Merchant> all() {
    return known.byId.values();
  }

  /** When the merchant's client certificate ends; empty when it has none. */
  public Optional<Instant> certificateExpiry(String mchId) {
    return Optional.ofNullable(known.certificateExpiry.get(mchId));
  }
}
