/**
 * What shows payments and reports together: lists, search, attention, and the stream of changes.
 */
@NullMarked
package dev.facepay.console.timeline;

import org.jspecify.annotations.NullMarked;
