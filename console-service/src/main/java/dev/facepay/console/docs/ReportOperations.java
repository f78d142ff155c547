package dev.facepay.console.docs;

import static dev.facepay.console.docs.ApiDescription.get;
import static dev.facepay.http.docs.Answers.answer;
import static dev.facepay.http.docs.Answers.problem;
import static dev.facepay.http.docs.Answers.text;

import dev.facepay.console.http.ReportProblem;
import dev.facepay.http.CommonProblem;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.responses.ApiResponse;

/** Reports to WeChat; an address that does not exist breaks this. */
final class ReportOperations {

  private ReportOperations() {}

  static void describe(Paths paths) {
    get(paths, "/v1/coverage", "getCoverage", "How much of what must be reported to WeChat is")
        .description(
            "Per device and WeChat's day (UTC+8). `due`: succeeded and no face payment;"
                + " `confirmed`: the device's face SDK took the report; `ratio`: confirmed of due;"
                + " `resolved`: ended by a person without that, due all the same.")
        .getResponses()
        .addApiResponse("200", answer("Report", "Report"))
        .addApiResponse("400", problem(CommonProblem.INVALID_REQUEST));
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
                .content(text("text/csv")))
        .addApiResponse("400", problem(CommonProblem.INVALID_REQUEST));
    get(paths, "/v1/trades", "listTrades", "Trades that must be reported, oldest first")
        .description("`attention=true`: those that have waited so long that a person should look.")
        .getResponses()
        .addApiResponse("200", answer("TradeList", "TradeList"))
        .addApiResponse("400", problem(CommonProblem.INVALID_REQUEST));
    get(paths, "/v1/trades/{id}", "getTrade", "A trade and every try to report it")
        .getResponses()
        .addApiResponse("200", answer("TradePage", "TradePage"))
        .addApiResponse("404", problem(ReportProblem.PAYMENT_NOT_FOUND));
    describeActs(paths);
  }

  private static void describeActs(Paths paths) {
    act(paths, "retry", "Have its device asked once more, now")
        .description(
            "Also after it was given up: then it is tried for another month. Within a minute of the"
                + " last ask the device is about to answer; then it is asked when that is over.");
    act(paths, "resolve", "End it: it was reported by hand, or need not be")
        .description(
            "The word of a person, with evidence: WeChat can't be asked about reports. The device"
                + " is asked no more, and it needs nobody's attention; coverage counts it as"
                + " `resolved`, never as confirmed. Should the device confirm it all the same, that"
                + " counts.");
  }

  private static Operation act(Paths paths, String name, String summary) {
    return ApiDescription.act(
        paths,
        "/v1/trades/{id}/" + name,
        name + "Report",
        summary,
        answer("TradePage", "TradePage").description("In the log; follow the trade."),
        problem(
            ReportProblem.ALREADY_REPORTED,
            ReportProblem.REPORT_NOT_DUE,
            ReportProblem.REPORT_RESOLVED,
            ReportProblem.DEVICE_REVOKED),
        problem(ReportProblem.LOG_UNAVAILABLE, ReportProblem.STORE_UNAVAILABLE));
  }
}
