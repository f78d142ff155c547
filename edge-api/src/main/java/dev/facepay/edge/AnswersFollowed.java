package dev.facepay.edge;

/** Whether all that was in the log when this instance began has been seen. */
@FunctionalInterface
interface AnswersFollowed {

  boolean caughtUp();
}
