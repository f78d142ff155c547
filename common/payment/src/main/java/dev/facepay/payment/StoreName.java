package dev.facepay.payment;

/**
 * What people call a shop ({@code store_name}, 1–128 characters; spec section 4). New ones keep
 * {@link FieldRule#STORE_NAME}. An older release took names that WeChat does not: those are still
 * read, and what can't be sent of them is not.
 */
public record StoreName(String value) {

  private static final int CHARACTERS_MAX = 128;

  public StoreName {
    if (value.isBlank()
        || value.length() > CHARACTERS_MAX
        || value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("store name must be 1 to 128 printable characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
