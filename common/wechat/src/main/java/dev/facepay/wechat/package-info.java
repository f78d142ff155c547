/** WeChat Pay's V2 wire protocol. */
@NullMarked
package dev.facepay.wechat;

import org.jspecify.annotations.NullMarked;
