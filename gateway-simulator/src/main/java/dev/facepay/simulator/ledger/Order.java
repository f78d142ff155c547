package dev.facepay.simulator.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An order as the gateway keeps it. Changed only by {@link #apply}.
 *
 * @param refunds by calls and by hand
 * @param refusal code of the refusal, when there was one
 * @param changedAt time of the last move
 */
record Order(
    OrderKey key,
    Terms terms,
    OrderState state,
    Instant openedAt,
    Instant changedAt,
    List<Charge> charges,
    List<Refund> refunds,
    @Nullable String refusal) {

  /** The order after a move; {@code before} is null when the gateway did not know it. */
  static Order apply(@Nullable Order before, Move move) {
    if (move instanceof Move.Opened opened) {
      return open(before, opened);
    }
    if (before == null) {
      throw new IllegalStateException("a move of an order that was never opened: " + move.key());
    }
    return switch (move) {
      case Move.Opened opened -> open(before, opened);
      case Move.Charged charged ->
          before.with(OrderState.PAID, charged.at(), before.plus(charged), null);
      case Move.Refused refused ->
          before.with(OrderState.PAYERROR, refused.at(), before.charges, refused.code());
      case Move.Closed closed ->
          before.with(OrderState.CLOSED, closed.at(), before.charges, before.refusal);
      case Move.Revoked revoked ->
          before.with(OrderState.REVOKED, revoked.at(), before.charges, null);
      case Move.Reversed reversed ->
          before.with(OrderState.REVERSED, reversed.at(), before.returned(reversed), null);
      case Move.Refunded refunded -> before.refunded(refunded);
    };
  }

  private static Order open(@Nullable Order before, Move.Opened opened) {
    OrderState state = opened.terms().hidden() ? OrderState.HIDDEN : OrderState.USERPAYING;
    List<Charge> kept = before == null ? List.of() : before.charges;
    Instant since = before == null ? opened.at() : before.openedAt;
    return new Order(
        opened.key(), opened.terms(), state, since, opened.at(), kept, List.of(), null);
  }

  /** The charge that a query tells: the last one, returned or not. */
  Optional<Charge> lastCharge() {
    return charges.isEmpty() ? Optional.empty() : Optional.of(charges.getLast());
  }

  /** Fen that were taken and not given back. */
  long heldFen() {
    return charges.stream().filter(Charge::kept).mapToLong(Charge::fen).sum() - refundedFen();
  }

  /** Fen that were given back; what is closed without moving money never was. */
  long refundedFen() {
    return refunds.stream().filter(Refund::moves).mapToLong(Refund::fen).sum();
  }

  /** When something will happen to the order by itself; empty when nothing will. */
  Optional<Instant> due() {
    return switch (state) {
      case HIDDEN -> Optional.ofNullable(terms.payAt());
      case USERPAYING -> Optional.of(earliest(terms.payAt(), terms.refuseAt(), terms.revokeAt()));
      case PAID, PAYERROR, CLOSED, REVOKED, REVERSED, REFUNDED -> Optional.empty();
    };
  }

  private static Instant earliest(@Nullable Instant a, @Nullable Instant b, Instant c) {
    Instant first = a != null && a.isBefore(c) ? a : c;
    return b != null && b.isBefore(first) ? b : first;
  }

  private Order with(OrderState next, Instant at, List<Charge> all, @Nullable String refused) {
    return new Order(key, terms, next, openedAt, at, all, refunds, refused);
  }

  private Order refunded(Move.Refunded move) {
    List<Refund> all = new ArrayList<>(refunds);
    all.add(
        new Refund(
            move.refundId(),
            move.fen(),
            move.at(),
            move.outRefundNo(),
            move.arrivesAt(),
            move.end()));
    return new Order(
        key, terms, OrderState.REFUNDED, openedAt, move.at(), charges, List.copyOf(all), null);
  }

  private List<Charge> plus(Move.Charged move) {
    Charge charge = new Charge(move.transactionId(), move.fen(), move.at(), null);
    if (charges.isEmpty()) {
      return List.of(charge);
    }
    List<Charge> all = new ArrayList<>(charges);
    all.add(charge);
    return List.copyOf(all);
  }

  private List<Charge> returned(Move.Reversed move) {
    return charges.stream()
        .map(c -> c.transactionId().equals(move.transactionId()) ? c.returned(move.at()) : c)
        .toList();
  }

  /** Money that was taken from the buyer, and when it went back, if it did. */
  record Charge(String transactionId, long fen, Instant at, @Nullable Instant reversedAt) {

    /** Whether the merchant still has the money. */
    boolean kept() {
      return reversedAt == null;
    }

    Charge returned(Instant when) {
      return new Charge(transactionId, fen, at, when);
    }
  }

  /**
   * Money that was given back.
   *
   * @param outRefundNo the merchant's own number; null: by hand
   * @param arrivesAt when it comes to its end; null: at once
   * @param end CHANGE or REFUNDCLOSE; null: it arrives
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Refund(
      String refundId,
      long fen,
      Instant at,
      @Nullable String outRefundNo,
      @Nullable Instant arrivesAt,
      @Nullable String end) {

    boolean moves() {
      return !"REFUNDCLOSE".equals(end);
    }

    /** The {@code refund_status} that a query tells. */
    String status(Instant now) {
      if (arrivesAt != null && now.isBefore(arrivesAt)) {
        return "PROCESSING";
      }
      return end == null ? "SUCCESS" : end;
    }
  }
}
