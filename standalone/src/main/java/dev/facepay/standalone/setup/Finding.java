package dev.facepay.standalone.setup;

/**
 * One thing that was looked at.
 *
 * @param found what it is like
 * @param fix how to mend it; empty when nothing is to be done
 */
record Finding(String what, Mark mark, String found, String fix) {

  enum Mark {
    GOOD,
    BAD,
    /** Neither: to know. */
    NOTE
  }

  static Finding good(String what, String found) {
    return new Finding(what, Mark.GOOD, found, "");
  }

  static Finding bad(String what, String found, String fix) {
    return new Finding(what, Mark.BAD, found, fix);
  }

  static Finding note(String what, String found, String fix) {
    return new Finding(what, Mark.NOTE, found, fix);
  }

  boolean bad() {
    return mark == Mark.BAD;
  }
}
