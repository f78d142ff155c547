package dev.facepay.wechat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Connections that present a merchant's certificate: one small pool per merchant, only for as many
 * merchants as the setting allows, given up when idle. A pool in use is never closed under a call.
 */
final class MerchantPools implements AutoCloseable {

  private final GatewaySettings settings;
  private final Tls tls;
  private final HandshakeGate gate;
  private final LongSupplier nanoTime;

  /** In the order of last use. */
  private final Map<String, Entry> byMerchant = new LinkedHashMap<>(16, 0.75f, true);

  MerchantPools(GatewaySettings settings, Tls tls, HandshakeGate gate, LongSupplier nanoTime) {
    this.settings = settings;
    this.tls = tls;
    this.gate = gate;
    this.nanoTime = nanoTime;
  }

  /** A pool to use until the lease is closed; empty when every place is taken by a running call. */
  Optional<Lease> lease(String mchId, ClientCertificate certificate) {
    Entry entry;
    synchronized (byMerchant) {
      entry = byMerchant.get(mchId);
      if (entry != null && !entry.isFor(certificate)) {
        // Another one by now: who is under way with it goes on, and the last one closes it.
        byMerchant.remove(mchId);
        entry.retire();
        entry = null;
      }
      if (entry == null) {
        if (byMerchant.size() >= settings.merchantClientsMax() && !giveUpEldestUnused()) {
          return Optional.empty();
        }
        entry = new Entry(certificate);
        byMerchant.put(mchId, entry);
      }
      entry.users++;
    }
    Lease lease = new Lease(entry);
    try {
      lease.open(certificate);
      return Optional.of(lease);
    } catch (RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  /** To be called now and then. */
  void closeIdle() {
    List<Entry> idle = new ArrayList<>();
    List<Entry> kept = new ArrayList<>();
    synchronized (byMerchant) {
      long now = nanoTime.getAsLong();
      Iterator<Entry> entries = byMerchant.values().iterator();
      while (entries.hasNext()) {
        Entry entry = entries.next();
        boolean old = now - entry.usedAt >= settings.merchantClientIdleMax().toNanos();
        if (entry.users == 0 && old) {
          entries.remove();
          idle.add(entry);
        } else {
          kept.add(entry);
        }
      }
    }
    idle.forEach(Entry::close);
    kept.forEach(Entry::closeIdle);
  }

  int size() {
    synchronized (byMerchant) {
      return byMerchant.size();
    }
  }

  @Override
  public void close() {
    synchronized (byMerchant) {
      byMerchant.values().forEach(Entry::close);
      byMerchant.clear();
    }
  }

  private boolean giveUpEldestUnused() {
    Iterator<Entry> entries = byMerchant.values().iterator();
    while (entries.hasNext()) {
      Entry entry = entries.next();
      if (entry.users == 0) {
        entries.remove();
        entry.close();
        return true;
      }
    }
    return false;
  }

  /** The right to use a merchant's pool. */
  final class Lease implements AutoCloseable {

    private final Entry entry;

    private Lease(Entry entry) {
      this.entry = entry;
    }

    Pool pool() {
      return entry.pool();
    }

    private void open(ClientCertificate certificate) {
      entry.open(
          () ->
              new Pool(
                  settings, settings.merchantConnectionsMax(), gate.guard(tls.of(certificate))));
    }

    @Override
    public void close() {
      synchronized (byMerchant) {
        entry.users--;
        entry.usedAt = nanoTime.getAsLong();
        if (entry.retired && entry.users == 0) {
          entry.close();
        }
      }
    }
  }

  private static final class Entry {

    private final ClientCertificate certificate;

    /** Guarded by the map: nobody gets it any more. */
    private boolean retired;

    /** Guarded by the map. */
    private int users;

    /** Guarded by the map. */
    private long usedAt;

    private @Nullable Pool pool;

    private Entry(ClientCertificate certificate) {
      this.certificate = certificate;
    }

    /** The very one that was read: a file that was replaced is called the same. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isFor(ClientCertificate other) {
      return certificate == other;
    }

    private void retire() {
      retired = true;
      if (users == 0) {
        close();
      }
    }

    /** Reads the certificate's file: outside the map's lock, once per entry. */
    synchronized void open(java.util.function.Supplier<Pool> create) {
      if (pool == null) {
        pool = create.get();
      }
    }

    synchronized Pool pool() {
      if (pool == null) {
        throw new IllegalStateException("not opened");
      }
      return pool;
    }

    synchronized void closeIdle() {
      if (pool != null) {
        pool.closeIdle();
      }
    }

    synchronized void close() {
      if (pool != null) {
        pool.close();
      }
    }
  }
}
