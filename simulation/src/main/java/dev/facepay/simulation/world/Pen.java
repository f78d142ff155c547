package dev.facepay.simulation.world;

import org.bson.Document;

/** How a process writes documents: not every release writes the same. */
public interface Pen {

  /** What really is written. */
  Document write(Document document);

  /** That one was. */
  void wrote(Document document);
}
