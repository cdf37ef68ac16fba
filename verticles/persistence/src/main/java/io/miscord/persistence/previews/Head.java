package io.miscord.persistence.previews;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jsoup.parser.Parser;

/**
 * What a page says of itself: its title, and its {@code meta} tags by their names. Read in one pass, without a tree of
 * the page: for a tree there are pages on which half a megabyte takes half a minute. What is written in comments,
 * scripts and styles is not the page's. Pure.
 */
final class Head {
    /** What is read of a text, before its references are resolved: more than is ever shown of it. */
    private static final int LONGEST = 2_000;

    private static final int MOST = 200;

    private final String html;
    private final Map<String, String> said = new HashMap<>();
    private int at;

    private Head(String html) {
        this.html = html;
    }

    /** Reads a page, or the beginning of one. */
    static Head of(String html) {
        var head = new Head(html);
        for (head.at = html.indexOf('<'); head.at >= 0; head.at = html.indexOf('<', head.at)) {
            head.next();
        }
        return head;
    }

    /** The first of these that the page says; the title is called {@code title}. */
    Optional<String> said(String name) {
        return Optional.ofNullable(said.get(name));
    }

    private void next() {
        if (html.startsWith("<!--", at)) {
            int end = html.indexOf("-->", at + 4);
            at = end < 0 ? html.length() : end + 3;
            return;
        }
        at++;
        var tag = word();
        if (tag.isEmpty()) {
            return; // an end of a tag, or no tag
        }
        var attributes = attributes();
        switch (tag) {
            case "meta" -> keep(attributes);
            case "title" -> {
                int start = at;
                int end = endOf(tag);
                keep("title", html.substring(start, Math.min(end, start + LONGEST)), false);
            }
            case "script", "style", "textarea", "noframes", "xmp", "iframe" -> endOf(tag);
            default -> {} // what is in it may be a meta tag
        }
    }

    /** Goes to where what holds text alone is closed. */
    private int endOf(String tag) {
        for (at = html.indexOf("</", at); at >= 0; at = html.indexOf("</", at + 2)) {
            if (html.regionMatches(true, at + 2, tag, 0, tag.length())) {
                return at;
            }
        }
        at = html.length();
        return at;
    }

    private String word() {
        int start = at;
        while (at < html.length() && Character.isLetterOrDigit(html.charAt(at))) {
            at++;
        }
        return at - start > LONGEST ? "other" : html.substring(start, at).toLowerCase(Locale.ROOT);
    }

    /** The attributes of a tag, up to its end; of two that are called alike the first. */
    private Map<String, String> attributes() {
        var attributes = new HashMap<String, String>();
        while (at < html.length()) {
            char c = html.charAt(at);
            if (c == '>') {
                at++;
                break;
            }
            if (isSpace(c) || c == '/' || c == '=') {
                at++;
                continue;
            }
            int start = at;
            while (at < html.length() && !isSpace(html.charAt(at)) && "/>=".indexOf(html.charAt(at)) < 0) {
                at++;
            }
            var name = html.substring(start, Math.min(at, start + LONGEST)).toLowerCase(Locale.ROOT);
            var value = value();
            if (attributes.size() < MOST) {
                attributes.putIfAbsent(name, value);
            }
        }
        return attributes;
    }

    private String value() {
        skipSpace();
        if (at >= html.length() || html.charAt(at) != '=') {
            return "";
        }
        at++;
        skipSpace();
        char quote = at < html.length() ? html.charAt(at) : ' ';
        int start = at;
        int end;
        if (quote == '"' || quote == '\'') {
            start++;
            int closed = html.indexOf(quote, start);
            end = closed < 0 ? html.length() : closed;
            at = closed < 0 ? end : end + 1;
        } else {
            while (at < html.length() && !isSpace(html.charAt(at)) && html.charAt(at) != '>') {
                at++;
            }
            end = at;
        }
        return html.substring(start, Math.min(end, start + LONGEST));
    }

    private void keep(Map<String, String> meta) {
        var content = meta.getOrDefault("content", "");
        for (var key : new String[] {"property", "name"}) {
            var name = meta.getOrDefault(key, "").toLowerCase(Locale.ROOT);
            if (!name.isEmpty() && !name.equals("title")) {
                keep(name, content, true);
            }
        }
    }

    private void keep(String name, String text, boolean inAttribute) {
        if (!text.isBlank() && said.size() < MOST) {
            said.putIfAbsent(name, Parser.unescapeEntities(text, inAttribute));
        }
    }

    private void skipSpace() {
        while (at < html.length() && isSpace(html.charAt(at))) {
            at++;
        }
    }

    private static boolean isSpace(char c) {
        return c <= ' ';
    }
}
