package dev.facepay.http;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * One wrong field; its value is never repeated.
 *
 * @param field the name that stands in the body
 * @param detail the rule that it breaks
 */
@Schema(
    name = "FieldError",
    description = "One field that breaks a rule; its value is not repeated.")
public record FieldError(
    @Schema(example = "total_fee") String field,
    @Schema(example = "must be a whole number of fen from 1 to 100000000") String detail) {}
