package dev.facepay.chaos;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which classes the services need, written down once for each build: hundreds of starts are most of
 * what a run costs. Only where the class path is jars alone: a JVM keeps nothing about folders.
 */
final class ClassCache {

  private final List<Path> jars;
  private final Path file;

  private ClassCache(List<Path> jars, Path file) {
    this.jars = jars;
    this.file = file;
  }

  static Optional<ClassCache> of(String classPath) {
    List<Path> jars =
        Pattern.compile(File.pathSeparator, Pattern.LITERAL)
            .splitAsStream(classPath)
            .map(Path::of)
            .toList();
    Path parent = jars.getFirst().toAbsolutePath().getParent();
    boolean jarsAlone = jars.stream().allMatch(Files::isRegularFile);
    return jarsAlone && parent != null
        ? Optional.of(new ClassCache(jars, parent.resolve("services.aot")))
        : Optional.empty();
  }

  /** Option of a JVM that shall start with it; one that cannot use it starts without. */
  String use() {
    return "-XX:AOTCache=" + file;
  }

  /** Option of a JVM that shall write it when it ends. */
  String write() {
    return "-XX:AOTCacheOutput=" + file;
  }

  /** Whether it is there, and newer than what it is about. */
  boolean isFresh() throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    FileTime made = Files.getLastModifiedTime(file);
    for (Path jar : jars) {
      if (Files.getLastModifiedTime(jar).compareTo(made) > 0) {
        return false;
      }
    }
    return true;
  }
}
