package dev.facepay.edge.docs;

import static dev.facepay.edge.docs.Answers.json;
import static dev.facepay.edge.docs.Answers.problem;
import static dev.facepay.edge.docs.Answers.ref;

import dev.facepay.edge.http.ProblemCode;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.RequestBody;
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
    operation.setRequestBody(
        new RequestBody().required(true).content(content("CredentialRequest")));
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
                "200",
                new ApiResponse().description("The credential.").content(content("Credential")))
            .addApiResponse(
                "400",
                problem(
                    ProblemCode.INVALID_REQUEST,
                    ProblemCode.MALFORMED_JSON,
                    ProblemCode.CREDENTIAL_FIELD_REFUSED))
            .addApiResponse("401", problem(ProblemCode.UNAUTHORIZED))
            .addApiResponse("413", problem(ProblemCode.BODY_TOO_LARGE))
            .addApiResponse("415", problem(ProblemCode.UNSUPPORTED_MEDIA_TYPE))
            .addApiResponse("429", problem(ProblemCode.RATE_LIMITED))
            .addApiResponse(
                "500", problem(ProblemCode.MERCHANT_NOT_SET_UP, ProblemCode.INTERNAL_ERROR))
            .addApiResponse("502", problem(ProblemCode.GATEWAY_REFUSED))
            .addApiResponse(
                "503",
                problem(
                    ProblemCode.GATEWAY_UNAVAILABLE,
                    ProblemCode.CREDENTIAL_UNANSWERED,
                    ProblemCode.STARTING,
                    ProblemCode.BUSY)));
  }

  private static Content content(String schema) {
    return new Content().addMediaType(json(), new MediaType().schema(ref(schema)));
  }
}
