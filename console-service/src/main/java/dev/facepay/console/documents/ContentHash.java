package dev.facepay.console.documents;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bson.BsonBinaryWriter;
import org.bson.Document;
import org.bson.codecs.DocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/**
 * A document's {@code ver} as a hash of what it says: a guarded write loses exactly when the
 * document says something else, and a rebuild comes to the same bytes.
 */
public final class ContentHash {

  private static final DocumentCodec CODEC = new DocumentCodec();

  private ContentHash() {}

  /** Above 0. */
  public static long of(Document content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes(content));
      // A guard is a number above 0.
      return Math.max(1, ByteBuffer.wrap(digest).getLong() & Long.MAX_VALUE);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] bytes(Document content) {
    try (BasicOutputBuffer out = new BasicOutputBuffer();
        BsonBinaryWriter writer = new BsonBinaryWriter(out)) {
      CODEC.encode(writer, content, EncoderContext.builder().build());
      return out.toByteArray();
    }
  }
}
