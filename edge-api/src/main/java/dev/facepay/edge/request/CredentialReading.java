package dev.facepay.edge.request;

import dev.facepay.http.FieldError;
import java.util.List;

/** What the body of a wish for a credential turned out to be. */
public sealed interface CredentialReading {

  record Valid(CredentialRequest request) implements CredentialReading {}

  /** JSON, but not by the rules. */
  record Invalid(List<FieldError> errors) implements CredentialReading {

    public Invalid {
      errors = List.copyOf(errors);
    }
  }

  /**
   * @param why where it stops being JSON, without its text
   */
  record Malformed(String why) implements CredentialReading {}
}
