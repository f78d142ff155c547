package dev.facepay.standalone.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Checksums of files, and of documents. */
final class Checksums {

  private static final int BUFFER = 1 << 16;

  private Checksums() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static String sha256(Path file) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      while (in.read(buffer) >= 0) {
        // Each read is digested.
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * A checksum over documents whose order does not matter: the first eight bytes of each one's
   * SHA-256, added up. For one thread.
   */
  static final class OfDocuments {

    private final MessageDigest sha256 = Checksums.sha256();
    private long documents;
    private long sum;

    /**
     * @param bson read from its position to its limit
     */
    void add(ByteBuffer bson) {
      sha256.update(bson.duplicate());
      sum += ByteBuffer.wrap(sha256.digest()).getLong();
      documents++;
    }

    long documents() {
      return documents;
    }

    String text() {
      return HexFormat.of().toHexDigits(sum);
    }
  }
}
