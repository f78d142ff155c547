package dev.facepay.runtime.operator;

import java.util.Set;

/**
 * A person or program that runs the system; known by its key.
 *
 * @param name what audits call it: 1 to 64 characters
 */
public record Operator(String name, Set<Scope> scopes) {

  private static final int NAME_CHARACTERS_MAX = 64;

  public Operator {
    if (name.isBlank() || name.length() > NAME_CHARACTERS_MAX) {
      throw new IllegalArgumentException(
          "an operator's name has 1 to " + NAME_CHARACTERS_MAX + " characters");
    }
    scopes = Set.copyOf(scopes);
  }
}
