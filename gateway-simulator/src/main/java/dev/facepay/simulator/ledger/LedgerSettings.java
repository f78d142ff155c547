package dev.facepay.simulator.ledger;

import java.nio.file.Path;
import java.time.Duration;

/** Where the ledger lies, and its bounds. */
public record LedgerSettings(Files files, Limits limits) {

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
  public record Files(
      Path journal, Path store, Path scratch, boolean fsync, long fileBytes, long journalBytesMax) {

    JournalFiles.Bounds bounds() {
      return new JournalFiles.Bounds(fsync, fileBytes, journalBytesMax);
    }
  }

  /**
   * @param ordersMax orders kept on disk; payments beyond are answered SYSTEMERROR
   * @param waitingMax orders that wait for the buyer or the clock, kept in memory; as above
   * @param codeLife how long a payment code can be used
   * @param codesKept how long it is remembered, at least
   * @param checkpointEvery lines after which the store is written
   */
  public record Limits(
      long ordersMax, int waitingMax, Duration codeLife, Duration codesKept, int checkpointEvery) {}
}
