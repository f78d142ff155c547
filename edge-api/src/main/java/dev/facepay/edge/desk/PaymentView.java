package dev.facepay.edge.desk;

import dev.facepay.edge.desk.Standing.Paid;
import dev.facepay.edge.desk.Standing.Processing;
import dev.facepay.edge.desk.Standing.Refused;
import dev.facepay.edge.desk.Standing.Reversing;
import dev.facepay.edge.desk.Standing.Waiting;
import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.Coded;
import dev.facepay.payment.PaymentRef;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the log says of one payment.
 *
 * @param version that of the fact it stands by; 0 if only side facts (attention) are known so far
 * @param attention what a person must look at, as long as nobody has
 * @param cancelAsked whether this instance has published the device's wish to cancel
 */
public record PaymentView(
    PaymentRef payment,
    Standing standing,
    int version,
    Instant updatedAt,
    Set<Coded<AttentionReason>> attention,
    boolean cancelAsked) {

  public PaymentView {
    attention = Set.copyOf(attention);
  }

  public boolean isFinal() {
    return standing instanceof Standing.Final;
  }

  /** Whether money may still move. */
  public boolean isOpen() {
    return switch (standing) {
      case Processing s -> true;
      case Waiting s -> true;
      case Reversing s -> true;
      case Refused s -> false;
      case Standing.Final s -> false;
    };
  }

  /** True, false, or null as long as nobody knows. */
  public @Nullable Boolean paid() {
    return switch (standing) {
      case Paid s -> true;
      case Standing.NotPaid s -> false;
      case Standing.Reversed s -> false;
      case Reversing s -> false;
      case Processing s -> null;
      case Waiting s -> null;
      case Refused s -> null;
    };
  }

  PaymentView with(Set<Coded<AttentionReason>> reasons) {
    return new PaymentView(payment, standing, version, updatedAt, reasons, cancelAsked);
  }

  PaymentView with(Standing changed) {
    return new PaymentView(payment, changed, version, updatedAt, attention, cancelAsked);
  }

  PaymentView cancelled() {
    return new PaymentView(payment, standing, version, updatedAt, attention, true);
  }
}
