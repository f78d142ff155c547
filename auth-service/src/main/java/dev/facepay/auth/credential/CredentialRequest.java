package dev.facepay.auth.credential;

import dev.facepay.payment.DeviceRef;
import dev.facepay.payment.Sealed;
import org.jspecify.annotations.Nullable;

/**
 * What a device wants a credential for.
 *
 * @param parameters stands for everything that the credential is bound to: with one of them
 *     changed, it is another credential (spec section 1)
 * @param attach JSON for WeChat, or null
 * @param rawdata what the face SDK gave out, sealed for the device
 */
record CredentialRequest(
    DeviceRef device, String parameters, @Nullable String attach, Sealed rawdata) {}
