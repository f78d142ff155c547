package dev.facepay.console.payment;

import dev.facepay.console.ConsoleProblem;
import dev.facepay.console.Replies;
import dev.facepay.http.Problem;
import dev.facepay.http.RequestBody;
import dev.facepay.http.RequestBody.Read;
import dev.facepay.payment.FieldRule;
import dev.facepay.payment.Money;
import dev.facepay.payment.RefundNo;
import dev.facepay.runtime.operator.OperatorKeys.Operator;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What an operator gives back; the key says who it is. */
@RestController
final class RefundsController {

  private final RefundActs acts;
  private final PaymentReader reader;

  RefundsController(RefundActs acts, PaymentReader reader) {
    this.acts = acts;
    this.reader = reader;
  }

  /**
   * @param refundNo made and kept by the caller: the same request again is the same refund
   * @param amount left out: all that is left, which voids the payment
   * @param why WeChat shows it to the buyer
   */
  private record Wanted(RefundNo refundNo, @Nullable Money amount, String why) {

    static Read<Wanted> read(byte[] json) {
      return RequestBody.read(json, List.of("refund_no", "why"), Set.of("amount_fen"), Wanted::of);
    }

    private static @Nullable Wanted of(RequestBody in) {
      String number = in.text("refund_no", FieldRule.REFUND_NO);
      String why = in.text("why", FieldRule.REFUND_WHY);
      Money amount =
          in.has("amount_fen") ? new Money(in.number("amount_fen", 1, Money.FEN_MAX)) : null;
      return number == null || why == null ? null : new Wanted(new RefundNo(number), amount, why);
    }
  }

  @PostMapping(path = "/v1/payments/{id}/refunds", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> refund(
      @AuthenticationPrincipal Operator operator,
      @PathVariable("id") String id,
      HttpServletRequest http)
      throws IOException, InterruptedException {
    return Replies.to(http, Wanted::read, wanted -> refund(operator, id, wanted));
  }

  private ResponseEntity<Object> refund(Operator operator, String id, Wanted wanted)
      throws InterruptedException {
    return switch (acts.act(
        id, wanted.refundNo(), wanted.amount(), operator.name(), wanted.why())) {
      case RefundActs.Answer.Publish p -> Replies.taken("/v1/payments/" + id, reader.find(id));
      case RefundActs.Answer.Known k -> Replies.taken("/v1/payments/" + id, reader.find(id));
      case RefundActs.Answer.NotFound n -> Problem.reply(ConsoleProblem.PAYMENT_NOT_FOUND, null);
      case RefundActs.Answer.NumberReused n ->
          Problem.reply(ConsoleProblem.REFUND_NUMBER_REUSED, null);
      case RefundActs.Answer.NotPaid n ->
          Problem.reply(ConsoleProblem.NOTHING_TO_REFUND, n.state());
      case RefundActs.Answer.MoreThanLeft m ->
          Problem.reply(ConsoleProblem.REFUND_MORE_THAN_LEFT, m.leftFen() + " fen are left");
    };
  }
}
