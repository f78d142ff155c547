package dev.facepay.console.payment;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.console.ConsoleProblem;
import dev.facepay.console.OperatorKeyFilter;
import dev.facepay.console.Replies;
import dev.facepay.http.FieldError;
import dev.facepay.http.FieldError.Code;
import dev.facepay.http.Problem;
import dev.facepay.payment.FieldRule;
import dev.facepay.payment.Money;
import dev.facepay.payment.RefundNo;
import dev.facepay.runtime.operator.OperatorKeys.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

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
   * @param amountFen left out: all that is left, which voids the payment; a node, since a text or a
   *     fraction would be made a number of
   * @param why WeChat shows it to the buyer
   */
  record RefundBody(
      @JsonProperty("refund_no") @Nullable String refundNo,
      @JsonProperty("amount_fen") @Nullable JsonNode amountFen,
      @Nullable String why) {}

  @PostMapping("/v1/payments/{id}/refunds")
  ResponseEntity<Object> refund(
      @RequestAttribute(OperatorKeyFilter.OPERATOR) Operator operator,
      @PathVariable("id") String id,
      @RequestBody RefundBody body)
      throws InterruptedException {
    String number = Objects.requireNonNullElse(body.refundNo(), "");
    String why = Objects.requireNonNullElse(body.why(), "");
    JsonNode fen = body.amountFen();
    boolean all = fen == null || fen.isNull();
    List<FieldError> faults = new ArrayList<>();
    FieldError.of("refund_no", body.refundNo(), FieldRule.REFUND_NO).ifPresent(faults::add);
    FieldError.of("why", body.why(), FieldRule.REFUND_WHY).ifPresent(faults::add);
    if (!all && !isFen(fen)) {
      faults.add(
          new FieldError(
              "amount_fen",
              fen != null && fen.isIntegralNumber() ? Code.OUT_OF_RANGE : Code.WRONG_TYPE,
              "must be a whole number from 1 to " + Money.FEN_MAX));
    }
    if (!faults.isEmpty()) {
      return Problem.invalid(faults);
    }
    Money amount = fen == null || all ? null : new Money(fen.longValue());
    return switch (acts.act(id, new RefundNo(number), amount, operator.name(), why)) {
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

  private static boolean isFen(@Nullable JsonNode amount) {
    return amount != null
        && amount.isNumber()
        && amount.canConvertToExactIntegral()
        && amount.canConvertToLong()
        && amount.longValue() >= 1
        && amount.longValue() <= Money.FEN_MAX;
  }
}
