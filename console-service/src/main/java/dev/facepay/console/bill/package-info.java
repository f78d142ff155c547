/** WeChat's bills as they were compared with our facts: each merchant's days, and what differs. */
@NullMarked
package dev.facepay.console.bill;

import org.jspecify.annotations.NullMarked;
