package dev.facepay.embedded;

/** What is still there after what, of all that was acknowledged. */
public enum Durability {
  /**
   * Whatever ends this process, {@code kill -9} included, takes nothing. A power cut or a crash of
   * the operating system may take the last seconds.
   */
  PROCESS,
  /** A power cut takes nothing either: an answer waits until the disk has what it tells of. */
  SYNCED
}
