package dev.facepay.edge.docs;

import dev.facepay.edge.http.Problem;
import dev.facepay.edge.http.ProblemCode;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Answers as they stand in the description. */
final class Answers {

  private Answers() {}

  static String json() {
    return org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
  }

  static Schema<?> ref(String name) {
    return new Schema<>().$ref("#/components/schemas/" + name);
  }

  static ApiResponse payment(String description) {
    return new ApiResponse()
        .description(description)
        .addHeaderObject("ETag", header("Stands for what the device is shown; for If-None-Match."))
        .addHeaderObject("Location", header("Where to ask for the state."))
        .addHeaderObject("Retry-After", header("Seconds, when the state is not final."))
        .addHeaderObject("Preference-Applied", header("The wait that was taken."))
        .content(new Content().addMediaType(json(), new MediaType().schema(ref("Payment"))));
  }

  static ApiResponse problem(ProblemCode... codes) {
    MediaType body = new MediaType().schema(ref("Problem"));
    for (ProblemCode code : codes) {
      body.addExamples(code.wire(), new Example().value(example(Problem.of(code))));
    }
    String names =
        Arrays.stream(codes).map(c -> "`" + c.wire() + "`").collect(Collectors.joining(", "));
    return new ApiResponse()
        .description(names)
        .content(new Content().addMediaType(Problem.MEDIA_TYPE, body));
  }

  private static Map<String, Object> example(Problem problem) {
    Map<String, Object> example = new LinkedHashMap<>();
    example.put("type", problem.type());
    example.put("title", problem.title());
    example.put("status", problem.status());
    example.put("code", problem.code());
    example.put("retryable", problem.retryable());
    example.put("what_to_do", problem.whatToDo());
    return example;
  }

  private static Header header(String description) {
    return new Header().description(description).schema(new StringSchema().types(Set.of("string")));
  }
}
