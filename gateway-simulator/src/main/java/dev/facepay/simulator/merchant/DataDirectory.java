package dev.facepay.simulator.merchant;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The simulator's directory: {@code ca.pem}, {@code journal.jsonl} and its full files, a folder
 * {@code ledger} of orders, a folder {@code tls} of its own keys, and for each merchant {@code
 * merchants/<mch_id>/} with {@code merchant.properties}, {@code api-key} and {@code
 * apiclient_cert.p12} (password: the merchant's number), as our services read it. What is there is
 * kept; what is missing is created.
 */
public final class DataDirectory {
  private static final String ALPHABET =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  private final Path root;
  private final SecureRandom random = new SecureRandom();

  public DataDirectory(Path root) {
    this.root = root;
  }

  /** The append-only file of what happened; full ones lie beside it. */
  public Path journal() {
    return root.resolve("journal.jsonl");
  }

  /** The ledger's store. */
  public Path ledger() {
    return root.resolve("ledger");
  }

  /** The authority that clients trust. */
  public Path caCertificate() {
    return root.resolve("ca.pem");
  }

  /** The parent of the merchants' folders. */
  public Path merchants() {
    return root.resolve("merchants");
  }

  /** Key store of the TLS ports. */
  public Path serverKeyStore() {
    return root.resolve("tls/server.p12");
  }

  /** Folder for scratch files of the web server and the store. */
  public Path scratch() {
    return root.resolve("scratch");
  }

  /** Password of the simulator's own key stores. */
  public String tlsPassword() throws IOException {
    return text(root.resolve("tls/password"), this::freshKey);
  }

  /** The secret that keeps payment codes out of the journal. */
  public byte[] codeSalt() throws IOException {
    byte[] fresh = new byte[32];
    random.nextBytes(fresh);
    String hex = text(root.resolve("tls/code-salt"), () -> HexFormat.of().formatHex(fresh));
    return HexFormat.of().parseHex(hex);
  }

  /**
   * Creates what is missing and reads the merchants.
   *
   * @throws IOException when the directory cannot be used
   */
  public List<Merchant> prepare(List<MerchantSettings> merchants)
      throws IOException, GeneralSecurityException {
    PrivateFiles.directory(root);
    PrivateFiles.directory(root.resolve("tls"));
    PrivateFiles.directory(merchants());
    PrivateFiles.directory(ledger());
    PrivateFiles.directory(scratch());
    if (!Files.exists(journal())) {
      PrivateFiles.write(journal(), new byte[0]);
    }
    char[] password = tlsPassword().toCharArray();
    Authority authority = Authority.of(root.resolve("tls/ca.p12"), caCertificate(), password);
    if (!Files.exists(serverKeyStore())) {
      PrivateFiles.write(serverKeyStore(), authority.server(password));
    }
    List<Merchant> all = new ArrayList<>();
    for (MerchantSettings merchant : merchants) {
      all.add(merchant(merchant, authority));
    }
    return List.copyOf(all);
  }

  private Merchant merchant(MerchantSettings settings, Authority authority)
      throws IOException, GeneralSecurityException {
    SignType signType =
        SignType.of(settings.signType())
            .orElseThrow(
                () -> new IllegalArgumentException("unknown sign type " + settings.signType()));
    Path folder = merchants().resolve(settings.mchId());
    PrivateFiles.directory(folder);
    String apiKey = text(folder.resolve("api-key"), this::freshKey);
    Path certificate = folder.resolve("apiclient_cert.p12");
    if (!Files.exists(certificate)) {
      PrivateFiles.write(
          certificate, authority.merchant(settings.mchId(), settings.mchId().toCharArray()));
    }
    Map<String, String> subs =
        settings.subMerchants() == null ? Map.of() : Map.copyOf(settings.subMerchants());
    // Written each time: the settings are the truth about everything but secrets.
    PrivateFiles.write(
        folder.resolve("merchant.properties"), properties(settings.appId(), signType, subs));
    return new Merchant(settings.mchId(), settings.appId(), signType, subs, apiKey);
  }

  private static byte[] properties(String appId, SignType signType, Map<String, String> subs) {
    StringBuilder text = new StringBuilder();
    text.append("app_id=").append(appId).append('\n');
    text.append("sign_type=").append(signType.wireName()).append('\n');
    new TreeMap<>(subs)
        .forEach(
            (sub, app) ->
                text.append("sub_mch.").append(sub).append(".app_id=").append(app).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private interface Maker {
    String make();
  }

  private static String text(Path file, Maker fresh) throws IOException {
    if (!Files.exists(file)) {
      PrivateFiles.write(file, fresh.make().getBytes(StandardCharsets.UTF_8));
    }
    return Files.readString(file).strip();
  }

  private String freshKey() {
    StringBuilder key = new StringBuilder(32);
    for (int i = 0; i < 32; i++) {
      key.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return key.toString();
  }
}
