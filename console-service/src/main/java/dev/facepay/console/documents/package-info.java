/**
 * What payments and trades have in common: documents that facts are folded into, lists of them, and
 * sums over them.
 */
@NullMarked
package dev.facepay.console.documents;

import org.jspecify.annotations.NullMarked;
