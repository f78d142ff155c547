package dev.facepay.standalone.setup;

import dev.facepay.wechat.InvalidMerchantException;
import dev.facepay.wechat.Merchant;
import dev.facepay.wechat.Merchants;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether each merchant's folder is whole, as the services find it, and good for a while. */
final class MerchantChecks {

  /** A new certificate takes a person some days to get. */
  private static final Duration CERTIFICATE_WARNING = Duration.ofDays(30);

  private MerchantChecks() {}

  /**
   * @param wanted whether somebody named the directory: then it must be there
   */
  static List<Finding> all(Path merchantsDir, boolean wanted) {
    if (!wanted && !Files.isDirectory(merchantsDir)) {
      return List.of(Finding.note("merchants", "the simulator makes some at the first start", ""));
    }
    try {
      return Merchants.look(merchantsDir).stream().map(MerchantChecks::finding).toList();
    } catch (InvalidMerchantException e) {
      return List.of(bad("merchants", e));
    }
  }

  private static Finding finding(Merchants.Found found) {
    String name = "merchant " + found.name();
    if (found.defect() != null) {
      return bad(name, found.defect());
    }
    Merchant merchant = Objects.requireNonNull(found.merchant());
    return certificate(name, merchant.appId(), found.certificateExpiry());
  }

  private static Finding bad(String what, InvalidMerchantException defect) {
    return Finding.bad(
        what, Objects.requireNonNullElse(defect.getMessage(), ""), "no service starts with it");
  }

  private static Finding certificate(String name, String appId, @Nullable Instant notAfter) {
    if (notAfter == null) {
      return Finding.bad(
          name,
          appId + ", apiclient_cert.p12 is missing",
          "download it from WeChat: reversals need it");
    }
    long days = Duration.between(Instant.now(), notAfter).toDays();
    String found = "%s, certificate good for %d days".formatted(appId, days);
    if (days < 0) {
      return Finding.bad(
          name, "certificate expired " + -days + " days ago", "renew it: reversals fail");
    }
    return days < CERTIFICATE_WARNING.toDays()
        ? Finding.note(name, found, "renew it soon")
        : Finding.good(name, found);
  }
}
