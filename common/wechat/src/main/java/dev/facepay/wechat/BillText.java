package dev.facepay.wechat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** A bill's lines, whatever it is packed in. */
final class BillText implements AutoCloseable {

  /** Free text of two cells is far below; a file without line ends is stopped here. */
  static final int LINE_MAX = 16 * 1024;

  private static final int BUFFER = 64 * 1024;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Reader in;
  private final char[] buffer = new char[BUFFER];
  private int at;
  private int end;
  private long number;
  private @Nullable String pushedBack;

  private BillText(Reader in) {
    this.in = in;
  }

  /** The file breaks off, or is not what it says. */
  static final class Broken extends IOException {
    private static final long serialVersionUID = 1L;

    Broken(String why) {
      super(why);
    }
  }

  /** Gzip is told by its first two bytes. */
  static BillText open(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      bytes.mark(2);
      boolean gzip = bytes.read() == 0x1f && bytes.read() == 0x8b;
      bytes.reset();
      return new BillText(
          new InputStreamReader(gzip ? new GZIPInputStream(bytes, BUFFER) : bytes, UTF_8));
    } catch (EOFException | ZipException e) {
      bytes.close();
      throw new Broken("the gzip file breaks off in its head");
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  /** The next line without its end; null behind the last. */
  @Nullable String next() throws IOException {
    String line = pushedBack;
    pushedBack = null;
    if (line == null) {
      line = read();
    }
    if (line != null) {
      number++;
    }
    return line;
  }

  /** The line that was read last will be read again. */
  void pushBack(String line) {
    pushedBack = line;
    number--;
  }

  /** Of the line that was read last, from 1 on. */
  long number() {
    return number;
  }

  /** Only line feeds end a line; the carriage return before one belongs to it. */
  private @Nullable String read() throws IOException {
    StringBuilder longer = null;
    while (true) {
      if (at == end && !fill()) {
        return longer == null ? null : finished(longer.toString());
      }
      int from = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      boolean whole = at < end;
      int length = at - from + (longer == null ? 0 : longer.length());
      if (length > LINE_MAX) {
        throw new Broken("line " + (number + 1) + " is longer than " + LINE_MAX + " characters");
      }
      if (whole) {
        at++;
        String part = new String(buffer, from, at - 1 - from);
        return finished(longer == null ? part : longer.append(part).toString());
      }
      longer = longer == null ? new StringBuilder(512) : longer;
      longer.append(buffer, from, at - from);
    }
  }

  private boolean fill() throws IOException {
    try {
      int read = in.read(buffer, 0, BUFFER);
      at = 0;
      end = Math.max(0, read);
      return read > 0;
    } catch (EOFException | ZipException e) {
      throw new Broken("the gzip file breaks off after line " + number);
    }
  }

  private String finished(String line) {
    int from = number == 0 && !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
    int to = line.endsWith("\r") ? line.length() - 1 : line.length();
    return line.substring(from, Math.max(from, to));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
