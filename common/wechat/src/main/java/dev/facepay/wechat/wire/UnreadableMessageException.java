package dev.facepay.wechat.wire;

/** A text is no V2 message; never leaves this module. */
public final class UnreadableMessageException extends Exception {

  UnreadableMessageException(String why) {
    super(why);
  }
}
