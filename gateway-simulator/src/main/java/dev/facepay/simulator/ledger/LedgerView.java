package dev.facepay.simulator.ledger;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ledger for readers: in the same JVM, or behind the control API. */
public interface LedgerView {
  /** One order number of a merchant, whatever came of it. */
  Optional<OrderView> order(String mchId, String outTradeNo);

  /**
   * Orders in the sequence of their first call.
   *
   * @param mchId only this merchant's; null: all
   * @param prefix only numbers that begin so; null: all
   */
  List<OrderView> orders(@Nullable String mchId, @Nullable String prefix, int skip, int limit);

  /** Totals. */
  LedgerSummary summary();

  /**
   * Lines of the journal as they are in its files, from number {@code from} (1 is the first); those
   * of dropped files are left out.
   */
  List<String> journal(long from, int limit);

  /** Whether the ledger can still be written. */
  boolean isWritable();
}
