package dev.facepay.chaos;

/** What a wire does to what passes over it. */
enum Weather {
  /** All passes. */
  CLEAR,
  /** Connections break, new ones are refused. */
  CUT,
  /** Nothing passes, and nobody is told. */
  SILENT,
  /** Requests pass, answers do not, and nobody is told. */
  DEAF,
  /** All passes late. */
  SLOW
}
