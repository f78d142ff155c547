/** Trade reports: what a device shall report to WeChat, what it says of it, and told trades. */
@NullMarked
package dev.facepay.edge.report;

import org.jspecify.annotations.NullMarked;
