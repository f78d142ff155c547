package dev.facepay.http;

/**
 * One wrong field; its value is never repeated.
 *
 * @param field the name that stands in the body
 * @param detail the rule that it breaks
 */
public record FieldError(String field, String detail) {}
