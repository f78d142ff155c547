/**
 * Trade reports: what a device shall report to WeChat, what it answers, and trades paid elsewhere.
 */
@NullMarked
package dev.facepay.edge.reports;

import org.jspecify.annotations.NullMarked;
