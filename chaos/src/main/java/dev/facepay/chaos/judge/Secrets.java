package dev.facepay.chaos.judge;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Looks for what must stand nowhere in clear. */
public final class Secrets {

  private static final int CODE_DIGITS = 18;

  /** Enough to see what leaks. */
  private static final int LEAKS_MAX = 20;

  private final Set<String> codes;
  private final Map<String, String> others;
  private final List<String> leaks = new ArrayList<>();
  private final Set<String> said = new HashSet<>();

  /**
   * @param codes payment codes
   * @param others other secrets, with what each is
   */
  public Secrets(Set<String> codes, Map<String, String> others) {
    this.codes = Set.copyOf(codes);
    this.others = new TreeMap<>(others);
  }

  /** Not for several threads. */
  void search(String where, String text) {
    others.forEach(
        (secret, what) -> {
          if (text.contains(secret)) {
            leaked(what, where);
          }
        });
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      digits = c >= '0' && c <= '9' ? digits + 1 : 0;
      if (digits >= CODE_DIGITS && codes.contains(text.substring(i + 1 - CODE_DIGITS, i + 1))) {
        leaked("a payment code", where);
      }
    }
  }

  private void leaked(String what, String where) {
    String leak = what + " in " + where;
    if (said.size() < LEAKS_MAX && said.add(leak)) {
      leaks.add(leak);
    }
  }

  /** Every line of every file below. */
  public void searchFiles(Path dir) throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
          String line = lines.readLine();
          while (line != null) {
            search("the file " + file.getFileName(), line);
            line = lines.readLine();
          }
        }
      }
    }
  }

  public List<String> leaks() {
    return List.copyOf(leaks);
  }
}
