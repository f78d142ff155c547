package dev.facepay.console.docs;

import static dev.facepay.http.docs.Answers.answer;
import static dev.facepay.http.docs.Answers.problem;
import static dev.facepay.http.docs.Answers.text;

import dev.facepay.console.http.ActsController;
import dev.facepay.console.http.AttentionController;
import dev.facepay.console.http.CoverageController;
import dev.facepay.console.http.PaymentsController.Found;
import dev.facepay.console.http.PaymentsController.Payments;
import dev.facepay.console.http.ReportProblem;
import dev.facepay.console.http.StorageController;
import dev.facepay.console.http.TotalsController.Fares;
import dev.facepay.console.http.TotalsController.Sums;
import dev.facepay.console.http.TradeActsController;
import dev.facepay.console.http.TradesController;
import dev.facepay.console.read.PaymentPage;
import dev.facepay.http.CommonProblem;
import dev.facepay.http.OperatorProblem;
import dev.facepay.http.Problem;
import dev.facepay.http.docs.Description;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The description of the API, made from the running code. */
@Configuration(proxyBeanMethods = false)
public class ApiDescription {

  private static final String ABOUT =
      """
      What happened to every payment, for the people who run the system and for their programs.

      * Times are RFC 3339 UTC, money is fen, days are WeChat's (UTC+8): of the payment if paid, \
      else of the request.
      * Lists go on with `cursor`; rows that come in meanwhile shift nothing.
      * The read side follows the log by about a second.
      * Errors are problems by RFC 9457: decide by `code` and `retryable`.
      """;

  @Bean
  OpenAPI description() {
    return Description.of(
        "FacePay report API",
        ABOUT,
        "operator-key",
        "An operator's key with scope `payments:read`, for acts `payments:act`.");
  }

  @Bean
  OpenApiCustomizer operations() {
    return api -> {
      Description.schemas(
          api,
          PaymentPage.class,
          Payments.class,
          Found.class,
          AttentionController.Attention.class,
          Sums.class,
          Fares.class,
          CoverageController.Report.class,
          TradesController.TradeList.class,
          StorageController.Storage.class,
          ActsController.Wish.class,
          TradeActsController.Wish.class,
          Problem.class);
      describe(api.getPaths());
      describeActs(api.getPaths());
      ReportOperations.describe(api.getPaths());
    };
  }

  private static void describe(Paths paths) {
    get(paths, "/v1/payments", "listPayments", "Payments by where, when and how they stand")
        .description("Newest first; with `open=true` or an open state oldest first.")
        .getResponses()
        .addApiResponse("200", answer("Payments", "Payments"))
        .addApiResponse("400", problem(CommonProblem.INVALID_REQUEST));
    get(paths, "/v1/payments/{id}", "getPayment", "A payment and all that happened to it")
        .getResponses()
        .addApiResponse("200", answer("Payment", "Payment"))
        .addApiResponse("404", problem(ReportProblem.PAYMENT_NOT_FOUND));
    get(
            paths,
            "/v1/search",
            "search",
            "Whatever a number stands for: order, out_trade_no, WeChat's, id")
        .description(
            "`payments`, each with its report on its timeline; `trades`: those that were paid"
                + " elsewhere, with the timeline of their report.")
        .getResponses()
        .addApiResponse("200", answer("Found", "Found"))
        .addApiResponse("400", problem(CommonProblem.INVALID_REQUEST));
    get(paths, "/v1/attention", "listAttention", "What a person must look at, oldest first")
        .description(
            "`payments`: what a stage could not do alone. `reports`: trades whose report to WeChat"
                + " is overdue or failed for a known reason. Together they are one list by"
                + " `attention_since`, and `cursor` goes on in both.")
        .getResponses()
        .addApiResponse("200", answer("Attention", "Attention"))
        .addApiResponse("400", problem(CommonProblem.INVALID_REQUEST));
    ApiResponse sums = answer("Sums", "Sums");
    sums.getContent()
        .addMediaType(
            "text/csv", new MediaType().schema(new StringSchema().types(Set.of("string"))));
    get(paths, "/v1/totals", "getTotals", "Payments and fen, by merchant, store, device, day, …")
        .description(
            "`group_by` is a list of merchant, store, device, day, channel, state;"
                + " `format=csv` for a file.")
        .getResponses()
        .addApiResponse("200", sums)
        .addApiResponse("400", problem(CommonProblem.INVALID_REQUEST));
    for (String place : List.of("stores", "devices")) {
      get(paths, "/v1/" + place, "list" + capital(place), "How " + place + " fare these days")
          .getResponses()
          .addApiResponse("200", answer("Fares", "Fares"))
          .addApiResponse("400", problem(CommonProblem.INVALID_REQUEST));
    }
    get(paths, "/v1/storage", "getStorage", "How full disks and memory are, and until when")
        .description(
            "`kafka` and `mongodb` are the disks under them, `heap` is this process's memory. From"
                + " `filling` on somebody has to make room; when a disk is `full`, new payments"
                + " are refused.")
        .getResponses()
        .addApiResponse("200", answer("Storage", "Storage"));
    get(paths, "/v1/events", "events", "What changes, as server-sent events")
        .description(
            "Event `payment`: `data` is a Payment without its timeline. Event `report`: `data` is"
                + " a TradePage, something about its report is new. Event `reset`: some were"
                + " missed, load all anew.")
        .getResponses()
        .addApiResponse(
            "200", new ApiResponse().description("The stream.").content(text("text/event-stream")));
  }

  private static void describeActs(Paths paths) {
    act(paths, "resolve", "Settle it by what WeChat says: the money does not stay")
        .description(
            "WeChat is asked first, and a wish that its answer contradicts is refused. An open"
                + " payment is settled by the stage that has it; of a settled one what needed"
                + " attention is put to rest. Who, why and WeChat's answer stay with the payment.");
    act(paths, "retry", "Look after it now instead of when it is due")
        .description("Only for a payment whose money is on its way back.");
  }

  private static Operation act(Paths paths, String name, String summary) {
    return act(
        paths,
        "/v1/payments/{id}/" + name,
        name,
        summary,
        answer("Payment", "Payment").description("In the log; follow the payment."),
        problem(
            ReportProblem.ALREADY_SETTLED,
            ReportProblem.OWNED_BY_STAGE,
            ReportProblem.NOTHING_TO_RESOLVE,
            ReportProblem.GATEWAY_CONTRADICTS),
        problem(
            ReportProblem.GATEWAY_UNCLEAR,
            ReportProblem.LOG_UNAVAILABLE,
            ReportProblem.STORE_UNAVAILABLE));
  }

  static Operation act(
      Paths paths,
      String address,
      String id,
      String summary,
      ApiResponse taken,
      ApiResponse refused,
      ApiResponse unavailable) {
    Operation operation =
        begin(Objects.requireNonNull(paths.get(address), address).getPost(), id, summary);
    operation
        .getResponses()
        .addApiResponse("202", taken)
        .addApiResponse("400", problem(CommonProblem.INVALID_REQUEST))
        .addApiResponse("404", problem(ReportProblem.PAYMENT_NOT_FOUND))
        .addApiResponse("409", refused)
        .addApiResponse("503", unavailable);
    return operation;
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  static Operation get(Paths paths, String address, String id, String summary) {
    return begin(Objects.requireNonNull(paths.get(address), address).getGet(), id, summary);
  }

  private static Operation begin(Operation operation, String id, String summary) {
    operation.setOperationId(id);
    operation.setSummary(summary);
    operation.setTags(List.of("payments"));
    operation.setResponses(
        new ApiResponses()
            .addApiResponse("401", problem(OperatorProblem.UNAUTHORIZED))
            .addApiResponse("403", problem(OperatorProblem.SCOPE_MISSING))
            .addApiResponse("500", problem(CommonProblem.INTERNAL_ERROR))
            .addApiResponse("503", problem(ReportProblem.STORE_UNAVAILABLE, CommonProblem.BUSY)));
    return operation;
  }
}
