package dev.facepay.http.operator;

import dev.facepay.runtime.operator.OperatorKeys;
import dev.facepay.runtime.operator.OperatorKeys.Operator;
import java.time.Duration;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;

/**
 * Tells whose key it is, as often as {@link Tries} allow.
 *
 * <p>Asked with the key as credentials and the client's address as details; the answer has the
 * operator as principal, scopes as authorities, and still the key.
 */
final class KnownKeys implements AuthenticationManager {

  private final OperatorKeys keys;
  private final Tries tries;
  private final RefusedTries refused;

  KnownKeys(OperatorKeys keys, Tries tries, RefusedTries refused) {
    this.keys = keys;
    this.tries = tries;
    this.refused = refused;
  }

  /** The key was not even looked up. */
  static final class TooManyTries extends AuthenticationException {

    private static final long serialVersionUID = 1;

    private final Duration wait;

    TooManyTries(Duration wait) {
      super("too many wrong keys");
      this.wait = wait;
    }

    Duration retryAfter() {
      return wait;
    }
  }

  @Override
  public Authentication authenticate(Authentication asked) {
    String key = String.valueOf(asked.getCredentials());
    String address = String.valueOf(asked.getDetails());
    String hash = OperatorKeys.sha256(key);
    Duration wait = tries.ask(address, hash);
    if (wait.isPositive()) {
      refused.note("too_many_tries", address);
      throw new TooManyTries(wait);
    }
    Optional<Operator> found = keys.find(key);
    if (found.isEmpty()) {
      tries.wrong(address, hash);
      refused.note("unknown_key", address);
      throw new BadCredentialsException("nobody's key");
    }
    tries.right(address, hash);
    return OperatorSecurity.letIn(found.get(), key);
  }
}
