package dev.facepay.device.face;

/** Hears how a scan ends; on the terminal's thread. */
public interface ScanObserver {

  /** Once. */
  void scanned(FaceResult<FaceCode> result);

  /**
   * Once at most, after {@link #scanned} has brought a code: how the SDK's page was closed. A null
   * map, ERROR and words that WeChat does not name are problems: how it ended is not known.
   */
  default void pageClosed(FaceResult<PageEnd> end) {}

  /** How the SDK's own page ended. */
  enum PageEnd {
    SUCCESS,
    /** The buyer left before the result: the shop must confirm what became of the payment. */
    USER_QUERY_CANCEL
  }
}
