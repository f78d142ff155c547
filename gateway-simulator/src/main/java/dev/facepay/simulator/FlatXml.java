package dev.facepay.simulator;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads and writes the one shape of V2 messages: a root {@code <xml>} with flat text children.
 * Whatever else XML can say is refused: document types, attributes, nesting.
 */
final class FlatXml {
  /** More fields than any documented message has. */
  static final int FIELDS_MAX = 128;

  private static final XMLInputFactory XML = XMLInputFactory.newDefaultFactory();
  private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_.-]{1,64}");

  static {
    XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XML.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
  }

  private FlatXml() {}

  /** What reading gave. */
  sealed interface Reading {}

  /** The message's fields in their order. */
  record Fields(Map<String, String> values) implements Reading {}

  /** Not a flat XML message, and why. */
  record Malformed(String why) implements Reading {}

  /** Reads a message; never throws for bad input. */
  static Reading read(String text) {
    try {
      String message = text.startsWith("\uFEFF") ? text.substring(1) : text;
      return new Fields(fields(XML.createXMLStreamReader(new StringReader(message.strip()))));
    } catch (XMLStreamException e) {
      return new Malformed("not one flat message");
    }
  }

  private static Map<String, String> fields(XMLStreamReader in) throws XMLStreamException {
    Map<String, String> fields = new LinkedHashMap<>();
    boolean isInside = false;
    while (in.hasNext()) {
      switch (in.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          require(in.getAttributeCount() == 0);
          if (isInside) {
            field(in, fields);
          } else {
            require(in.getLocalName().equals("xml"));
            isInside = true;
          }
        }
        case XMLStreamConstants.CHARACTERS -> require(in.isWhiteSpace());
        case XMLStreamConstants.COMMENT,
            XMLStreamConstants.PROCESSING_INSTRUCTION,
            XMLStreamConstants.SPACE,
            XMLStreamConstants.END_ELEMENT,
            XMLStreamConstants.END_DOCUMENT -> {}
        default -> require(false);
      }
    }
    return fields;
  }

  private static void field(XMLStreamReader in, Map<String, String> fields)
      throws XMLStreamException {
    String name = in.getLocalName();
    require(NAME.matcher(name).matches() && fields.size() < FIELDS_MAX);
    require(fields.putIfAbsent(name, in.getElementText()) == null);
  }

  private static void require(boolean holds) throws XMLStreamException {
    if (!holds) {
      throw new XMLStreamException("not one flat message");
    }
  }

  /** Writes every field as CDATA, in the map's order. */
  static String write(Map<String, String> fields) {
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
}
