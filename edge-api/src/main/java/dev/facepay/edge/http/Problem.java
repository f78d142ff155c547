package dev.facepay.edge.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.edge.request.FieldError;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What went wrong, by RFC 9457. */
@Schema(
    name = "Problem",
    description = "What went wrong (RFC 9457). Decide by `code` and `retryable`, never by texts.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    @Schema(example = "urn:facepay:problem:order_number_reused") String type,
    @Schema(example = "Order number reused") String title,
    @Schema(example = "409") int status,
    @Schema(description = "What is particular to this case.") @Nullable String detail,
    @Schema(requiredMode = RequiredMode.REQUIRED, example = "order_number_reused") String code,
    @Schema(
            requiredMode = RequiredMode.REQUIRED,
            description = "Whether the same request, unchanged, can succeed later.")
        boolean retryable,
    @JsonProperty("what_to_do") String whatToDo,
    @Schema(description = "The fields that break a rule.") @Nullable List<FieldError> errors) {

  public static final String MEDIA_TYPE = "application/problem+json";

  public static Problem of(ProblemCode code) {
    return of(code, null);
  }

  static Problem of(ProblemCode code, @Nullable String detail) {
    return of(code, detail, null);
  }

  public static Problem of(
      ProblemCode code, @Nullable String detail, @Nullable List<FieldError> errors) {
    return new Problem(
        "urn:facepay:problem:" + code.wire(),
        title(code),
        code.status(),
        detail,
        code.wire(),
        code.retryable(),
        code.whatToDo(),
        errors);
  }

  private static String title(ProblemCode code) {
    String words = code.wire().replace('_', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
