package io.miscord.persistence;

import io.miscord.contract.Answer;
import java.util.List;
import java.util.function.Function;

/**
 * How lists are handed out: so many a page, and the cursor of the next one where there is more. Whoever reads a page
 * asks its store for one item more than that, and cuts it here. Pure.
 */
public final class Page {
    /** Items a page at most. */
    public static final int LONGEST = 100;

    private Page() {}

    /** How many items were asked for; INVALID outside 1 to {@link #LONGEST}. */
    public static int limit(int asked) {
        return Texts.within("limit", asked, 1, LONGEST);
    }

    /**
     * The page of what was found.
     *
     * @param found up to one item more than the limit, which is how more is known to follow
     * @param cursor where a page that ends with this item ends
     */
    public static <T extends Answer> Answer.Listing<T> cut(List<T> found, int limit, Function<T, String> cursor) {
        return cut(found, limit, cursor, item -> item);
    }

    /**
     * Like {@link #cut(List, int, Function)}, where more is found of an item than is shown.
     *
     * @param shown what is shown of it
     */
    public static <F, T extends Answer> Answer.Listing<T> cut(
            List<F> found, int limit, Function<F, String> cursor, Function<F, T> shown) {
        var page = found.subList(0, Math.min(limit, found.size()));
        var next = found.size() > limit ? cursor.apply(page.getLast()) : null;
        return new Answer.Listing<>(page.stream().map(shown).toList(), next);
    }
}
