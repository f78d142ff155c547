package dev.facepay.standalone.demo;

import dev.facepay.payment.BillFact;
import dev.facepay.payment.BillFact.DayReconciled;
import dev.facepay.payment.BillFact.DifferenceExplained;
import dev.facepay.payment.BillFact.DifferenceFound;
import dev.facepay.standalone.client.Codes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What became of the run's money: what went back afterwards, and whether WeChat's bill says the
 * same of all of it.
 *
 * @param back null if nothing was given back
 * @param bill null if no bill was asked for
 * @param faults each thing that is off, in words
 */
record Money(@Nullable Back back, @Nullable Compared bill, List<String> faults) {

  Money {
    faults = List.copyOf(faults);
  }

  /**
   * Refunds of payments of this run.
   *
   * @param grossFen what the payments came to before
   * @param askedFen what was asked for
   * @param toldFen what went back, as the topics say
   * @param ledgerFen what the gateway's ledger holds less than before
   */
  record Back(int whole, int parts, long grossFen, long askedFen, long toldFen, long ledgerFen) {

    boolean well() {
      return askedFen == toldFen && askedFen == ledgerFen;
    }

    String words() {
      return "refunds: %d whole, %d in part, %s; gross %s, net %s (topics, gateway's ledger)"
          .formatted(
              whole,
              parts,
              Codes.yuan(askedFen),
              Codes.yuan(grossFen),
              Codes.yuan(grossFen - askedFen));
    }
  }

  /**
   * Bills of the merchants' days, all together.
   *
   * @param days that were compared; of {@code wanted}
   * @param lines of the bills
   * @param found differences by their kinds, planted or not
   * @param planted how many the bill was made to have
   * @param explained those that a next bill explained; 0 where none was planted
   * @param open differences at the end
   */
  record Compared(
      int wanted,
      int days,
      long lines,
      Map<String, Long> found,
      int planted,
      long explained,
      long open,
      long feeFen,
      long netFen) {

    /**
     * @param planted how many the first bills were made to have
     * @param first what was said of the first bills
     * @param last what was said up to the last bills, those of the first included
     */
    static Compared of(int wanted, int planted, List<BillFact> first, List<BillFact> last) {
      Map<String, DayReconciled> days = new TreeMap<>();
      for (BillFact fact : last) {
        if (fact instanceof DayReconciled day) {
          days.put(day.subject(), day);
        }
      }
      Map<String, Long> found =
          first.stream()
              .filter(DifferenceFound.class::isInstance)
              .map(DifferenceFound.class::cast)
              .collect(
                  Collectors.groupingBy(
                      it -> it.difference().kind().wire(), TreeMap::new, Collectors.counting()));
      List<DayReconciled> ends = new ArrayList<>(days.values());
      return new Compared(
          wanted,
          ends.size(),
          ends.stream().mapToLong(DayReconciled::lines).sum(),
          found,
          planted,
          last.stream().filter(DifferenceExplained.class::isInstance).count(),
          ends.stream().mapToLong(DayReconciled::open).sum(),
          ends.stream().mapToLong(DayReconciled::feeFen).sum(),
          ends.stream().mapToLong(DayReconciled::netFen).sum());
    }

    private long foundCount() {
      return found.values().stream().mapToLong(Long::longValue).sum();
    }

    boolean well() {
      return days == wanted && open == 0 && foundCount() == planted && explained == planted;
    }

    String words() {
      String end =
          "bill reconciled: %d lines, %d differences; fees %s, net %s"
              .formatted(lines, open, signed(feeFen), signed(netFen));
      return planted == 0
          ? end
          : "a wrong bill: %d differences planted, %d found (%s), %d explained by the next; %s"
              .formatted(planted, foundCount(), kinds(), explained, end);
    }

    private String kinds() {
      return found.entrySet().stream()
          .map(it -> it.getKey() + (it.getValue() == 1 ? "" : " " + it.getValue()))
          .collect(Collectors.joining(", "));
    }

    private static String signed(long fen) {
      return fen < 0 ? "-" + Codes.yuan(-fen) : Codes.yuan(fen);
    }
  }

  static Money of(@Nullable Back back, @Nullable Compared bill) {
    List<String> faults = new ArrayList<>();
    if (back != null && !back.well()) {
      faults.add(
          "refunds of %s were asked for; the topics say %s, the ledger %s"
              .formatted(
                  Codes.yuan(back.askedFen()),
                  Codes.yuan(back.toldFen()),
                  Codes.yuan(back.ledgerFen())));
    }
    if (bill != null && !bill.well()) {
      faults.add(
          "bills: %d of %d compared, %d differences found (%s), %d planted, %d explained, %d open"
              .formatted(
                  bill.days(),
                  bill.wanted(),
                  bill.foundCount(),
                  bill.kinds(),
                  bill.planted(),
                  bill.explained(),
                  bill.open()));
    }
    return new Money(back, bill, faults);
  }

  boolean allWell() {
    return faults.isEmpty();
  }

  /** For the closing block. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (back != null) {
      lines.add(back.words());
    }
    if (bill != null) {
      lines.add(bill.words());
    }
    return lines;
  }
}
