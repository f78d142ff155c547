package dev.facepay.edge.screen;

/** What the device shall do now. */
public enum NextAction {
  /** It is over: show the message. */
  SHOW_RESULT,
  /** The buyer must type a password on the phone; keep asking for the state. */
  ASK_PASSWORD,
  /** Not paid; another code, card or method can help, as a new attempt. */
  ASK_OTHER_METHOD,
  /** Not paid; whatever was taken goes back by itself. */
  WAIT_REVERSAL,
  /** Somebody of the shop must look at it. */
  CALL_STAFF,
  /** Nothing to show yet; keep asking for the state. */
  WAIT
}
