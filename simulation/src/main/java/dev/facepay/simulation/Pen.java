package dev.facepay.simulation;

import org.bson.Document;

/** How a process writes documents: not every release writes the same. */
interface Pen {

  /** What really is written. */
  Document write(Document document);

  /** That one was. */
  void wrote(Document document);
}
