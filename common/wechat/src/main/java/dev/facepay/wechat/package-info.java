/** WeChat Pay's V2 wire protocol: one client, five calls, no exception for an expected outcome. */
@NullMarked
package dev.facepay.wechat;

import org.jspecify.annotations.NullMarked;
