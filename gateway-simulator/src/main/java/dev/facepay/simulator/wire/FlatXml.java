package dev.facepay.simulator.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads and writes the one shape of V2 messages: a root {@code <xml>} with flat text children.
 *
 * <p>Written by hand so that there is nothing to switch off: a document type, an attribute, a
 * nested element or an entity beyond XML's own five is not understood, hence refused.
 */
public final class FlatXml {
  /** More fields than any documented message has. */
  static final int FIELDS_MAX = 128;

  private FlatXml() {}

  /** What reading gave. */
  public sealed interface Reading {}

  /** The message's fields in their order. */
  public record Fields(Map<String, String> values) implements Reading {}

  /** Not a flat XML message, and why. */
  public record Malformed(String why) implements Reading {}

  /** Reads a message; never throws for bad input. */
  public static Reading read(String text) {
    try {
      return new Fields(new Scanner(text).document());
    } catch (Unreadable e) {
      return new Malformed(String.valueOf(e.getMessage()));
    }
  }

  /** Writes every field as CDATA, in the map's order. */
  public static String write(Map<String, String> fields) {
    StringBuilder out = new StringBuilder(64 + fields.size() * 48).append("<xml>");
    fields.forEach(
        (name, value) ->
            out.append('<')
                .append(name)
                .append("><![CDATA[")
                .append(value.replace("]]>", "]]]]><![CDATA[>"))
                .append("]]></")
                .append(name)
                .append('>'));
    return out.append("</xml>").toString();
  }

  private static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable(String why) {
      super(why, null, false, false);
    }
  }

  private static final class Scanner {
    private final String text;
    private int at;

    Scanner(String text) {
      this.text = text;
    }

    Map<String, String> document() throws Unreadable {
      if (text.startsWith("\uFEFF")) {
        at = 1;
      }
      skipMisc();
      expect("<xml>");
      Map<String, String> fields = new LinkedHashMap<>();
      while (true) {
        skipMisc();
        if (accept("</xml>")) {
          break;
        }
        field(fields);
      }
      skipMisc();
      if (at != text.length()) {
        throw new Unreadable("text after the end");
      }
      return fields;
    }

    private void field(Map<String, String> fields) throws Unreadable {
      expect("<");
      String name = name();
      if (fields.size() >= FIELDS_MAX) {
        throw new Unreadable("more than " + FIELDS_MAX + " fields");
      }
      if (accept("/>")) {
        put(fields, name, "");
        return;
      }
      expect(">");
      String value = value();
      expect("</" + name + ">");
      put(fields, name, value);
    }

    private static void put(Map<String, String> fields, String name, String value)
        throws Unreadable {
      if (fields.putIfAbsent(name, value) != null) {
        throw new Unreadable("a field twice");
      }
    }

    private String name() throws Unreadable {
      int start = at;
      while (at < text.length() && isNameCharacter(text.charAt(at))) {
        at++;
      }
      if (at == start || at - start > 64) {
        throw new Unreadable("a bad field name");
      }
      return text.substring(start, at);
    }

    private static boolean isNameCharacter(char c) {
      return (c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || c == '_'
          || c == '$'
          || c == '-'
          || c == '.';
    }

    private String value() throws Unreadable {
      StringBuilder out = new StringBuilder();
      while (true) {
        int next = text.indexOf('<', at);
        if (next < 0) {
          throw new Unreadable("an element without an end");
        }
        unescape(text, at, next, out);
        at = next;
        if (accept("<![CDATA[")) {
          int end = text.indexOf("]]>", at);
          if (end < 0) {
            throw new Unreadable("CDATA without an end");
          }
          out.append(text, at, end);
          at = end + 3;
        } else if (text.startsWith("</", at)) {
          return out.toString();
        } else {
          throw new Unreadable("a nested element");
        }
      }
    }

    private static void unescape(String text, int from, int to, StringBuilder out)
        throws Unreadable {
      int i = from;
      while (i < to) {
        int amp = text.indexOf('&', i);
        if (amp < 0 || amp >= to) {
          out.append(text, i, to);
          return;
        }
        out.append(text, i, amp);
        int end = text.indexOf(';', amp);
        if (end < 0 || end >= to || end - amp > 10) {
          throw new Unreadable("a bare ampersand");
        }
        out.appendCodePoint(entity(text.substring(amp + 1, end)));
        i = end + 1;
      }
    }

    private static int entity(String name) throws Unreadable {
      return switch (name) {
        case "lt" -> '<';
        case "gt" -> '>';
        case "amp" -> '&';
        case "quot" -> '"';
        case "apos" -> '\'';
        default -> characterReference(name);
      };
    }

    private static int characterReference(String name) throws Unreadable {
      try {
        int point =
            name.startsWith("#x")
                ? Integer.parseInt(name, 2, name.length(), 16)
                : Integer.parseInt(name, 1, name.length(), 10);
        if (name.startsWith("#") && Character.isValidCodePoint(point) && point > 0) {
          return point;
        }
      } catch (NumberFormatException | IndexOutOfBoundsException e) {
        throw new Unreadable("an unknown entity");
      }
      throw new Unreadable("an unknown entity");
    }

    private void skipMisc() throws Unreadable {
      while (true) {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
          at++;
        }
        if (accept("<?")) {
          skipTo("?>");
        } else if (accept("<!--")) {
          skipTo("-->");
        } else {
          return;
        }
      }
    }

    private void skipTo(String end) throws Unreadable {
      int found = text.indexOf(end, at);
      if (found < 0) {
        throw new Unreadable("a comment or instruction without an end");
      }
      at = found + end.length();
    }

    private boolean accept(String expected) {
      if (!text.startsWith(expected, at)) {
        return false;
      }
      at += expected.length();
      return true;
    }

    private void expect(String expected) throws Unreadable {
      if (!accept(expected)) {
        throw new Unreadable("expected " + expected);
      }
    }
  }
}
