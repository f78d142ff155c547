package dev.facepay.edge.docs;

import static dev.facepay.http.docs.Answers.answer;
import static dev.facepay.http.docs.Answers.body;
import static dev.facepay.http.docs.Answers.problem;

import dev.facepay.edge.http.EdgeProblem;
import dev.facepay.http.CommonProblem;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What each operation does and answers; an address that does not exist breaks this. */
final class PaymentOperations {

  private PaymentOperations() {}

  static void describe(Paths paths) {
    pay(at(paths, "/v1/payments").getPost());
    look(at(paths, "/v1/payments/{id}").getGet());
    events(at(paths, "/v1/payments/{id}/events").getGet());
    cancel(at(paths, "/v1/payments/{id}/cancel").getPost());
  }

  private static PathItem at(Paths paths, String address) {
    return Objects.requireNonNull(paths.get(address), address);
  }

  private static void pay(Operation operation) {
    begin(operation, "pay", "Begin a payment, or find it again")
        .description(
            "Waits for something to show. The same request again is the same payment, however often"
                + " and wherever it is sent; another content under the same number is refused.\n\n"
                + "`storage_full`: there is no room for a new payment, and nothing of this one has"
                + " begun. One that has begun is found and finished all the same.");
    operation.setRequestBody(body("PaymentRequest"));
    operation
        .getResponses()
        .addApiResponse("200", payment("Final, and known before."))
        .addApiResponse("201", payment("Final."))
        .addApiResponse("202", payment("Accepted and in the log; go on asking at `Location`."))
        .addApiResponse("400", problem(CommonProblem.INVALID_REQUEST, CommonProblem.MALFORMED_JSON))
        .addApiResponse(
            "409",
            problem(
                EdgeProblem.ORDER_NUMBER_REUSED,
                EdgeProblem.ATTEMPT_OPEN,
                EdgeProblem.PREVIOUS_ATTEMPT_MISSING,
                EdgeProblem.ORDER_ALREADY_PAID,
                EdgeProblem.REQUEST_REFUSED))
        .addApiResponse("413", problem(CommonProblem.BODY_TOO_LARGE))
        .addApiResponse("415", problem(CommonProblem.UNSUPPORTED_MEDIA_TYPE))
        .addApiResponse(
            "503",
            problem(
                EdgeProblem.LOG_UNAVAILABLE,
                EdgeProblem.STORAGE_FULL,
                EdgeProblem.STARTING,
                CommonProblem.BUSY));
  }

  private static void look(Operation operation) {
    begin(operation, "look", "A payment's state, at once or when it changes")
        .description(
            "With `If-None-Match` and `Prefer: wait=N` a long poll: 200 when there is something"
                + " else to show than the device has, 304 when the wait is over.");
    operation
        .getResponses()
        .addApiResponse("200", payment("The state."))
        .addApiResponse("304", new ApiResponse().description("Nothing else than the device has."))
        .addApiResponse("404", problem(EdgeProblem.PAYMENT_NOT_KNOWN))
        .addApiResponse("409", problem(EdgeProblem.ORDER_NUMBER_REUSED, EdgeProblem.ATTEMPT_OPEN));
  }

  private static void events(Operation operation) {
    begin(operation, "events", "A payment's changes as server-sent events")
        .description(
            "Event `payment`: `id` is the state's tag, `data` a Payment. Event `problem`: the"
                + " request was refused. Ends when the payment is final, or after some minutes:"
                + " open it again with `Last-Event-ID`.");
    operation
        .getResponses()
        .addApiResponse(
            "200",
            new ApiResponse()
                .description("The stream.")
                .content(
                    new Content()
                        .addMediaType(
                            "text/event-stream",
                            new MediaType()
                                .schema(new StringSchema().types(Set.of("string")))
                                .example(
                                    "id: 2\nevent: payment\ndata: {\"state\":\"SUCCEEDED\"}"))))
        .addApiResponse("404", problem(EdgeProblem.PAYMENT_NOT_KNOWN));
  }

  private static void cancel(Operation operation) {
    begin(operation, "cancel", "Give a payment up")
        .description(
            "A wish, not a result: nothing stays charged, or the payment completed all the same and"
                + " wins. Repeating it changes nothing. Go on asking for the state.");
    operation
        .getResponses()
        .addApiResponse("200", payment("Final already: this is how it ended."))
        .addApiResponse("202", payment("The wish is in the log."))
        .addApiResponse("404", problem(EdgeProblem.PAYMENT_NOT_KNOWN))
        .addApiResponse("409", problem(EdgeProblem.ORDER_NUMBER_REUSED, EdgeProblem.ATTEMPT_OPEN));
  }

  private static Operation begin(Operation operation, String id, String summary) {
    operation.setOperationId(id);
    operation.setSummary(summary);
    operation.setTags(List.of("payments"));
    operation.setResponses(
        new ApiResponses()
            .addApiResponse("401", problem(EdgeProblem.UNAUTHORIZED))
            .addApiResponse("429", problem(EdgeProblem.RATE_LIMITED))
            .addApiResponse("500", problem(CommonProblem.INTERNAL_ERROR))
            .addApiResponse(
                "503",
                problem(EdgeProblem.LOG_UNAVAILABLE, EdgeProblem.STARTING, CommonProblem.BUSY)));
    if (operation.getParameters() != null) {
      operation.getParameters().forEach(PaymentOperations::describe);
    }
    return operation;
  }

  private static void describe(Parameter parameter) {
    switch (parameter.getName()) {
      case "id" ->
          parameter
              .description("`mch_id:out_trade_no`")
              .example("1900000109:20261122S017D03000042");
      case "Prefer" ->
          parameter
              .description(
                  "`wait=N`: wait up to N seconds, 0 to 60 (RFC 7240). `Preference-Applied` tells"
                      + " what was taken.")
              .example("wait=20");
      case "If-None-Match" ->
          parameter.description("The `ETag` that the device has.").example("\"1\"");
      case "Last-Event-ID" ->
          parameter.description("The last event's `id` that the device has.").example("1");
      default -> throw new IllegalStateException(parameter.getName() + " is not described");
    }
  }

  private static ApiResponse payment(String description) {
    return answer("Payment", description)
        .addHeaderObject("ETag", header("Stands for what the device is shown; for If-None-Match."))
        .addHeaderObject("Location", header("Where to ask for the state."))
        .addHeaderObject("Retry-After", header("Seconds, when the state is not final."))
        .addHeaderObject("Preference-Applied", header("The wait that was taken."));
  }

  private static Header header(String description) {
    return new Header().description(description).schema(new StringSchema().types(Set.of("string")));
  }
}
