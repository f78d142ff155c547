package dev.facepay.embedded;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Values as bytes: two are the same bytes where the server takes the values for equal, and bytes
 * compare (unsigned) like the values of {@link #isExact exact} kinds do. None is the beginning of
 * another, so that one may follow the other in a key.
 */
final class Keys {

  private static final int END_OF_DOCUMENT = 0;
  private static final int FIELD = 1;

  private Keys() {}

  /** Each kind's first byte, in the order of kinds. */
  private static int kind(@Nullable Object value) {
    return switch (value) {
      case MinKey _ -> 0x10;
      case null -> 0x14;
      case Missing _ -> 0x14;
      case Number _ -> 0x18;
      case String _ -> 0x1C;
      case Document _ -> 0x20;
      case Collection<?> _ -> 0x24;
      case BinData _ -> 0x28;
      case LegacyUUID _ -> 0x2C;
      case UUID _ -> 0x30;
      case ObjectId _ -> 0x34;
      case Boolean _ -> 0x38;
      case Instant _ -> 0x3C;
      case BsonTimestamp _ -> 0x40;
      case BsonRegularExpression _ -> 0x44;
      case BsonJavaScript _ -> 0x48;
      case MaxKey _ -> 0x4C;
      default -> throw new IllegalArgumentException("no key of " + value.getClass());
    };
  }

  /**
   * Whether the bytes of such values tell their order; else they only tell the same from others.
   */
  static boolean isExact(@Nullable Object value) {
    return switch (value) {
      case null -> true;
      case Missing _ -> true;
      case Integer _ -> true;
      case Long _ -> true;
      case Double _ -> true;
      case String _ -> true;
      case Boolean _ -> true;
      case Instant _ -> true;
      case ObjectId _ -> true;
      default -> false;
    };
  }

  static byte[] of(@Nullable Object value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(32);
    write(value, out);
    return out.toByteArray();
  }

  /** All values of the kind, from its first to before the next kind's first. */
  static KeyRange allOfKind(Object value) {
    int kind = kind(value);
    return new KeyRange(new byte[] {(byte) kind}, new byte[] {(byte) (kind + 1)});
  }

  static void write(@Nullable Object value, ByteArrayOutputStream out) {
    out.write(kind(value));
    switch (value) {
      case null -> {}
      case Number number -> number(number, out);
      case String text -> text(text, out);
      case Document document -> document(document, out);
      case Collection<?> all -> all(all, out);
      case BinData data -> {
        fixed(out, data.getData().length);
        out.writeBytes(data.getData());
      }
      case LegacyUUID id -> {
        fixed(out, id.getUuid().getMostSignificantBits() ^ Long.MIN_VALUE);
        fixed(out, id.getUuid().getLeastSignificantBits() ^ Long.MIN_VALUE);
      }
      case UUID id -> {
        fixed(out, id.getMostSignificantBits());
        fixed(out, id.getLeastSignificantBits());
      }
      case ObjectId id -> out.writeBytes(id.toByteArray());
      case Boolean truth -> out.write(truth ? 1 : 0);
      case Instant at -> fixed(out, at.toEpochMilli() ^ Long.MIN_VALUE);
      case BsonTimestamp at -> fixed(out, at.getValue());
      case BsonRegularExpression regex -> {
        text(regex.getPattern(), out);
        text(String.valueOf(regex.getOptions()), out);
      }
      case BsonJavaScript script -> text(script.getCode(), out);
      default -> {} // Its kind says all.
    }
  }

  /** The nearest double, then how far a long is from it. */
  private static void number(Number number, ByteArrayOutputStream out) {
    double nearest = number.doubleValue();
    long bits = Double.doubleToLongBits(nearest == 0 ? 0.0 : nearest);
    fixed(out, bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
    int rest = number instanceof Long exact ? (int) (exact - (long) nearest) : 0;
    out.write((rest >> 8) ^ 0x80);
    out.write(rest);
  }

  /** In the order of UTF-16 as Java's, which is not that of UTF-8; a zero does not end it. */
  private static void text(String text, ByteArrayOutputStream out) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit == 0) {
        out.write(0);
        out.write(0xFF);
      } else if (unit < 0x80) {
        out.write(unit);
      } else if (unit < 0x800) {
        out.write(0xC0 | (unit >> 6));
        out.write(0x80 | (unit & 0x3F));
      } else {
        out.write(0xE0 | (unit >> 12));
        out.write(0x80 | ((unit >> 6) & 0x3F));
        out.write(0x80 | (unit & 0x3F));
      }
    }
    out.write(0);
    out.write(0);
  }

  private static void document(Document document, ByteArrayOutputStream out) {
    document.forEach(
        (name, value) -> {
          out.write(kind(value));
          out.write(FIELD);
          text(name, out);
          write(value, out);
        });
    out.write(kind(null));
    out.write(END_OF_DOCUMENT);
  }

  private static void all(Collection<?> all, ByteArrayOutputStream out) {
    all.forEach(value -> write(value, out));
    out.write(END_OF_DOCUMENT);
  }

  private static void fixed(ByteArrayOutputStream out, int value) {
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
  }

  private static void fixed(ByteArrayOutputStream out, long value) {
    out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }
}
