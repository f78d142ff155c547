/** The API that devices speak. */
@NullMarked
package dev.facepay.edge.http;

import org.jspecify.annotations.NullMarked;
