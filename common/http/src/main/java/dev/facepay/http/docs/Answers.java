package dev.facepay.http.docs;

import dev.facepay.http.Problem;
import dev.facepay.http.ProblemCode;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Bodies and answers as they stand in a description. */
public final class Answers {

  private Answers() {}

  public static Schema<?> ref(String schema) {
    return new Schema<>().$ref("#/components/schemas/" + schema);
  }

  public static Content json(String schema) {
    return new Content().addMediaType("application/json", new MediaType().schema(ref(schema)));
  }

  public static Content text(String mediaType) {
    return new Content()
        .addMediaType(
            mediaType, new MediaType().schema(new StringSchema().types(Set.of("string"))));
  }

  public static RequestBody body(String schema) {
    return new RequestBody().required(true).content(json(schema));
  }

  public static ApiResponse answer(String schema, String description) {
    return new ApiResponse().description(description).content(json(schema));
  }

  /**
   * @param codes one or more of one status
   */
  public static ApiResponse problem(ProblemCode... codes) {
    MediaType body = new MediaType().schema(ref("Problem"));
    for (ProblemCode code : codes) {
      body.addExamples(code.wire(), new Example().value(example(Problem.of(code))));
    }
    String names =
        Arrays.stream(codes).map(c -> "`" + c.wire() + "`").collect(Collectors.joining(", "));
    return new ApiResponse()
        .description(names)
        .content(new Content().addMediaType("application/problem+json", body));
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
}
