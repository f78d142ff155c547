package dev.facepay.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Android's compiler must be able to read, and must find on the device. */
class AndroidTest {

  private static final int JAVA_17 = 61;
  private static final Pattern CLASS_NAME =
      Pattern.compile("L?((?:java|javax|jdk|sun|com|org|dev)/[A-Za-z0-9_/]+)");

  @Test
  void the_bytecode_is_java_17s() throws Exception {
    for (Path file : classes()) {
      try (InputStream in = Files.newInputStream(file)) {
        byte[] head = in.readNBytes(8);
        assertThat((head[6] << 8) + head[7]).as(file.toString()).isEqualTo(JAVA_17);
      }
    }
  }

  @Test
  void nothing_is_used_that_an_android_does_not_have() throws Exception {
    TreeSet<String> packages = new TreeSet<>();
    for (Path file : classes()) {
      Matcher names =
          CLASS_NAME.matcher(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      while (names.find()) {
        String name = names.group(1);
        packages.add(name.substring(0, Math.max(0, name.lastIndexOf('/'))).replace('/', '.'));
      }
    }
    assertThat(packages)
        .allMatch(
            p ->
                p.startsWith("dev.facepay.device")
                    || List.of(
                            "java.io",
                            "java.lang",
                            "java.lang.annotation",
                            "java.lang.invoke",
                            "java.lang.runtime",
                            "java.math",
                            "java.net",
                            "java.nio",
                            "java.nio.channels",
                            "java.nio.charset",
                            "java.nio.file",
                            "java.nio.file.attribute",
                            "java.time",
                            "java.time.format",
                            "java.time.temporal",
                            "java.util",
                            "java.util.concurrent",
                            "java.util.concurrent.atomic",
                            "java.util.function",
                            "java.util.regex",
                            "java.util.stream",
                            "com.google.gson",
                            "com.google.gson.stream",
                            "org.jspecify.annotations")
                        .contains(p));
  }

  private static List<Path> classes() throws Exception {
    URI place = FacePayTerminal.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    try (Stream<Path> files = Files.walk(Path.of(place))) {
      List<Path> classes = files.filter(f -> f.toString().endsWith(".class")).toList();
      assertThat(classes).hasSizeGreaterThan(50);
      return classes;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
