package dev.facepay.standalone.cli;

/** Runs the command line. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.exit(CommandLines.run(System.out, System.err, System.getenv(), args));
  }
}
