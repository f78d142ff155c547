package dev.facepay.auth.credential;

import dev.facepay.runtime.store.MemoryDocuments;

class MemoryCredentialTest implements CredentialContract {

  @Override
  public Place place() {
    return new Place(new MemoryDocuments(), new MemoryDocuments());
  }
}
