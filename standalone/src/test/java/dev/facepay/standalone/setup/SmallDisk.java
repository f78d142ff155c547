package dev.facepay.standalone.setup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A real file system that is small enough to be filled: one in memory, mounted for a test. */
final class SmallDisk implements AutoCloseable {

  private static final int CHUNK = 64 * 1024;

  private final Path dir;
  private final List<String> as;

  private SmallDisk(Path dir, List<String> as) {
    this.dir = dir;
    this.as = as;
  }

  /**
   * @param dir where it is mounted; exists
   * @throws AssertionError where nobody may mount: without it nothing would be shown
   */
  static SmallDisk mount(Path dir, int megabytes) throws IOException, InterruptedException {
    String user = System.getProperty("user.name");
    String options = "size=" + megabytes + "m,mode=0777";
    StringBuilder said = new StringBuilder();
    for (List<String> as : List.of(List.<String>of(), List.of("sudo", "-n"))) {
      List<String> mount = new ArrayList<>(as);
      mount.addAll(List.of("mount", "-t", "tmpfs", "-o", options, "tmpfs", dir.toString()));
      String trouble = run(mount);
      if (trouble == null) {
        return new SmallDisk(dir, as);
      }
      said.append(trouble.strip()).append("; ");
    }
    throw new AssertionError(
        "%s may not mount a tmpfs (%s): run this test as root or with sudo".formatted(user, said));
  }

  double ratio() throws IOException {
    FileStore store = Files.getFileStore(dir);
    return 1 - (double) store.getUsableSpace() / store.getTotalSpace();
  }

  /** Somebody else's file, so large that this share of the disk is taken. */
  void fillTo(double share) throws IOException {
    FileStore store = Files.getFileStore(dir);
    long free = (long) (store.getTotalSpace() * (1 - share));
    try (OutputStream foreign = append()) {
      while (store.getUsableSpace() > free + CHUNK) {
        foreign.write(new byte[CHUNK]);
      }
    }
  }

  /** To the last byte. */
  void fillUp() throws IOException {
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

  void removeForeignFile() throws IOException {
    Files.deleteIfExists(foreign());
  }

  private OutputStream append() throws IOException {
    return Files.newOutputStream(foreign(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private Path foreign() {
    return dir.resolve("foreign.bin");
  }

  @Override
  public void close() throws IOException {
    List<String> umount = new ArrayList<>(as);
    umount.addAll(List.of("umount", "-l", dir.toString()));
    try {
      String trouble = run(umount);
      if (trouble != null) {
        throw new IOException(trouble);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What it said if it did not work. */
  private static String run(List<String> command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      byte[] said = process.getInputStream().readAllBytes();
      return process.waitFor() == 0 ? null : new String(said, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.getMessage();
    }
  }
}
