package dev.facepay.auth.credential;

import dev.facepay.runtime.store.MemoryDocuments;

class MemoryCredentialTest implements CredentialContract {

  @Override
  public CredentialStand stand() {
    return new CredentialStand(new MemoryDocuments(), new MemoryDocuments());
  }
}
