package dev.facepay.wechat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** Lets a bill pass into its file, a buffer at a time; what is no bill stays a message. */
final class BillFile implements Sender.Body {

  /** Ten times the largest that a merchant of 10⁷ trades a day could get. */
  private static final long BYTES_MAX = 32L << 30;

  private static final int BUFFER = 64 * 1024;

  /** A byte order mark and white space may stand before a message. */
  private static final int HEAD = 16;

  private final Path to;
  private DownloadBill.@Nullable Taken taken;

  BillFile(Path to) {
    this.to = to;
  }

  /** What lies in the file now; empty if no bill came. */
  Optional<DownloadBill.Taken> taken() {
    return Optional.ofNullable(taken);
  }

  @Override
  public Optional<Duration> answerMax() {
    return Optional.of(DownloadBill.ANSWER_MAX);
  }

  @Override
  public Exchange read(String host, ClassicHttpResponse response, HttpPost post)
      throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null || response.getCode() != 200) {
      return Sender.inMemory(host, response, post);
    }
    InputStream content = entity.getContent();
    byte[] head = content.readNBytes(HEAD);
    InputStream begun = new ByteArrayInputStream(head);
    if (!isBill(head)) {
      return Sender.message(host, response, post, begun);
    }
    Path part = to.resolveSibling(to.getFileName() + ".part");
    try {
      Optional<DownloadBill.Taken> whole = copy(begun, content, part);
      if (whole.isEmpty()) {
        post.cancel();
        return new Exchange.Garbled(host, "the bill is longer than " + BYTES_MAX + " bytes");
      }
      Files.move(part, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      taken = whole.get();
      return new Exchange.Received(host, 200, "");
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** All but XML and nothing is one: a text that breaks off at once must be found by its reader. */
  private static boolean isBill(byte[] head) {
    for (byte b : head) {
      boolean mark = b == (byte) 0xEF || b == (byte) 0xBB || b == (byte) 0xBF;
      if (!mark && !Character.isWhitespace(b)) {
        return b != '<';
      }
    }
    return false;
  }

  private static Optional<DownloadBill.Taken> copy(InputStream begun, InputStream rest, Path part)
      throws IOException {
    MessageDigest digest = sha256();
    long bytes = 0;
    byte[] buffer = new byte[BUFFER];
    try (OutputStream out = Files.newOutputStream(part)) {
      for (InputStream in : new InputStream[] {begun, rest}) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          bytes += read;
          if (bytes > BYTES_MAX) {
            return Optional.empty();
          }
          digest.update(buffer, 0, read);
          out.write(buffer, 0, read);
        }
      }
    }
    return Optional.of(new DownloadBill.Taken(bytes, HexFormat.of().formatHex(digest.digest())));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
