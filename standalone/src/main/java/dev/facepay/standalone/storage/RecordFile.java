package dev.facepay.standalone.storage;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * The records of one partition, in their order. Each is a frame: its length, a CRC-32C of it, and
 * the record as {@link #frame} writes it; all numbers big-endian.
 */
final class RecordFile {

  private static final int BUFFER = 1 << 16;

  /** Far above what a topic of ours takes; a length beyond it is no length. */
  private static final int FRAME_MAX = 64 << 20;

  private static final int NONE = -1;

  private RecordFile() {}

  /** Timestamp, key, value, number of headers, their names and values; -1 is the length of none. */
  static byte[] frame(
      long timestamp, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(timestamp);
      write(out, key);
      write(out, value);
      Header[] all = headers.toArray();
      out.writeInt(all.length);
      for (Header header : all) {
        write(out, header.key().getBytes(StandardCharsets.UTF_8));
        write(out, header.value());
      }
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
    out.writeInt(bytes == null ? NONE : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  static ProducerRecord<byte[], byte[]> record(String topic, int partition, byte[] frame) {
    ByteBuffer in = ByteBuffer.wrap(frame);
    long timestamp = in.getLong();
    byte[] key = read(in);
    byte[] value = read(in);
    List<Header> headers = new ArrayList<>();
    for (int left = in.getInt(); left > 0; left--) {
      byte[] name = read(in);
      headers.add(
          new RecordHeader(
              new String(name == null ? new byte[0] : name, StandardCharsets.UTF_8), read(in)));
    }
    return new ProducerRecord<>(topic, partition, timestamp, key, value, headers);
  }

  private static byte @Nullable [] read(ByteBuffer in) {
    int length = in.getInt();
    if (length == NONE) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static int crc(byte[] frame) {
    CRC32C crc = new CRC32C();
    crc.update(frame);
    return (int) crc.getValue();
  }

  /** For one thread. */
  static final class Writer implements Closeable {

    private final DataOutputStream out;

    Writer(Path file) throws IOException {
      this.out =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
    }

    void add(byte[] frame) throws IOException {
      out.writeInt(frame.length);
      out.writeInt(crc(frame));
      out.write(frame);
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /** For one thread. */
  static final class Reader implements Closeable {

    private final Path file;
    private final DataInputStream in;

    Reader(Path file) throws IOException {
      this.file = file;
      this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
    }

    /**
     * The next frame, or null behind the last one.
     *
     * @throws IOException also if it is not what was written
     */
    byte @Nullable [] next() throws IOException {
      int length;
      try {
        length = in.readInt();
      } catch (EOFException e) {
        return null;
      }
      int crc = in.readInt();
      byte[] frame = length < 0 || length > FRAME_MAX ? new byte[0] : in.readNBytes(length);
      if (frame.length != length || crc(frame) != crc) {
        throw new IOException(file + " is damaged");
      }
      return frame;
    }

    /** Passes so many frames over; fewer if the file ends. */
    void skip(long frames) throws IOException {
      long left = frames;
      while (left > 0 && next() != null) {
        left--;
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
