package dev.facepay.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Collects the bytes of one HTTP answer until it is whole. */
final class AnswerReader {

  /** Far above any answer of the edge. */
  private static final int BYTES_MAX = 32 * 1024;

  private static final String LENGTH = "\r\ncontent-length:";
  private static final String CHUNKED = "\r\ntransfer-encoding: chunked";

  private final ByteBuffer bytes = ByteBuffer.allocate(BYTES_MAX);

  ByteBuffer room() throws IOException {
    if (!bytes.hasRemaining()) {
      throw new IOException("an answer of more than " + BYTES_MAX + " bytes");
    }
    return bytes;
  }

  /** The answer as it came, head and body, or null as long as something is missing. */
  @Nullable String whole() {
    String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
    int headEnd = text.indexOf("\r\n\r\n");
    if (headEnd < 0) {
      return null;
    }
    String head = text.substring(0, headEnd + 2).toLowerCase(Locale.ROOT);
    int bodyBytes = text.length() - headEnd - 4;
    boolean whole;
    int length = head.indexOf(LENGTH);
    if (length >= 0) {
      int end = head.indexOf('\r', length + 2);
      whole = bodyBytes >= Integer.parseInt(head.substring(length + LENGTH.length(), end).strip());
    } else if (head.contains(CHUNKED)) {
      // JSON holds no bare line break, so this is the last chunk and nothing else.
      whole = text.endsWith("\r\n0\r\n\r\n");
    } else {
      whole = true;
    }
    if (whole) {
      bytes.clear();
    }
    return whole ? text : null;
  }

  /** Whether the server closes the connection behind it, as Tomcat does after each 503. */
  static boolean isLast(String text) {
    String head = text.substring(0, text.indexOf("\r\n\r\n") + 2).toLowerCase(Locale.ROOT);
    return head.contains("\r\nconnection: close\r\n");
  }

  /** From {@code HTTP/1.1 201 …}. */
  static int status(String text) {
    return Integer.parseInt(text.substring(9, 12));
  }
}
