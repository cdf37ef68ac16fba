package io.miscord.persistence.previews;

import io.miscord.platform.web.Page;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a page says of itself, as text. Pictures are not among it: whoever showed one from elsewhere would tell that
 * place who reads what, and when.
 *
 * @param title at most 200 characters
 * @param description at most 300 characters, or null
 * @param site its name, or else its host; at most 100 characters
 */
record Preview(String title, @Nullable String description, String site) {
    private static final int TITLE = 200;
    private static final int DESCRIPTION = 300;
    private static final int SITE = 100;
    /** Within how many bytes a page must say what letters it is written in. */
    private static final int NEAR = 4_096;

    private static final Pattern CHARSET = Pattern.compile(
            "<meta\\b[^>]{0,200}?charset\\s*=\\s*[\"']?\\s*([A-Za-z0-9._:-]{1,40})", Pattern.CASE_INSENSITIVE);

    /** What a page says; empty when it has no title. */
    static Optional<Preview> of(Page page) {
        var head = Head.of(page.html().toString(charset(page)));
        var title = first(head, TITLE, "og:title", "twitter:title", "title");
        var description = first(head, DESCRIPTION, "og:description", "description", "twitter:description");
        var site = first(head, SITE, "og:site_name").orElse(page.host());
        return title.map(known -> new Preview(known, description.orElse(null), site));
    }

    /** As it stands in a message. */
    Map<String, Object> embed(String url) {
        var embed = new LinkedHashMap<String, Object>();
        embed.put("type", "link");
        embed.put("url", url);
        embed.put("title", title);
        if (description != null) {
            embed.put("description", description);
        }
        embed.put("siteName", site);
        return embed;
    }

    private static Optional<String> first(Head head, int most, String... names) {
        return Stream.of(names)
                .flatMap(name -> head.said(name).stream())
                .flatMap(text -> cleaned(text, most).stream())
                .findFirst();
    }

    /** One line of what can be seen: nothing that hides, turns or overlays what stands beside it. */
    private static Optional<String> cleaned(String text, int most) {
        var seen = new StringBuilder();
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)) {
                seen.append(' ');
            } else if (type != Character.FORMAT
                    && type != Character.SURROGATE
                    && type != Character.PRIVATE_USE
                    && type != Character.UNASSIGNED) {
                seen.appendCodePoint(c);
            }
        });
        var line = seen.toString().replaceAll(" +", " ").strip();
        if (line.codePointCount(0, line.length()) > most) {
            line = line.substring(0, line.offsetByCodePoints(0, most - 1)).strip() + '…';
        }
        return line.isEmpty() ? Optional.empty() : Optional.of(line);
    }

    /** What the page was sent as, or else what it says near its beginning; a name that nobody knows is none. */
    private static Charset charset(Page page) {
        var said = page.charset();
        if (said == null) {
            int near = Math.min(page.html().length(), NEAR);
            var named = CHARSET.matcher(page.html().getString(0, near, "ISO-8859-1"));
            said = named.find() ? named.group(1) : "utf-8";
        }
        try {
            var charset = Charset.forName(said);
            // Whoever could read the name in single bytes was not looking at this one.
            return page.charset() == null && charset.name().startsWith("UTF-") ? StandardCharsets.UTF_8 : charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }
}
