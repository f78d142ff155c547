/**
 * Trades that must be reported to WeChat: each one's report, coverage, and what a person may do
 * about a report.
 */
@NullMarked
package dev.facepay.console.report;

import org.jspecify.annotations.NullMarked;
