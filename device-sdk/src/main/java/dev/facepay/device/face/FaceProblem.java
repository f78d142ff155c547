package dev.facepay.device.face;

import dev.facepay.device.face.request.SdkCall;
import dev.facepay.device.face.request.SdkVersion;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why a call to the face SDK did not work. No text here holds a credential. */
public sealed interface FaceProblem {

  SdkCall call();

  /** The SDK on the device is too old for the call or for one of its fields; it was not made. */
  record NeedsVersion(SdkCall call, SdkVersion needed, SdkVersion found) implements FaceProblem {}

  /** The SDK on the device no longer has the call; it was not made. */
  record NoLongerThere(SdkCall call, SdkVersion since, SdkVersion found) implements FaceProblem {}

  /** The callback brought a null map: the call returned nothing. */
  record Nothing(SdkCall call) implements FaceProblem {}

  /** No callback within the time. What the call did is not known; a late callback is not heard. */
  record TimedOut(SdkCall call, Duration after) implements FaceProblem {}

  /** Still not initialised after all tries (271378620, 271378621). */
  record NotReady(SdkCall call, int errCode, int tries) implements FaceProblem {}

  /**
   * The SDK said no.
   *
   * @param returnCode ERROR, PARAM_ERROR, SYSTEMERROR, or a word that the documentation lacks
   */
  record Refused(SdkCall call, String returnCode, String returnMsg, @Nullable Integer errCode)
      implements FaceProblem {}

  /** The buyer closed the scan page (USER_QUERY_CANCEL before a face code). */
  record Cancelled(SdkCall call) implements FaceProblem {}

  /** SUCCESS without what it must bring. */
  record Unreadable(SdkCall call, String field) implements FaceProblem {}

  /**
   * The SDK threw: its process is gone, or it lacks the method.
   *
   * @param what the exception's class
   */
  record Threw(SdkCall call, String what) implements FaceProblem {}
}
