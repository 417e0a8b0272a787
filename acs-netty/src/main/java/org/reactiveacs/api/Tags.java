package org.reactiveacs.api;

import org.jspecify.annotations.Nullable;

/** What a tag may be. */
final class Tags {
    static final int MAX_CHARS = 64;

    private Tags() {}

    /** What is wrong with a tag, null when nothing is. */
    static @Nullable String problem(String tag) {
        if (tag.isEmpty() || tag.length() > MAX_CHARS) {
            return "a tag has 1 to " + MAX_CHARS + " characters";
        }
        return !tag.equals(tag.strip()) || tag.chars().anyMatch(Character::isISOControl)
                ? "a tag has no blanks around it and no control characters in it"
                : null;
    }
}
