package dev.facepay.simulator.ledger;

import java.nio.file.Path;

/**
 * Where the ledger lies, and how much of the journal is kept.
 *
 * @param journal the file that is written; full ones lie beside it
 * @param store the folder of the orders
 * @param scratch a folder whose content need not be kept
 * @param fsync whether every answer waits for the disk itself
 * @param fileBytes a journal file that is so long is full
 * @param journalBytesMax the oldest full files are dropped beyond; 0: never
 */
public record LedgerPlace(
    Path journal, Path store, Path scratch, boolean fsync, long fileBytes, long journalBytesMax) {
  JournalFiles.Bounds bounds() {
    return new JournalFiles.Bounds(fsync, fileBytes, journalBytesMax);
  }
}
