package dev.facepay.standalone.storage;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A checksum over documents whose order does not matter: the first eight bytes of each one's
 * SHA-256, added up. For one thread.
 */
final class DocumentSum {

  private final MessageDigest sha256 = Digests.sha256();
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
