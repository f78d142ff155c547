package dev.facepay.wechat;

/** A text that must never be printed; {@link #reveal()} is the only way to it. */
public record Secret(String reveal) {

  @Override
  public String toString() {
    return "***";
  }
}
