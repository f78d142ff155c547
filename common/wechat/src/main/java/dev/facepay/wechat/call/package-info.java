/** What is asked of WeChat, and what its answer proves. */
@NullMarked
package dev.facepay.wechat.call;

import org.jspecify.annotations.NullMarked;
