package dev.facepay.wechat;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.xml.XmlFactory;
import com.fasterxml.jackson.dataformat.xml.deser.FromXmlParser;
import com.fasterxml.jackson.dataformat.xml.ser.ToXmlGenerator;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;

/** A V2 message as XML: one level of plain elements below {@code <xml>}, and nothing else. */
final class MessageXml {

  /** Far above the longest answer (two fields of 6000 characters), far below what could hurt. */
  static final int CHARS_MAX = 64 * 1024;

  private static final QName ROOT = new QName("xml");
  private static final XmlFactory XML = new XmlFactory(hardened());

  private MessageXml() {}

  /** A text is no V2 message. */
  static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String why) {
      super(why);
    }
  }

  /** The message, values escaped. */
  static String write(Map<String, String> fields) {
    StringWriter text = new StringWriter(1024);
    try (ToXmlGenerator xml = XML.createGenerator(text)) {
      xml.setNextName(ROOT);
      xml.writeStartObject();
      for (Map.Entry<String, String> field : fields.entrySet()) {
        xml.writeStringField(field.getKey(), field.getValue());
      }
      xml.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return text.toString();
  }

  /**
   * Every field in the order of the message, values raw. Anything that two parsers might read in
   * two ways is refused: attributes, comments, name spaces, nesting, a field twice, a DTD.
   */
  static Map<String, String> read(String text) throws UnreadableException {
    if (text.length() > CHARS_MAX) {
      throw new UnreadableException("longer than " + CHARS_MAX + " characters");
    }
    // Illegal in XML 1.0, but the parser lets them through.
    if (text.indexOf('\uFFFE') >= 0 || text.indexOf('\uFFFF') >= 0) {
      throw new UnreadableException("an illegal character");
    }
    try {
      StrictXmlReader strict =
          new StrictXmlReader(
              XML.getXMLInputFactory().createXMLStreamReader(new StringReader(text)));
      try (FromXmlParser xml = XML.createParser(strict)) {
        Map<String, String> fields = flat(xml);
        strict.requireEnd();
        return fields;
      }
    } catch (IOException | XMLStreamException | RuntimeException e) {
      // Whatever a parser does with hostile bytes, a caller gets this one answer. The parser's own
      // message may quote the text and stays out.
      throw new UnreadableException("not a flat XML message");
    }
  }

  private static Map<String, String> flat(FromXmlParser xml)
      throws IOException, UnreadableException {
    Map<String, String> fields = new LinkedHashMap<>();
    if (xml.nextToken() != JsonToken.START_OBJECT) {
      throw new UnreadableException("no fields");
    }
    for (JsonToken token = xml.nextToken();
        token != JsonToken.END_OBJECT;
        token = xml.nextToken()) {
      String name = xml.currentName();
      JsonToken value = token == JsonToken.FIELD_NAME ? xml.nextToken() : null;
      if (value != JsonToken.VALUE_STRING) {
        throw new UnreadableException("not flat");
      }
      if (fields.put(name, xml.getText()) != null) {
        throw new UnreadableException("a field twice");
      }
    }
    if (fields.isEmpty()) {
      throw new UnreadableException("no fields");
    }
    return fields;
  }

  private static XMLInputFactory hardened() {
    WstxInputFactory factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, 3);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_COUNT, 1_000L);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, 4);
    factory.setProperty(WstxInputProperties.P_MAX_ENTITY_COUNT, 1L);
    return factory;
  }
}
