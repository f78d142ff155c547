/** Signatures, XML and times as WeChat's V2 protocol has them; inside this module only. */
@NullMarked
package dev.facepay.wechat.wire;

import org.jspecify.annotations.NullMarked;
