package io.miscord.platform.storage;

import java.util.regex.Pattern;

/**
 * What a file in storage is called: folders and a name of lower case letters, digits, {@code -} and {@code .}, made by
 * us from ids and numbers, never from anything that a person wrote. At most 200 characters.
 */
public record StorageKey(String value) {
    private static final int LONGEST = 200;
    private static final String NAME = "[a-z0-9][a-z0-9-]*(\\.[a-z0-9]+)?";
    private static final Pattern FORM = Pattern.compile(NAME + "(/" + NAME + ")*");

    /** Refuses what is no key with {@link IllegalArgumentException}: nothing leads out of the storage. */
    public StorageKey {
        if (value.length() > LONGEST || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a key of storage: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
