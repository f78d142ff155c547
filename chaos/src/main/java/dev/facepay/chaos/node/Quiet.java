package dev.facepay.chaos.node;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Warnings alone, to standard output: for programs that no framework gives a log. */
public final class Quiet {

  private Quiet() {}

  public static void log() {
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
  }
}
