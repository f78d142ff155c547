package dev.facepay.edge.docs;

import static dev.facepay.http.docs.Answers.body;
import static dev.facepay.http.docs.Answers.json;
import static dev.facepay.http.docs.Answers.problem;

import dev.facepay.edge.http.EdgeProblem;
import dev.facepay.http.CommonProblem;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Objects;

/** Trade reports; an address that does not exist breaks this. */
final class ReportOperations {

  private ReportOperations() {}

  static void describe(Paths paths) {
    open(at(paths, "/v1/devices/me/reports").getGet());
    tell(at(paths, "/v1/devices/me/reports/{id}").getPost());
    trade(at(paths, "/v1/trades").getPost());
  }

  private static PathItem at(Paths paths, String address) {
    return Objects.requireNonNull(paths.get(address), address);
  }

  private static void open(Operation operation) {
    DeviceOperations.begin(operation, "openReports", "What this device shall report to WeChat")
        .description(
            "Waits up to `Prefer: wait=N` seconds for something to report. Make the SDK's call once"
                + " for each try, and tell what came of it.");
    operation
        .getResponses()
        .addApiResponse(
            "200",
            new ApiResponse()
                .description("Open reports, the oldest first; may be none.")
                .content(json("ReportJobs")));
  }

  private static void tell(Operation operation) {
    DeviceOperations.begin(operation, "tellReport", "Say what came of a report")
        .description("The same word again changes nothing, so repeat it until it is taken.");
    operation.setRequestBody(body("ReportWord"));
    operation
        .getResponses()
        .addApiResponse("204", new ApiResponse().description("Taken."))
        .addApiResponse("400", problem(CommonProblem.INVALID_REQUEST, CommonProblem.MALFORMED_JSON))
        .addApiResponse("404", problem(EdgeProblem.REPORT_NOT_KNOWN))
        .addApiResponse("415", problem(CommonProblem.UNSUPPORTED_MEDIA_TYPE))
        .addApiResponse(
            "503", problem(EdgeProblem.REPORT_NOT_TAKEN, EdgeProblem.STARTING, CommonProblem.BUSY));
  }

  private static void trade(Operation operation) {
    DeviceOperations.begin(operation, "tellTrade", "Tell of a trade that was paid elsewhere")
        .description(
            "A trade on this device that FacePay did not charge. It is reported to WeChat by this"
                + " device, like those that FacePay charged by code.");
    operation.setRequestBody(body("ToldTrade"));
    ApiResponse taken = new ApiResponse().description("In the log.");
    operation
        .getResponses()
        .addApiResponse("201", taken)
        .addApiResponse("200", new ApiResponse().description("Known already."))
        .addApiResponse("400", problem(CommonProblem.INVALID_REQUEST, CommonProblem.MALFORMED_JSON))
        .addApiResponse("409", problem(EdgeProblem.TRADE_NUMBER_REUSED))
        .addApiResponse("415", problem(CommonProblem.UNSUPPORTED_MEDIA_TYPE))
        .addApiResponse(
            "503",
            problem(
                EdgeProblem.REPORT_NOT_TAKEN,
                EdgeProblem.STORAGE_FULL,
                EdgeProblem.STARTING,
                CommonProblem.BUSY));
  }
}
