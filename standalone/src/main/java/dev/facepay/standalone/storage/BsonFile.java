package dev.facepay.standalone.storage;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/** BSON documents one behind the other, as mongodump writes a collection. For one thread. */
final class BsonFile implements Closeable {

  private static final int BUFFER = 1 << 16;
  private static final int LENGTH_BYTES = 4;

  /** MongoDB's own limit is 16 MB, and some. */
  private static final int DOCUMENT_MAX = 17 << 20;

  private final Path file;
  private final InputStream in;

  BsonFile(Path file) throws IOException {
    this.file = file;
    this.in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
  }

  /** The next document, or null behind the last one. */
  @Nullable RawBsonDocument next() throws IOException {
    byte[] head = in.readNBytes(LENGTH_BYTES);
    if (head.length == 0) {
      return null;
    }
    int length =
        head.length < LENGTH_BYTES
            ? 0
            : ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (length <= LENGTH_BYTES || length > DOCUMENT_MAX) {
      throw new IOException(file + " is damaged");
    }
    byte[] bson = new byte[length];
    System.arraycopy(head, 0, bson, 0, LENGTH_BYTES);
    if (in.readNBytes(bson, LENGTH_BYTES, length - LENGTH_BYTES) < length - LENGTH_BYTES) {
      throw new IOException(file + " is damaged");
    }
    return new RawBsonDocument(bson);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
