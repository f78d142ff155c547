package dev.facepay.edge.docs;

import static dev.facepay.http.docs.Answers.body;
import static dev.facepay.http.docs.Answers.json;
import static dev.facepay.http.docs.Answers.problem;

import dev.facepay.edge.http.EdgeProblem;
import dev.facepay.http.CommonProblem;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.List;
import java.util.Objects;

/** The credential's operation; an address that does not exist breaks this. */
final class CredentialOperations {

  private CredentialOperations() {}

  static void describe(Paths paths) {
    Operation operation = Objects.requireNonNull(paths.get("/v1/auth"), "/v1/auth").getPost();
    operation.setOperationId("auth");
    operation.setSummary("The face SDK's credential");
    operation.setTags(List.of("devices"));
    operation.setDescription(
        "Answers at once where a credential is kept: it is renewed ahead for devices in use. Else"
            + " WeChat is asked as long as the device waits. A device whose own credential is still"
            + " good may go on with it after any problem.");
    operation.setRequestBody(body("CredentialRequest"));
    operation
        .getParameters()
        .forEach(
            prefer ->
                prefer
                    .description("`wait=N`: wait up to N seconds, 0 to 30 (RFC 7240).")
                    .example("wait=10"));
    operation.setResponses(
        new ApiResponses()
            .addApiResponse(
                "200", new ApiResponse().description("The credential.").content(json("Credential")))
            .addApiResponse(
                "400",
                problem(
                    CommonProblem.INVALID_REQUEST,
                    CommonProblem.MALFORMED_JSON,
                    EdgeProblem.CREDENTIAL_FIELD_REFUSED))
            .addApiResponse("401", problem(EdgeProblem.UNAUTHORIZED))
            .addApiResponse("413", problem(CommonProblem.BODY_TOO_LARGE))
            .addApiResponse("415", problem(CommonProblem.UNSUPPORTED_MEDIA_TYPE))
            .addApiResponse("429", problem(EdgeProblem.RATE_LIMITED))
            .addApiResponse(
                "500", problem(EdgeProblem.MERCHANT_NOT_SET_UP, CommonProblem.INTERNAL_ERROR))
            .addApiResponse("502", problem(EdgeProblem.GATEWAY_REFUSED))
            .addApiResponse(
                "503",
                problem(
                    EdgeProblem.GATEWAY_UNAVAILABLE,
                    EdgeProblem.CREDENTIAL_UNANSWERED,
                    EdgeProblem.STARTING,
                    CommonProblem.BUSY)));
  }
}
