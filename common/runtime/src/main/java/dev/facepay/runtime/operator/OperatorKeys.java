package dev.facepay.runtime.operator;

import dev.facepay.payment.FieldRule;
import dev.facepay.payment.WireName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operators of a file, which is looked at with each call and read again when it has changed:
 * who was struck off is out at once. A file that can't be read any more leaves the operators that
 * were known; at start there are none then, and {@link #trouble} says why.
 */
public final class OperatorKeys {

  private static final Logger LOG = LoggerFactory.getLogger(OperatorKeys.class);
  private static final int KEY_CHARACTERS_MIN = 16;
  private static final int KEY_CHARACTERS_MAX = 256;

  private final Path file;
  private Known known = new Known(Map.of(), FileTime.fromMillis(0), 0, null);

  /**
   * @param file {@code {"operators": [{"name", "key_sha256", "scopes": [...]}]}}, see {@link
   *     OperatorsFile}
   */
  public OperatorKeys(Path file) {
    this.file = file;
    current();
  }

  private record Known(
      Map<String, Operator> byKey, FileTime changed, long bytes, @Nullable String trouble) {}

  /** Whose key it is, if anybody's. */
  public Optional<Operator> find(String key) {
    if (key.length() < KEY_CHARACTERS_MIN || key.length() > KEY_CHARACTERS_MAX) {
      return Optional.empty();
    }
    // Looked up by its hash: what the comparison's time could tell is about hashes, not keys.
    return Optional.ofNullable(current().byKey().get(sha256(key)));
  }

  /** All operators' names, each once. */
  public SortedSet<String> names() {
    return current().byKey().values().stream()
        .map(Operator::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Why the file could not be read; empty if all is well. */
  public Optional<String> trouble() {
    return Optional.ofNullable(current().trouble());
  }

  private synchronized Known current() {
    try {
      FileTime changed = Files.getLastModifiedTime(file);
      long bytes = Files.size(file);
      if (!changed.equals(known.changed()) || bytes != known.bytes()) {
        known = new Known(OperatorsFile.read(file), changed, bytes, null);
        LOG.info("event=operators-read operators={}", known.byKey().size());
      }
    } catch (IOException e) {
      keep(file + " can't be read");
    } catch (IllegalArgumentException e) {
      keep(String.valueOf(e.getMessage()));
    }
    return known;
  }

  private void keep(String trouble) {
    if (!trouble.equals(known.trouble())) {
      LOG.error(
          "event=operators-unreadable trouble=\"{}\" operators={}", trouble, known.byKey().size());
    }
    known = new Known(known.byKey(), known.changed(), known.bytes(), trouble);
  }

  /** In hexadecimal, as files name keys whose text they must not hold. */
  public static String sha256(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * A person or program that runs the system; known by its key.
   *
   * @param name what audits call it: 1 to 64 characters
   */
  public record Operator(String name, Set<Scope> scopes) {

    public Operator {
      FieldRule.OPERATOR_NAME.require("an operator's name", name);
      scopes = Set.copyOf(scopes);
    }
  }

  /** What an operator's key opens; one does not include another. */
  public enum Scope implements WireName {
    /** Stores and devices, read. */
    DEVICES_READ("devices:read"),
    /** Stores and devices added, keys rotated and revoked. */
    DEVICES_WRITE("devices:write"),
    PAYMENTS_READ("payments:read"),
    /** Acts on payments: what a person decides with evidence of the gateway. */
    PAYMENTS_ACT("payments:act"),
    /** Reading the record of acts. */
    AUDIT_READ("audit:read");

    private final String wire;

    Scope(String wire) {
      this.wire = wire;
    }

    @Override
    public String wire() {
      return wire;
    }
  }
}
