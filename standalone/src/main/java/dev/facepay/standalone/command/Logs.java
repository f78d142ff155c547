package dev.facepay.standalone.command;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * One JVM has one logging: said here, before anything logs, and Spring Boot told to leave it. The
 * terminal stays for what a person came for.
 */
public final class Logs {

  /** Three files of this size: some days of a shop, and no disk is filled by them. */
  private static final String FILE_SIZE_MAX = "50MB";

  private static final int FILES_KEPT = 2;

  private Logs() {}

  /** To a file. */
  public static void toFile(Path file) {
    LoggerContext context = fresh();
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setFile(file.toString());
    FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
    rolling.setContext(context);
    rolling.setParent(appender);
    rolling.setFileNamePattern(file + ".%i");
    rolling.setMinIndex(1);
    rolling.setMaxIndex(FILES_KEPT);
    rolling.start();
    SizeBasedTriggeringPolicy<ILoggingEvent> trigger = new SizeBasedTriggeringPolicy<>();
    trigger.setContext(context);
    trigger.setMaxFileSize(FileSize.valueOf(FILE_SIZE_MAX));
    trigger.start();
    appender.setRollingPolicy(rolling);
    appender.setTriggeringPolicy(trigger);
    attach(context, appender);
  }

  /** To standard error, for a person who looks for a fault. */
  public static void toConsole() {
    LoggerContext context = fresh();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setTarget("System.err");
    attach(context, appender);
  }

  /** Nothing but faults, to standard error: for the short commands. */
  public static void quiet() {
    toConsole();
    level(Logger.ROOT_LOGGER_NAME, Level.OFF);
  }

  private static LoggerContext fresh() {
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    // The web server logs by java.util.logging.
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    level(Logger.ROOT_LOGGER_NAME, Level.INFO);
    // Their INFO is a page a second while starting and tells nothing that a person acts on.
    level("org.apache.kafka", Level.WARN);
    level("kafka", Level.WARN);
    level("state.change.logger", Level.WARN);
    level("org.mongodb.driver", Level.WARN);
    level("org.apache.coyote", Level.WARN);
    level("org.springframework", Level.WARN);
    // Their warnings are about what is known and meant: a class loader that goes with the process,
    // indexes that the database inside does without.
    level("org.apache.catalina", Level.ERROR);
    level("org.apache.tomcat", Level.ERROR);
    // Each client of a broker that is away warns several times a second; our own parts say it once.
    level("org.apache.kafka.clients.NetworkClient", Level.ERROR);
    level("org.apache.kafka.clients.consumer.internals.OffsetFetcherUtils", Level.ERROR);
    level("de.bwaldvogel", Level.ERROR);
    return context;
  }

  private static void level(String logger, Level level) {
    ((Logger) LoggerFactory.getLogger(logger)).setLevel(level);
  }

  private static void attach(LoggerContext context, OutputStreamAppender<ILoggingEvent> appender) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(
        "%d{\"yyyy-MM-dd'T'HH:mm:ss.SSSXXX\",UTC} %-5level %-28.28logger{27} %msg %kvp{NONE}%n%ex");
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).addAppender(appender);
  }
}
