package dev.facepay.standalone.storage;

/** Is told what has been done, after each record and each page of documents. */
@FunctionalInterface
public interface Progress {

  Progress SILENT = (what, count) -> {};

  /**
   * @param what records of which partition, documents of which collection
   * @param count how many of them are done
   */
  void done(String what, long count);
}
