package dev.facepay.standalone.demo;

import dev.facepay.standalone.client.Codes;
import dev.facepay.standalone.client.SimulatorClient.LedgerOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What devices were told, held against the gateway's ledger: told "succeeded" means charged once
 * and kept, anything else means that nothing is kept.
 *
 * @param chargedWithoutGoods money is held for a payment that no device was told to be paid
 * @param goodsWithoutCharge told to be paid, and the amount is not held
 * @param askedTwice order numbers for which more than one pay call arrived
 * @param faults each thing that is off, in words
 * @param otherwise each order that ended unpaid though the gateway alone would have had it another
 *     way: right, for nothing is kept, and yet not what undisturbed services come to
 */
record Verdict(
    int orders,
    int paid,
    int refused,
    int reversed,
    int open,
    long heldFen,
    int chargedWithoutGoods,
    int goodsWithoutCharge,
    int askedTwice,
    List<String> faults,
    List<String> otherwise) {

  Verdict {
    faults = List.copyOf(faults);
    otherwise = List.copyOf(otherwise);
  }

  /**
   * @param ledger by {@code mch_id:out_trade_no}; an order that never arrived is not in it
   */
  static Verdict of(List<DeviceResult> told, Map<String, LedgerOrder> ledger) {
    Tally tally = new Tally();
    for (DeviceResult one : told) {
      tally.add(one, one.paymentId(), ledger.get(one.paymentId()));
    }
    return tally.verdict(told.size());
  }

  /** Whether all is settled and no money is where it must not be. */
  boolean allWell() {
    return faults.isEmpty();
  }

  /** Whether, besides, each order ended as the gateway would have it. */
  boolean asMeant() {
    return otherwise.isEmpty();
  }

  /** The closing line. */
  String line() {
    return "%d orders: %d paid, %d refused, %d reversed%s; charged without goods: %d"
        .formatted(
            orders,
            paid,
            refused,
            reversed,
            open == 0 ? "" : ", " + open + " OPEN",
            chargedWithoutGoods);
  }

  /** What else the ledger says. */
  String more() {
    return "goods without charge: %d; asked to pay twice: %d; the merchants hold %s"
        .formatted(goodsWithoutCharge, askedTwice, Codes.yuan(heldFen));
  }

  /** Counts while the orders pass. Paid is what the ledger holds, not what devices were told. */
  private static final class Tally {

    private int paid;
    private int refused;
    private int reversed;
    private int open;
    private long held;
    private int withoutGoods;
    private int withoutCharge;
    private int askedTwice;
    private final List<String> faults = new ArrayList<>();
    private final List<String> otherwise = new ArrayList<>();

    void add(DeviceResult told, String id, @Nullable LedgerOrder order) {
      long heldFen = order == null ? 0 : order.heldFen();
      held += heldFen;
      count(told, heldFen);
      if (heldFen > 0 && !told.succeeded()) {
        withoutGoods++;
        fault(id, "is charged, and the device was told " + told.state());
      }
      if (told.succeeded() && heldFen != told.purchase().order().fen()) {
        withoutCharge++;
        fault(id, "was told to be paid, and the ledger holds " + Codes.yuan(heldFen));
      }
      if (order != null && order.payCalls() > 1) {
        askedTwice++;
        fault(id, "was asked to pay " + order.payCalls() + " times");
      }
      if (told.trouble() != null) {
        fault(id, told.trouble());
      }
      if (!told.isFinal()) {
        open++;
        fault(id, "is not settled: " + told.state());
      } else if (!told.purchase().scenario().expected().contains(told.state())) {
        String what = "ended as %s after: %s".formatted(told.state(), told.gateway());
        if (told.succeeded() || heldFen > 0) {
          fault(id, what);
        } else {
          otherwise.add("%s %s (%s)".formatted(id, what, told.buyerSaw()));
        }
      }
    }

    private void count(DeviceResult told, long heldFen) {
      if (heldFen > 0) {
        paid++;
      } else if ("FAILED".equals(told.state())) {
        refused++;
      } else if ("REVERSED".equals(told.state())) {
        reversed++;
      }
    }

    private void fault(String id, String what) {
      faults.add(id + " " + what);
    }

    Verdict verdict(int orders) {
      return new Verdict(
          orders,
          paid,
          refused,
          reversed,
          open,
          held,
          withoutGoods,
          withoutCharge,
          askedTwice,
          faults,
          otherwise);
    }
  }
}
