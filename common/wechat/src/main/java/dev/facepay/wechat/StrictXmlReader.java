package dev.facepay.wechat;

import java.util.Locale;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;

/** Lets through {@code <xml><name>value</name>…</xml>} and stops at the first thing beside that. */
final class StrictXmlReader extends StreamReaderDelegate {

  private static final int FIELD_DEPTH = 2;

  private int depth;

  StrictXmlReader(XMLStreamReader reader) throws XMLStreamException {
    super(reader);
    String declared = reader.getCharacterEncodingScheme();
    if (declared != null && !declared.toUpperCase(Locale.ROOT).equals("UTF-8")) {
      throw new XMLStreamException("another charset");
    }
  }

  @Override
  public int next() throws XMLStreamException {
    int event = super.next();
    switch (event) {
      case XMLStreamConstants.START_ELEMENT -> start();
      case XMLStreamConstants.END_ELEMENT -> depth--;
      case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
          require(depth == FIELD_DEPTH || getText().isBlank(), "text between fields");
      case XMLStreamConstants.END_DOCUMENT -> {}
      default -> throw new XMLStreamException("a DTD, comment or instruction");
    }
    return event;
  }

  /** Nothing follows the message. */
  void requireEnd() throws XMLStreamException {
    while (hasNext()) {
      next();
    }
    require(depth == 0, "not closed");
  }

  private void start() throws XMLStreamException {
    depth++;
    require(depth <= FIELD_DEPTH, "nested");
    require(depth == FIELD_DEPTH || getLocalName().equals("xml"), "another root");
    require(getAttributeCount() == 0 && getNamespaceCount() == 0, "attributes");
  }

  private static void require(boolean holds, String why) throws XMLStreamException {
    if (!holds) {
      throw new XMLStreamException(why);
    }
  }
}
