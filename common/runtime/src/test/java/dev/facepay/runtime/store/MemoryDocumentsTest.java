package dev.facepay.runtime.store;

class MemoryDocumentsTest implements DocumentsContract {

  @Override
  public Documents documents() {
    return new MemoryDocuments();
  }
}
