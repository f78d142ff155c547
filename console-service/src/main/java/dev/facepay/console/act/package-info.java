/** What a person may do about a payment: asked of WeChat first, then of the stage that owns it. */
@NullMarked
package dev.facepay.console.act;

import org.jspecify.annotations.NullMarked;
