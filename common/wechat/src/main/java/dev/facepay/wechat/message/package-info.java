/** From a request to the fields that are sent; inside this module only. */
@NullMarked
package dev.facepay.wechat.message;

import org.jspecify.annotations.NullMarked;
