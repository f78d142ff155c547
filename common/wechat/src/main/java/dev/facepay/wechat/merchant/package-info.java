/** Who pays are taken for: merchants with their keys and certificates. */
@NullMarked
package dev.facepay.wechat.merchant;

import org.jspecify.annotations.NullMarked;
