package dev.facepay.embedded;

import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.backend.memory.MemoryDatabase;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;

/** Documents in memory, found by their indexes: the server itself knows unique ones only. */
class IndexedBackend extends MemoryBackend {

  @Override
  public MemoryDatabase openOrCreateDatabase(String name) {
    return new IndexedDatabase(name, getCursorRegistry());
  }

  @Override
  public Document handleCommand(Channel channel, String database, String command, Document query) {
    if (!command.equalsIgnoreCase("aggregate")) {
      return super.handleCommand(channel, database, command, query);
    }
    IndexedCollection.FIRST_MATCH.set(FirstMatch.of(query));
    try {
      return super.handleCommand(channel, database, command, query);
    } finally {
      IndexedCollection.FIRST_MATCH.remove();
    }
  }
}
