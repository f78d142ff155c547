package dev.facepay.runtime.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * All settings below {@code facepay.} of the services on the class path, which name theirs in
 * {@value #LISTS}: a record of settings, with its prefix unless an annotation says it; the name of
 * a single setting; or an environment variable that is none, but read all the same.
 */
public final class KnownSettings {

  static final String LISTS = "META-INF/facepay-settings";

  private static final String OURS = "dev.facepay.";

  /** Kubernetes tells each container of the services around it. */
  private static final Pattern KUBERNETES =
      Pattern.compile("FACEPAY_.*_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_[0-9]+_.*)?)");

  /** By their names without dots and dashes, in which a name's spellings do not differ. */
  private final Map<String, String> names = new TreeMap<>();

  /** What begins like these is a setting too: maps. */
  private final Set<String> beginnings = new TreeSet<>();

  private final Set<String> variables = new HashSet<>();
  private final List<Bound> bound = new ArrayList<>();

  /** A record that settings are bound to. */
  public record Bound(String prefix, Class<?> type) {}

  private KnownSettings() {}

  public static KnownSettings onClassPath() {
    KnownSettings known = new KnownSettings();
    try {
      ClassLoader loader = KnownSettings.class.getClassLoader();
      for (URL list : Collections.list(loader.getResources(LISTS))) {
        try (var in = list.openStream()) {
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .forEach(line -> known.add(line.strip(), loader));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return known;
  }

  private void add(String line, ClassLoader loader) {
    if (line.startsWith(OURS)) {
      String[] words = line.split(" ", 2);
      Class<?> type = type(words[0], loader);
      String prefix =
          words.length > 1 ? words[1] : type.getAnnotation(ConfigurationProperties.class).value();
      bound.add(new Bound(prefix, type));
      addAll(prefix, type);
    } else if (line.startsWith("FACEPAY_")) {
      variables.add(line);
    } else {
      names.put(squashed(line), line);
    }
  }

  private static Class<?> type(String name, ClassLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(LISTS + " names " + name + ", which is not there", e);
    }
  }

  private void addAll(String prefix, Class<?> type) {
    for (RecordComponent component : type.getRecordComponents()) {
      String name =
          prefix
              + "."
              + component
                  .getName()
                  .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                  .toLowerCase(Locale.ROOT);
      Class<?> inside = element(component.getGenericType());
      if (inside.isRecord() && inside.getName().startsWith(OURS)) {
        addAll(name, inside);
        continue;
      }
      if (Map.class.isAssignableFrom(component.getType())) {
        beginnings.add(squashed(name));
      }
      names.put(squashed(name), name);
    }
  }

  /** Of a list what is in it. */
  private static Class<?> element(Type type) {
    if (type instanceof ParameterizedType many
        && many.getRawType() instanceof Class<?> raw
        && Collection.class.isAssignableFrom(raw)) {
      return element(many.getActualTypeArguments()[0]);
    }
    return type instanceof Class<?> one ? one : Object.class;
  }

  /** Of all names, sorted. */
  public List<String> names() {
    return names.values().stream().sorted().toList();
  }

  public List<Bound> bound() {
    return List.copyOf(bound);
  }

  /** Whether that name, in whatever spelling, is a setting or one entry of it. */
  boolean knows(String name) {
    String wanted = squashed(name);
    return names.containsKey(wanted) || beginnings.stream().anyMatch(wanted::startsWith);
  }

  /** Whether the environment may have it without being told that nobody reads it. */
  boolean expects(String variable) {
    return variables.contains(variable)
        || KUBERNETES.matcher(variable).matches()
        || knows(variable);
  }

  /** What is wrong with a name that is not known, naming the one that was meant, perhaps. */
  public static List<String> faults(Collection<String> given) {
    KnownSettings known = onClassPath();
    return given.stream()
        .filter(name -> isOurs(name) && !known.knows(name))
        .map(known::fault)
        .toList();
  }

  String fault(String name) {
    return name
        + " is no setting"
        + Spelling.closest(squashed(name), names.keySet())
            .map(near -> "; the nearest is " + names.get(near))
            .orElse("");
  }

  static boolean isOurs(String name) {
    return name.toLowerCase(Locale.ROOT).startsWith("facepay.");
  }

  private static String squashed(String name) {
    return name.replaceAll("\\[[0-9]+]", "")
        .replaceAll("[^0-9A-Za-z]", "")
        .toLowerCase(Locale.ROOT);
  }

  /** What a mistyped word was meant to be. */
  public static final class Spelling {

    /** More slips than this are another word. */
    private static final int SLIPS_MAX = 2;

    private Spelling() {}

    /** Empty if none is near. */
    public static Optional<String> closest(String typed, Collection<String> known) {
      return known.stream()
          .filter(word -> slips(typed, word) <= SLIPS_MAX)
          .min(Comparator.comparingInt(word -> slips(typed, word)));
    }

    /** Letters left out, too many, wrong, or swapped with the next one. */
    private static int slips(String a, String b) {
      int[][] d = new int[a.length() + 1][b.length() + 1];
      for (int i = 0; i <= a.length(); i++) {
        for (int j = 0; j <= b.length(); j++) {
          d[i][j] = i == 0 || j == 0 ? i + j : least(a, b, d, i, j);
        }
      }
      return d[a.length()][b.length()];
    }

    private static int least(String a, String b, int[][] d, int i, int j) {
      int wrong = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
      int least = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + wrong);
      boolean swapped =
          i > 1
              && j > 1
              && a.charAt(i - 1) == b.charAt(j - 2)
              && a.charAt(i - 2) == b.charAt(j - 1);
      return swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
    }
  }
}
