package dev.facepay.http;

/** Why an operator is not let in. */
public enum OperatorProblem implements ProblemCode {
  UNAUTHORIZED("unauthorized", 401, "Send an operator's key as a bearer token."),
  SCOPE_MISSING("scope_missing", 403, "Use a key that has the scope, or have it added.");

  private final Terms terms;

  OperatorProblem(String wire, int status, String whatToDo) {
    terms = new Terms(wire, status, false, whatToDo);
  }

  @Override
  public Terms terms() {
    return terms;
  }
}
