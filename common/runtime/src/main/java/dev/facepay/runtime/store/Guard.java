package dev.facepay.runtime.store;

import org.bson.Document;

/** The two fields that every document has, and what a guarded write may do with them. */
final class Guard {

  private Guard() {}

  static String id(Document document) {
    if (document.get(Documents.ID) instanceof String id && !id.isEmpty()) {
      ver(document);
      return id;
    }
    throw new IllegalArgumentException("a document needs a text _id");
  }

  static long ver(Document document) {
    if (document.get(Documents.VER) instanceof Number ver) {
      return ver.longValue();
    }
    throw new IllegalArgumentException("a document needs a number ver");
  }

  static void checkNext(String id, long ver, Document next) {
    if (!id(next).equals(id)) {
      throw new IllegalArgumentException("a document keeps its _id");
    }
    if (ver(next) <= ver) {
      throw new IllegalArgumentException("the next ver must be above " + ver);
    }
  }

  /** Only this exact shape finds its way to an index of the embedded server. */
  static Document filter(String id, long ver) {
    return new Document(Documents.ID, id).append(Documents.VER, ver);
  }
}
