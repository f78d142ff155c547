package dev.facepay.wechat;

import java.util.Arrays;
import java.util.Optional;

/** Why a call ended as it did: a code of WeChat's, an obstacle on our side, or another text. */
public sealed interface Code permits GatewayCode, Code.Obstacle, Code.Other {

  /** There is no code. */
  Code NONE = new Other("");

  /** As it is written in facts, logs and screens. */
  String text();

  /** A code that the specification lists, else its text; the match is exact. */
  static Code read(String text) {
    Optional<Code> listed =
        Arrays.stream(GatewayCode.values())
            .filter(code -> code.name().equals(text))
            .map(Code.class::cast)
            .findFirst();
    return listed.orElseGet(() -> text.isEmpty() ? NONE : new Other(text));
  }

  /** Why nothing was sent. */
  enum Obstacle implements Code {
    /** No domain could be connected to. */
    NO_CONNECTION,
    /** The wait for the merchant's quota, a connection or a handshake was over. */
    NO_SLOT,
    /** A field breaks a rule; the text begins with its wire name. */
    INVALID_FIELD,
    /** The order's own end is too near by now. */
    EXPIRES_TOO_SOON,
    /** This process has no key of that merchant. */
    UNKNOWN_MERCHANT,
    /** The merchant has no client certificate here, and the call needs one. */
    NO_CERTIFICATE,
    /** The client certificate has ended. */
    CERTIFICATE_EXPIRED,
    /** The client certificate's file can no longer be opened. */
    BAD_CERTIFICATE;

    /** Whether the next call may go through although nobody has mended anything. */
    boolean passes() {
      return this == NO_CONNECTION || this == NO_SLOT;
    }

    @Override
    public String text() {
      return name();
    }
  }

  /** A code that the specification does not list, an HTTP status, or nothing. */
  record Other(String text) implements Code {}
}
