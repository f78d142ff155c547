package dev.facepay.standalone.setup;

/**
 * One thing that was looked at.
 *
 * @param found what it is like
 * @param fix how to mend it; empty when nothing is to be done
 */
public record Finding(String what, Mark mark, String found, String fix) {

  public enum Mark {
    GOOD,
    BAD,
    /** Neither: to know. */
    NOTE
  }

  public static Finding good(String what, String found) {
    return new Finding(what, Mark.GOOD, found, "");
  }

  public static Finding bad(String what, String found, String fix) {
    return new Finding(what, Mark.BAD, found, fix);
  }

  public static Finding note(String what, String found, String fix) {
    return new Finding(what, Mark.NOTE, found, fix);
  }

  public boolean bad() {
    return mark == Mark.BAD;
  }
}
