package dev.facepay.edge.report;

/**
 * Whether all that was in the log of reports when this instance began has been seen. Before that, a
 * device may neither be told to report what it has reported, nor to forget what it was asked.
 */
@FunctionalInterface
public interface ReportsFollowed {

  boolean caughtUp();
}
