/** What WeChat's face SDK is asked: its calls, its versions and the fields, checked. */
@NullMarked
package dev.facepay.device.face.request;

import org.jspecify.annotations.NullMarked;
