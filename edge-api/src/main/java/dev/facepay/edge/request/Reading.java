package dev.facepay.edge.request;

import dev.facepay.http.FieldError;
import java.util.List;

/** What a body turned out to be. */
public sealed interface Reading {

  record Valid(PaymentRequest request) implements Reading {}

  /** JSON, but not by the rules. */
  record Invalid(List<FieldError> errors) implements Reading {

    public Invalid {
      errors = List.copyOf(errors);
    }
  }

  /**
   * @param why where it stops being JSON, without its text
   */
  record Malformed(String why) implements Reading {}
}
