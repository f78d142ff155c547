/** How bytes get to WeChat and back, and whether any left; inside this module only. */
@NullMarked
package dev.facepay.wechat.http;

import org.jspecify.annotations.NullMarked;
