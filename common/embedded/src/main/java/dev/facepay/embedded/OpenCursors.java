package dev.facepay.embedded;

import de.bwaldvogel.mongo.backend.Cursor;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import java.util.ArrayDeque;
import java.util.Queue;

/** Cursors that clients may go on with: so many, the eldest is forgotten. */
record OpenCursors(CursorRegistry registry, Queue<Long> ids) {

  private static final int MOST = 1_000;

  OpenCursors(CursorRegistry registry) {
    this(registry, new ArrayDeque<>());
  }

  synchronized void add(Cursor cursor) {
    registry.add(cursor);
    ids.add(cursor.getId());
    if (ids.size() > MOST) {
      registry.remove(ids.remove());
    }
  }
}
