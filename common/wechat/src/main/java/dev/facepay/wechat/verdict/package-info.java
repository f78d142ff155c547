/** From an answer's fields to what they prove; inside this module only. */
@NullMarked
package dev.facepay.wechat.verdict;

import org.jspecify.annotations.NullMarked;
