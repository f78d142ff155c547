package dev.facepay.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Values' bytes compare as the server compares the values. */
class KeysTest {

  private static final long WHOLE_IN_DOUBLE = 1L << 53;

  private static final List<@Nullable Object> EDGES =
      Arrays.asList(
          MinKey.getInstance(),
          null,
          0,
          -0.0,
          0L,
          -1,
          1,
          0.5,
          -0.5,
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.MIN_VALUE,
          -Double.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MIN_VALUE,
          WHOLE_IN_DOUBLE - 1,
          WHOLE_IN_DOUBLE,
          (double) WHOLE_IN_DOUBLE,
          WHOLE_IN_DOUBLE + 1,
          WHOLE_IN_DOUBLE + 2,
          -WHOLE_IN_DOUBLE - 1,
          Long.MAX_VALUE,
          Long.MAX_VALUE - 1,
          Long.MAX_VALUE - 511,
          Long.MAX_VALUE - 512,
          Long.MIN_VALUE,
          Long.MIN_VALUE + 1,
          "",
          "a",
          "a\0",
          "a\0b",
          "a\u0001",
          "ab",
          "\uFFFF",
          "\uE000",
          "\uD83D\uDE00",
          "ü",
          "中",
          new Document(),
          new Document("a", 1),
          new Document("a", 1L).append("b", null),
          new Document("a", null),
          new Document("a", "x"),
          new Document("b", 1),
          new Document("a", new Document("b", 2)),
          new BinData(new byte[0]),
          new BinData(new byte[] {1, 2}),
          new BinData(new byte[] {(byte) 0xFF}),
          new LegacyUUID(new UUID(-1, 1)),
          new LegacyUUID(new UUID(1, -1)),
          new UUID(-1, 1),
          new UUID(1, -1),
          new ObjectId("000000000000000000000001"),
          new ObjectId("ff0000000000000000000001"),
          false,
          true,
          Instant.EPOCH,
          Instant.ofEpochMilli(-1),
          Instant.ofEpochMilli(Long.MAX_VALUE),
          Instant.ofEpochMilli(Long.MIN_VALUE),
          new BsonTimestamp(1),
          new BsonTimestamp(-1),
          MaxKey.getInstance());

  @Test
  void edges_are_in_the_servers_order() {
    for (Object one : EDGES) {
      for (Object other : EDGES) {
        check(one, other);
      }
    }
  }

  @Test
  void any_values_are_in_the_servers_order() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      check(value(random), value(random));
    }
  }

  @Test
  void decimals_are_the_same_as_what_they_are_nearest_to() {
    Decimal128 half = new Decimal128(new BigDecimal("0.5"));

    assertThat(Keys.of(half)).isEqualTo(Keys.of(0.5));
    assertThat(Keys.of(Decimal128.NEGATIVE_ZERO)).isEqualTo(Keys.of(0));
    assertThat(Keys.of(Decimal128.NaN)).isEqualTo(Keys.of(Double.NaN));
    assertThat(Keys.of(new Decimal128(new BigDecimal("1E+6000"))))
        .isEqualTo(Keys.of(Double.POSITIVE_INFINITY));
    assertThat(Keys.isExact(half)).isFalse();
  }

  @Test
  void no_key_is_the_beginning_of_another() {
    for (Object one : EDGES) {
      for (Object other : EDGES) {
        byte[] shorter = Keys.of(one);
        byte[] longer = Keys.of(other);
        if (longer.length > shorter.length) {
          assertThat(Arrays.copyOf(longer, shorter.length))
              .as("%s and %s", one, other)
              .isNotEqualTo(shorter);
        }
      }
    }
  }

  @Test
  void a_descending_field_turns_order_and_spans_round() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] low = Keys.of(value(random));
      byte[] high = Keys.of(value(random));
      byte[] key = Keys.of(value(random));
      KeyRange span = new KeyRange(low, random.nextBoolean() ? high : KeyRange.after(high));
      byte[] entry = KeyRange.concat(KeyRange.inverted(key), new byte[] {(byte) random.nextInt()});
      assertThat(span.isEmpty() || span.descending().contains(entry) == span.contains(key))
          .as("seed %d step %d", seed, i)
          .isTrue();
    }
  }

  private static void check(@Nullable Object one, @Nullable Object other) {
    int bytes = Arrays.compareUnsigned(Keys.of(one), Keys.of(other));
    assertThat(bytes == 0)
        .as("%s equals %s", one, other)
        .isEqualTo(Objects.equals(normal(one), normal(other)));
    if (!(isWide(one) && isBroken(other)) && !(isWide(other) && isBroken(one))) {
      assertThat(Integer.signum(bytes))
          .as("%s against %s", one, other)
          .isEqualTo(Integer.signum(ValueComparator.asc().compare(one, other)));
    }
  }

  private static @Nullable Object normal(@Nullable Object value) {
    return new KeyValue(value).normalized().get(0);
  }

  /**
   * Where a number that no int holds meets one with a fraction, or none at all, the server cuts
   * that off, or takes it for 0, and its order is none.
   */
  private static boolean isWide(@Nullable Object value) {
    return value instanceof Document document
        ? document.values().stream().anyMatch(KeysTest::isWide)
        : value instanceof Number number && number.intValue() != number.doubleValue();
  }

  private static boolean isBroken(@Nullable Object value) {
    return value instanceof Document document
        ? document.values().stream().anyMatch(KeysTest::isBroken)
        : value instanceof Double number
            && (Math.rint(number) != number || Math.abs(number) > 1e18);
  }

  private static @Nullable Object value(Random random) {
    return switch (random.nextInt(11)) {
      case 0 -> random.nextInt(-3, 4);
      case 1 -> random.nextLong();
      case 2 -> WHOLE_IN_DOUBLE + random.nextInt(-3, 4);
      case 3 -> (double) random.nextInt(-3, 4);
      case 4 -> text(random);
      case 5 -> null;
      case 6 -> random.nextBoolean();
      case 7 -> Instant.ofEpochMilli(random.nextInt(-3, 4));
      case 8 -> new Document("abc".substring(random.nextInt(3)), value(random));
      case 9 -> {
        byte[] bytes = new byte[random.nextInt(4)];
        random.nextBytes(bytes);
        yield new BinData(bytes);
      }
      default -> EDGES.get(random.nextInt(EDGES.size()));
    };
  }

  private static String text(Random random) {
    List<String> units = List.of("a", "b", "\0", "\u007F", "ü", "\uE000", "\uFFFD", "\uD83D\uDE00");
    List<String> text = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.add(units.get(random.nextInt(units.size())));
    }
    return String.join("", text);
  }
}
