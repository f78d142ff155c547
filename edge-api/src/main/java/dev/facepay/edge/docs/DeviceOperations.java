package dev.facepay.edge.docs;

import static dev.facepay.http.docs.Answers.answer;
import static dev.facepay.http.docs.Answers.body;
import static dev.facepay.http.docs.Answers.problem;

import dev.facepay.edge.http.EdgeProblem;
import dev.facepay.http.CommonProblem;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.List;
import java.util.Objects;

/** A device's own affairs; an address that does not exist breaks this. */
final class DeviceOperations {

  private DeviceOperations() {}

  static void describe(Paths paths) {
    enrol(at(paths, "/v1/devices/enroll").getPost());
    me(at(paths, "/v1/devices/me").getGet());
    heartbeat(at(paths, "/v1/devices/me/heartbeat").getPost());
  }

  private static PathItem at(Paths paths, String address) {
    return Objects.requireNonNull(paths.get(address), address);
  }

  private static void enrol(Operation operation) {
    begin(operation, "enrol", "Turn an enrolment code into this device's key")
        .description(
            "Needs no key. A code works once, for a short while. The answer shows the key this"
                + " once: store it before anything else. After `enrolment_unanswered` show the same"
                + " code again; should it be used up, a new one must be made.");
    operation.setSecurity(List.of());
    operation.setRequestBody(body("EnrolmentCode"));
    operation
        .getResponses()
        .addApiResponse("201", answer("Enrolled", "The device has its key."))
        .addApiResponse("400", problem(CommonProblem.INVALID_REQUEST, CommonProblem.MALFORMED_JSON))
        .addApiResponse(
            "403",
            problem(
                EdgeProblem.ENROLMENT_CODE_UNKNOWN,
                EdgeProblem.ENROLMENT_CODE_EXPIRED,
                EdgeProblem.ENROLMENT_CODE_USED))
        .addApiResponse("415", problem(CommonProblem.UNSUPPORTED_MEDIA_TYPE))
        .addApiResponse(
            "503",
            problem(EdgeProblem.ENROLMENT_UNANSWERED, EdgeProblem.STARTING, CommonProblem.BUSY));
    operation.getResponses().remove("401");
  }

  private static void me(Operation operation) {
    begin(operation, "me", "Who and where this device is")
        .description("What the face SDK must be told, and the time.");
    operation.getResponses().addApiResponse("200", answer("Terminal", "The device."));
  }

  private static void heartbeat(Operation operation) {
    begin(operation, "heartbeat", "Say that the device is alive, and what runs on it")
        .description("Every few minutes is enough. One that is lost does no harm.");
    operation.setRequestBody(body("Heartbeat"));
    operation
        .getResponses()
        .addApiResponse("204", new ApiResponse().description("Taken."))
        .addApiResponse("400", problem(CommonProblem.INVALID_REQUEST, CommonProblem.MALFORMED_JSON))
        .addApiResponse("415", problem(CommonProblem.UNSUPPORTED_MEDIA_TYPE))
        .addApiResponse(
            "503",
            problem(
                EdgeProblem.HEARTBEAT_NOT_TAKEN,
                EdgeProblem.STORAGE_FULL,
                EdgeProblem.STARTING,
                CommonProblem.BUSY));
  }

  static Operation begin(Operation operation, String id, String summary) {
    operation.setOperationId(id);
    operation.setSummary(summary);
    operation.setTags(List.of("devices"));
    operation.setResponses(
        new ApiResponses()
            .addApiResponse("401", problem(EdgeProblem.UNAUTHORIZED))
            .addApiResponse("429", problem(EdgeProblem.RATE_LIMITED))
            .addApiResponse("500", problem(CommonProblem.INTERNAL_ERROR))
            .addApiResponse("503", problem(EdgeProblem.STARTING, CommonProblem.BUSY)));
    return operation;
  }
}
