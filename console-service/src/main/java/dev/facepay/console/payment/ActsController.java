package dev.facepay.console.payment;

import dev.facepay.console.ConsoleProblem;
import dev.facepay.console.OperatorKeyFilter;
import dev.facepay.console.Replies;
import dev.facepay.console.Replies.Named;
import dev.facepay.console.Replies.Row;
import dev.facepay.http.FieldError;
import dev.facepay.http.FieldError.Code;
import dev.facepay.http.Problem;
import dev.facepay.http.ProblemCode;
import dev.facepay.payment.Act;
import dev.facepay.payment.FieldRule;
import dev.facepay.runtime.operator.OperatorKeys.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What a person does about a payment; the operator's key says who it is. */
@RestController
final class ActsController {

  private final Acts acts;
  private final PaymentReader reader;

  ActsController(Acts acts, PaymentReader reader) {
    this.acts = acts;
    this.reader = reader;
  }

  /**
   * @param why in the person's own words; it stays with the payment
   */
  record ActBody(@Nullable String why) {}

  @PostMapping("/v1/payments/{id}/resolve")
  ResponseEntity<Object> resolve(
      @RequestAttribute(OperatorKeyFilter.OPERATOR) Operator operator,
      @PathVariable("id") String id,
      @RequestBody ActBody body)
      throws InterruptedException {
    return act(operator, id, Act.RESOLVE, body);
  }

  @PostMapping("/v1/payments/{id}/retry")
  ResponseEntity<Object> retry(
      @RequestAttribute(OperatorKeyFilter.OPERATOR) Operator operator,
      @PathVariable("id") String id,
      @RequestBody ActBody body)
      throws InterruptedException {
    return act(operator, id, Act.RETRY, body);
  }

  /**
   * @param ids of payments, 1 to {@link Replies#ROWS_MAX}
   * @param why in the person's own words; it stays with each of them
   */
  record RetriesBody(@Nullable List<@Nullable String> ids, @Nullable String why) {}

  /** Each as if it were retried alone. */
  @PostMapping("/v1/payments/retry")
  ResponseEntity<Object> retryEach(
      @RequestAttribute(OperatorKeyFilter.OPERATOR) Operator operator,
      @RequestBody RetriesBody body)
      throws InterruptedException {
    List<FieldError> faults = new ArrayList<>();
    Replies.notSome("ids", body.ids()).ifPresent(faults::add);
    List<Named> payments = new ArrayList<>();
    for (String id : Objects.requireNonNullElse(body.ids(), List.<@Nullable String>of())) {
      if (id != null && !id.isEmpty()) {
        payments.add(new Named(null, id));
      }
    }
    if (body.ids() != null && payments.size() < body.ids().size()) {
      faults.add(new FieldError("ids", Code.INVALID, "each must be a payment's id"));
    }
    String why = Replies.text(body.why());
    FieldError.of("why", body.why() == null ? null : why, FieldRule.WHY).ifPresent(faults::add);
    if (!faults.isEmpty()) {
      return Problem.invalid(faults);
    }
    return Replies.each(
        payments,
        one ->
            switch (acts.act(one.id(), Act.RETRY, operator.name(), why)) {
              case ActAnswer.Taken taken -> Row.taken(one);
              case ActAnswer.Refused no -> Row.refused(one, code(no.why()), no.detail());
            });
  }

  private ResponseEntity<Object> act(Operator operator, String id, Act act, ActBody body)
      throws InterruptedException {
    String why = Replies.text(body.why());
    Optional<ResponseEntity<Object>> noWhy = Replies.noWhy(body.why());
    if (noWhy.isPresent()) {
      return noWhy.get();
    }
    return switch (acts.act(id, act, operator.name(), why)) {
      case ActAnswer.Taken taken -> Replies.taken("/v1/payments/" + id, reader.find(id));
      case ActAnswer.Refused refused -> Problem.reply(code(refused.why()), refused.detail());
    };
  }

  private static ProblemCode code(ActAnswer.Why why) {
    return switch (why) {
      case NOT_FOUND -> ConsoleProblem.PAYMENT_NOT_FOUND;
      case OWNED_BY_STAGE -> ConsoleProblem.OWNED_BY_STAGE;
      case ALREADY_SETTLED -> ConsoleProblem.ALREADY_SETTLED;
      case NOTHING_TO_RESOLVE -> ConsoleProblem.NOTHING_TO_RESOLVE;
      case CONTRADICTED -> ConsoleProblem.GATEWAY_CONTRADICTS;
      case UNCLEAR -> ConsoleProblem.GATEWAY_UNCLEAR;
    };
  }
}
