/** WeChat's bills against our facts, every day. */
@NullMarked
package dev.facepay.reconcile;

import org.jspecify.annotations.NullMarked;
