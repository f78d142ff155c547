package dev.facepay.chaos;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** A file system of its own for a directory, so small that it can be filled. */
final class SmallDisk implements AutoCloseable {

  private static final int CHUNK = 256 * 1024;

  private final Path dir;

  private SmallDisk(Path dir) {
    this.dir = dir;
  }

  /** Empty where nobody may mount: then the directory is an ordinary one. */
  static Optional<SmallDisk> mount(Path dir, int megabytes)
      throws IOException, InterruptedException {
    Files.createDirectories(dir);
    String options = "size=" + megabytes + "m";
    boolean mounted =
        run(List.of("mount", "-t", "tmpfs", "-o", options, "tmpfs", dir.toString())) == 0;
    return mounted ? Optional.of(new SmallDisk(dir)) : Optional.empty();
  }

  /** To the last byte, with somebody else's file. */
  void fill() throws IOException {
    try (FileChannel foreign =
        FileChannel.open(foreign(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int size = CHUNK; size > 0; size /= 2) {
        write(foreign, size);
      }
    }
  }

  private static void write(FileChannel foreign, int size) {
    try {
      while (foreign.write(ByteBuffer.allocate(size)) == size) {
        // More.
      }
    } catch (IOException e) {
      // No space left on device.
    }
  }

  void free() throws IOException {
    Files.deleteIfExists(foreign());
  }

  private Path foreign() {
    return dir.resolve("foreign.bin");
  }

  @Override
  public void close() throws IOException {
    try {
      run(List.of("umount", "-l", dir.toString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int run(List<String> command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1;
    }
  }
}
