package dev.facepay.simulation;

import dev.facepay.payment.RefundFact;
import dev.facepay.payment.RefundFact.RefundChanged;
import dev.facepay.payment.RefundFact.RefundFailed;
import dev.facepay.payment.RefundFact.RefundRequested;
import dev.facepay.payment.RefundFact.RefundSucceeded;
import dev.facepay.payment.RefundRef;
import dev.facepay.simulation.Journal.RefundMoved;
import dev.facepay.simulation.Order.Refund.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.bson.Document;

/**
 * I18: what goes back was asked for, goes back once, is never more than was paid, and is told as it
 * is. Each refund is known by its {@code out_refund_no}.
 */
final class GivenBack {

  private final Check check;
  private final Money money;
  private final Map<String, List<RefundRequested>> requests = new HashMap<>();
  private final Map<String, RefundMoved> moved = new HashMap<>();
  private final Set<String> wasChange = new HashSet<>();
  private final Map<String, RefundChanged> changes = new HashMap<>();
  private final Map<String, RefundFact.Settled> ends = new HashMap<>();
  private final Map<String, RefundFailed> rejections = new HashMap<>();

  GivenBack(Check check, Money money) {
    this.check = check;
    this.money = money;
  }

  /** G: a refund comes to a state. */
  void moved(RefundMoved it) {
    if (it.byHand()) {
      return;
    }
    if (it.status() == Status.CHANGE) {
      wasChange.add(it.refundNumber());
    }
    if (moved.put(it.refundNumber(), it) == null) {
      leaves(it);
    }
  }

  private void leaves(RefundMoved it) {
    String name = it.refundNumber();
    check.that(
        requests.getOrDefault(name, List.of()).stream().anyMatch(asked -> maySay(asked, it)),
        "I18",
        () -> "nobody who may has asked for " + it);
    check.that(!ends.containsKey(name), "I18", () -> it + " after " + ends.get(name));
    check.that(!isRejected(name, it.fen()), "I12", () -> it + " was refused as other content");
    long back =
        moved.values().stream()
            .filter(other -> other.number().equals(it.number()))
            .filter(other -> other.status() != Status.REFUNDCLOSE)
            .mapToLong(RefundMoved::fen)
            .sum();
    check.that(
        back <= money.kept(it.number()),
        "I18",
        () -> "%d fen go back of %d: %s".formatted(back, money.kept(it.number()), it));
  }

  /** Tills give back what their own store sold, and not too much at once. */
  private static boolean maySay(RefundRequested asked, RefundMoved it) {
    RefundRef ref = asked.refund();
    boolean till = asked.askedBy().wire().equals("till");
    return ref.amount().fen() == it.fen()
        && (!till || (ref.store().value().equals(Terms.STORE) && it.fen() <= Terms.TILL_MAX_FEN));
  }

  private boolean isRejected(String name, long fen) {
    return rejections.values().stream()
        .map(RefundFailed::refund)
        .anyMatch(it -> it.outRefundNo().equals(name) && it.amount().fen() == fen);
  }

  /** K grows. */
  void appended(RefundFact fact) {
    String name = fact.refund().outRefundNo();
    switch (fact) {
      case RefundRequested it -> requests.computeIfAbsent(name, _ -> new ArrayList<>()).add(it);
      case RefundChanged it -> changed(name, it);
      case RefundFailed it when it.version() == 0 -> rejected(name, it);
      case RefundFact.Settled it -> ended(name, it);
    }
  }

  private void changed(String name, RefundChanged fact) {
    RefundChanged before = changes.putIfAbsent(name, fact);
    check.that(
        before == null || before.equals(fact),
        "I7",
        () -> "two facts of one version: " + before + " and " + fact);
    check.that(
        before != null || !ends.containsKey(name), "I7", () -> ends.get(name) + ", then " + fact);
    check.that(wasChange.contains(name), "I18", () -> "WeChat never said " + fact);
  }

  private void rejected(String name, RefundFailed fact) {
    RefundFailed before = rejections.putIfAbsent(fact.factId(), fact);
    check.that(before == null || before.equals(fact), "I7", () -> before + " and " + fact);
    long contents =
        requests.getOrDefault(name, List.of()).stream()
            .map(it -> it.refund().amount())
            .distinct()
            .count();
    check.that(contents > 1, "I12", () -> "there is one content: " + fact);
    RefundMoved back = moved.get(name);
    check.that(
        back == null || back.fen() != fact.refund().amount().fen(),
        "I12",
        () -> back + ", and yet " + fact);
  }

  private void ended(String name, RefundFact.Settled fact) {
    RefundFact.Settled before = ends.putIfAbsent(name, fact);
    check.that(before == null || before.equals(fact), "I7", () -> before + " and then " + fact);
    RefundMoved back = moved.get(name);
    boolean stays = back == null || back.status() == Status.REFUNDCLOSE;
    boolean arrived =
        back != null
            && back.status() == Status.SUCCESS
            && back.fen() == fact.refund().amount().fen();
    check.that(
        fact instanceof RefundSucceeded ? arrived : stays,
        "I18",
        () -> fact + ", at WeChat: " + back);
  }

  /** Whether money that was on its way needed a person. */
  boolean isChanged(String name) {
    return changes.containsKey(name);
  }

  /** What the log says has gone back, in fen. */
  long toldFen() {
    return ends.values().stream()
        .filter(RefundSucceeded.class::isInstance)
        .mapToLong(it -> it.refund().amount().fen())
        .sum();
  }

  /** What has gone back at WeChat, in fen. */
  long movedFen() {
    return moved.values().stream()
        .filter(it -> it.status() != Status.REFUNDCLOSE)
        .mapToLong(RefundMoved::fen)
        .sum();
  }

  /**
   * After the healing and a fixed time.
   *
   * @param documents by payment
   */
  void atTheEnd(Function<String, Document> documents) {
    requests.forEach((name, all) -> all.forEach(it -> settledOnce(name, it, documents)));
  }

  private void settledOnce(
      String name, RefundRequested request, Function<String, Document> documents) {
    RefundFact.Settled end = ends.get(name);
    check.that(end != null, "I18", () -> "never settled: " + request);
    if (end == null) {
      return;
    }
    check.that(
        end.refund().amount().equals(request.refund().amount())
            || isRejected(name, request.refund().amount().fen()),
        "I12",
        () -> "neither done nor refused: " + request + ", and " + end);
    Document document = documents.apply(request.refund().payment().toString());
    check.that(
        Documents.agrees(document, request.refund().refundNo().value(), end),
        "I6",
        () -> end + ", but in the database " + document);
  }
}
