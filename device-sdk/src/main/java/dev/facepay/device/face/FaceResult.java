package dev.facepay.device.face;

/** What a call to the face SDK came to. */
public sealed interface FaceResult<T> {

  record Ok<T>(T value) implements FaceResult<T> {}

  record Failed<T>(FaceProblem problem) implements FaceResult<T> {}

  /** The value of calls that have nothing to say but that they worked. */
  enum Done {
    DONE
  }
}
