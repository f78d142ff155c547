package dev.facepay.http;

/** Why an operator is not let in. */
public enum OperatorProblem implements ProblemCode {
  UNAUTHORIZED("unauthorized", 401, false, "Send an operator's key as a bearer token."),
  SCOPE_MISSING("scope_missing", 403, false, "Use a key that has the scope, or have it added."),
  TOO_MANY_TRIES(
      "too_many_tries", 429, true, "Wait for `Retry-After`, then show a key that is right.");

  private final Terms terms;

  OperatorProblem(String wire, int status, boolean retryable, String whatToDo) {
    terms = new Terms(wire, status, retryable, whatToDo);
  }

  @Override
  public Terms terms() {
    return terms;
  }
}
