package dev.facepay.simulator.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Orders, transactions and codes on disk, as of a line of the journal. A checkpoint is one atomic
 * batch: what is on disk is always the ledger as it was after that line.
 */
final class OrderStore implements Closeable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Disk disk;
  private volatile Checkpoint checkpoint;

  /**
   * Opens or creates it.
   *
   * @param scratch a folder whose content need not be kept
   * @throws IOException when it cannot be opened, also when another process has it
   */
  OrderStore(Path directory, Path scratch) throws IOException {
    disk = new Disk(directory, scratch);
    byte[] found = disk.get(StoreKeys.CHECKPOINT);
    try {
      checkpoint = found == null ? Checkpoint.NONE : JSON.readValue(found, Checkpoint.class);
    } catch (JacksonException e) {
      disk.close();
      throw new IOException("the ledger's store in " + directory + " is of another version", e);
    }
  }

  /** Up to where it knows the journal. */
  Checkpoint checkpoint() {
    return checkpoint;
  }

  @Nullable Account account(OrderKey key) {
    byte[] found = disk.get(StoreKeys.order(key));
    return found == null ? null : Records.account(key, found);
  }

  @Nullable OrderKey byTransaction(String id) {
    byte[] found = disk.get(StoreKeys.transaction(id));
    return found == null ? null : StoreKeys.orderKey(found, 0);
  }

  /** What is known of a code; the generation in use and the one before are looked through. */
  LedgerState.@Nullable KnownCode knownCode(String codeHash) {
    int generation = checkpoint.codeGeneration();
    byte[] found = disk.get(StoreKeys.code(generation, codeHash));
    if (found == null && generation > 1) {
      found = disk.get(StoreKeys.code(generation - 1, codeHash));
    }
    return found == null ? null : Records.knownCode(found);
  }

  /** Orders that will change by themselves. */
  List<Account> waiting() {
    List<Account> all = new ArrayList<>();
    disk.walk(
        StoreKeys.WAITING,
        at -> {
          boolean more = StoreKeys.is(at, StoreKeys.WAITING);
          return more && all.add(there(StoreKeys.orderKey(at.key(), 1)));
        });
    return all;
  }

  /**
   * Takes in what changed up to {@code next}'s line, all or nothing.
   *
   * @throws IOException when it cannot be written
   */
  void write(LedgerState.Changes changes, Checkpoint next) throws IOException {
    disk.write(
        batch -> {
          for (Account account : changes.accounts.values()) {
            put(batch, account, changes.waited.contains(account.key()));
          }
          for (Map.Entry<String, OrderKey> entry : changes.transactions.entrySet()) {
            batch.put(StoreKeys.transaction(entry.getKey()), StoreKeys.bytes(entry.getValue()));
          }
          putCodes(batch, changes, next.codeGeneration());
          batch.put(StoreKeys.CHECKPOINT, JSON.writeValueAsBytes(next));
        });
    checkpoint = next;
  }

  private void put(WriteBatch batch, Account account, boolean waited) throws RocksDBException {
    OrderKey key = account.key();
    batch.put(StoreKeys.order(key), Records.of(account));
    if (account.place() > checkpoint.sums().orders()) {
      batch.put(StoreKeys.place(account.place()), StoreKeys.bytes(key));
    }
    if (account.due() != null) {
      batch.put(StoreKeys.waiting(key), new byte[0]);
    } else if (waited) {
      batch.delete(StoreKeys.waiting(key));
    }
  }

  private void putCodes(WriteBatch batch, LedgerState.Changes changes, int generation)
      throws RocksDBException {
    for (Map.Entry<String, LedgerState.KnownCode> entry : changes.codes.entrySet()) {
      batch.put(StoreKeys.code(generation, entry.getKey()), Records.of(entry.getValue()));
    }
    if (generation > checkpoint.codeGeneration()) {
      batch.deleteRange(StoreKeys.code(0, ""), StoreKeys.code(generation - 1, ""));
    }
  }

  /** Returns when all checkpoints so far would outlive a power cut. */
  void sync() throws IOException {
    disk.sync();
  }

  /** Accounts in the sequence of their first call, as of the last checkpoint. */
  List<Account> list(@Nullable String mchId, @Nullable String prefix, int skip, int limit) {
    return prefix == null || prefix.isEmpty()
        ? inSequence(mchId, skip, limit)
        : beginningSo(mchId, prefix, skip, limit);
  }

  private List<Account> inSequence(@Nullable String mchId, int skip, int limit) {
    List<Account> page = new ArrayList<>();
    long[] toSkip = {mchId == null ? 0 : skip};
    disk.walk(
        StoreKeys.place(mchId == null ? skip + 1L : 1),
        at -> {
          if (page.size() >= limit || !StoreKeys.is(at, StoreKeys.PLACES)) {
            return false;
          }
          OrderKey key = StoreKeys.orderKey(at.value(), 0);
          if ((mchId == null || key.mchId().equals(mchId)) && --toSkip[0] < 0) {
            page.add(there(key));
          }
          return true;
        });
    return page;
  }

  private List<Account> beginningSo(@Nullable String mchId, String prefix, int skip, int limit) {
    LongStream.Builder places = LongStream.builder();
    for (String merchant : mchId == null ? merchants() : List.of(mchId)) {
      byte[] range = StoreKeys.order(new OrderKey(merchant, prefix));
      disk.walk(
          range,
          at -> {
            boolean more = StoreKeys.is(at, range);
            if (more) {
              places.add(StoreKeys.number(at.value()));
            }
            return more;
          });
    }
    return places.build().sorted().skip(skip).limit(limit).mapToObj(this::at).toList();
  }

  /** Every account of a merchant by its number, as of the last checkpoint. */
  void each(String mchId, Consumer<Account> taker) {
    byte[] range = StoreKeys.order(new OrderKey(mchId, ""));
    disk.walk(
        range,
        at -> {
          boolean more = StoreKeys.is(at, range);
          if (more) {
            taker.accept(Records.account(StoreKeys.orderKey(at.key(), 1), at.value()));
          }
          return more;
        });
  }

  private Account at(long place) {
    byte[] key = disk.get(StoreKeys.place(place));
    if (key == null) {
      throw new IllegalStateException("the ledger's store has no place " + place);
    }
    return there(StoreKeys.orderKey(key, 0));
  }

  private List<String> merchants() {
    List<String> all = new ArrayList<>();
    byte[] from = StoreKeys.ORDERS;
    int before;
    do {
      before = all.size();
      disk.walk(
          from,
          at -> {
            if (StoreKeys.is(at, StoreKeys.ORDERS)) {
              all.add(StoreKeys.orderKey(at.key(), 1).mchId());
            }
            return false;
          });
      if (all.size() > before) {
        from = StoreKeys.afterMerchant(all.getLast());
      }
    } while (all.size() > before);
    return all;
  }

  private Account there(OrderKey key) {
    Account account = account(key);
    if (account == null) {
      throw new IllegalStateException("the ledger's store has a place without an order: " + key);
    }
    return account;
  }

  @Override
  public void close() {
    disk.close();
  }
}
