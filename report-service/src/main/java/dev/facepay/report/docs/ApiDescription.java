package dev.facepay.report.docs;

import dev.facepay.report.http.ActsController;
import dev.facepay.report.http.CoverageController;
import dev.facepay.report.http.PaymentsController.Payments;
import dev.facepay.report.http.Problem;
import dev.facepay.report.http.ProblemCode;
import dev.facepay.report.http.TotalsController.Fares;
import dev.facepay.report.http.TotalsController.Sums;
import dev.facepay.report.http.TradesController;
import dev.facepay.report.read.PaymentPage;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The description of the API, made from the running code. */
@Configuration(proxyBeanMethods = false)
public class ApiDescription {

  private static final String KEY = "operator-key";

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
    return new OpenAPI()
        .info(new Info().title("FacePay report API").version("1").description(ABOUT))
        .servers(List.of(new Server().url("/")))
        .addSecurityItem(new SecurityRequirement().addList(KEY))
        .components(
            new Components()
                .addSecuritySchemes(
                    KEY,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description(
                            "An operator's key with scope `payments:read`, for acts"
                                + " `payments:act`.")));
  }

  @Bean
  OpenApiCustomizer operations() {
    return api -> {
      ModelConverters models = ModelConverters.getInstance(true);
      for (Class<?> model :
          List.of(
              PaymentPage.class,
              Payments.class,
              Sums.class,
              Fares.class,
              CoverageController.Report.class,
              TradesController.TradeList.class,
              ActsController.Wish.class,
              Problem.class)) {
        models.readAll(model).forEach(api.getComponents()::addSchemas);
      }
      describe(api.getPaths());
      describeReports(api.getPaths());
      describeActs(api.getPaths());
    };
  }

  private static void describe(Paths paths) {
    get(paths, "/v1/payments", "listPayments", "Payments by where, when and how they stand")
        .description("Newest first; with `open=true` or an open state oldest first.")
        .getResponses()
        .addApiResponse("200", json("Payments"))
        .addApiResponse("400", problem(ProblemCode.INVALID_REQUEST));
    get(paths, "/v1/payments/{id}", "getPayment", "A payment and all that happened to it")
        .getResponses()
        .addApiResponse("200", json("Payment"))
        .addApiResponse("404", problem(ProblemCode.PAYMENT_NOT_FOUND));
    get(paths, "/v1/search", "search", "Payments by any number: order, out_trade_no, WeChat's, id")
        .getResponses()
        .addApiResponse("200", json("Payments"))
        .addApiResponse("400", problem(ProblemCode.INVALID_REQUEST));
    get(paths, "/v1/attention", "listAttention", "What a person must look at, oldest first")
        .getResponses()
        .addApiResponse("200", json("Payments"))
        .addApiResponse("400", problem(ProblemCode.INVALID_REQUEST));
    ApiResponse sums = json("Sums");
    sums.getContent()
        .addMediaType(
            "text/csv", new MediaType().schema(new StringSchema().types(Set.of("string"))));
    get(paths, "/v1/totals", "getTotals", "Payments and fen, by merchant, store, device, day, …")
        .description(
            "`group_by` is a list of merchant, store, device, day, channel, state;"
                + " `format=csv` for a file.")
        .getResponses()
        .addApiResponse("200", sums)
        .addApiResponse("400", problem(ProblemCode.INVALID_REQUEST));
    for (String place : List.of("stores", "devices")) {
      get(paths, "/v1/" + place, "list" + capital(place), "How " + place + " fare these days")
          .getResponses()
          .addApiResponse("200", json("Fares"))
          .addApiResponse("400", problem(ProblemCode.INVALID_REQUEST));
    }
    get(paths, "/v1/events", "events", "Payments that change, as server-sent events")
        .description(
            "Event `payment`: `data` is a Payment without its timeline. Event `reset`: some were"
                + " missed, load all anew.")
        .getResponses()
        .addApiResponse(
            "200",
            new ApiResponse()
                .description("The stream.")
                .content(
                    new Content()
                        .addMediaType(
                            "text/event-stream",
                            new MediaType().schema(new StringSchema().types(Set.of("string"))))));
  }

  private static void describeReports(Paths paths) {
    get(paths, "/v1/coverage", "getCoverage", "How much of what must be reported to WeChat is")
        .description(
            "Per device and WeChat's day (UTC+8). `due`: succeeded and no face payment;"
                + " `confirmed`: the device's face SDK took the report; `ratio`: confirmed of due.")
        .getResponses()
        .addApiResponse("200", json("Report"))
        .addApiResponse("400", problem(ProblemCode.INVALID_REQUEST));
    get(
            paths,
            "/v1/coverage.csv",
            "getCoverageFile",
            "The same as the file for WeChat's acceptance")
        .getResponses()
        .addApiResponse(
            "200",
            new ApiResponse()
                .description("With a header line, by RFC 4180.")
                .content(
                    new Content()
                        .addMediaType(
                            "text/csv",
                            new MediaType().schema(new StringSchema().types(Set.of("string"))))))
        .addApiResponse("400", problem(ProblemCode.INVALID_REQUEST));
    get(paths, "/v1/trades", "listTrades", "Trades that must be reported, oldest first")
        .description("`attention=true`: those that have waited so long that a person should look.")
        .getResponses()
        .addApiResponse("200", json("TradeList"))
        .addApiResponse("400", problem(ProblemCode.INVALID_REQUEST));
    get(paths, "/v1/trades/{id}", "getTrade", "A trade and every try to report it")
        .getResponses()
        .addApiResponse("200", json("TradePage"))
        .addApiResponse("404", problem(ProblemCode.PAYMENT_NOT_FOUND));
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
    Operation operation =
        begin(
            Objects.requireNonNull(paths.get("/v1/payments/{id}/" + name), name).getPost(),
            name,
            summary);
    ApiResponse taken = json("Payment").description("In the log; follow the payment.");
    operation
        .getResponses()
        .addApiResponse("202", taken)
        .addApiResponse("400", problem(ProblemCode.INVALID_REQUEST))
        .addApiResponse("404", problem(ProblemCode.PAYMENT_NOT_FOUND))
        .addApiResponse(
            "409",
            problem(
                ProblemCode.ALREADY_SETTLED,
                ProblemCode.OWNED_BY_STAGE,
                ProblemCode.NOTHING_TO_RESOLVE,
                ProblemCode.GATEWAY_CONTRADICTS))
        .addApiResponse(
            "503",
            problem(
                ProblemCode.GATEWAY_UNCLEAR,
                ProblemCode.LOG_UNAVAILABLE,
                ProblemCode.STORE_UNAVAILABLE));
    return operation;
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  private static Operation get(Paths paths, String address, String id, String summary) {
    return begin(Objects.requireNonNull(paths.get(address), address).getGet(), id, summary);
  }

  private static Operation begin(Operation operation, String id, String summary) {
    operation.setOperationId(id);
    operation.setSummary(summary);
    operation.setTags(List.of("payments"));
    operation.setResponses(
        new ApiResponses()
            .addApiResponse("401", problem(ProblemCode.UNAUTHORIZED))
            .addApiResponse("403", problem(ProblemCode.FORBIDDEN))
            .addApiResponse("500", problem(ProblemCode.INTERNAL_ERROR))
            .addApiResponse("503", problem(ProblemCode.STORE_UNAVAILABLE, ProblemCode.BUSY)));
    return operation;
  }

  private static ApiResponse json(String schema) {
    return new ApiResponse()
        .description(schema)
        .content(
            new Content()
                .addMediaType(
                    org.springframework.http.MediaType.APPLICATION_JSON_VALUE,
                    new MediaType().schema(ref(schema))));
  }

  private static ApiResponse problem(ProblemCode... codes) {
    String names =
        Arrays.stream(codes).map(c -> "`" + c.wire() + "`").collect(Collectors.joining(", "));
    return new ApiResponse()
        .description(names)
        .content(
            new Content()
                .addMediaType(
                    org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                    new MediaType().schema(ref("Problem"))));
  }

  private static Schema<?> ref(String name) {
    return new Schema<>().$ref("#/components/schemas/" + name);
  }
}
