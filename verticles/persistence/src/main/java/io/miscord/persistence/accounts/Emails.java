package io.miscord.persistence.accounts;

import io.miscord.contract.Refusal;
import io.miscord.platform.ProblemException;
import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/** E-mail addresses in the one spelling they are stored in: lower case, the domain in ASCII. Pure. */
final class Emails {
    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL = 64;
    /** What web browsers take for the part before the sign; quoted ones are history. */
    private static final Pattern LOCAL = Pattern.compile("[a-z0-9.!#$%&'*+/=?^_`{|}~-]+");

    private Emails() {}

    /** The one spelling of an address; INVALID naming {@code email} when it is none. */
    static String normalised(String text) {
        var email = text.strip().toLowerCase(Locale.ROOT);
        int at = email.lastIndexOf('@');
        if (at < 1 || at > LONGEST_LOCAL || email.length() > LONGEST) {
            throw wrong();
        }
        var local = email.substring(0, at);
        var normalised = local + '@' + domain(email.substring(at + 1));
        if (!LOCAL.matcher(local).matches() || normalised.length() > LONGEST) {
            throw wrong();
        }
        return normalised;
    }

    /** Whether a person who signs in gave an address: no username has the sign in it. */
    static boolean isOne(String login) {
        return login.indexOf('@') >= 0;
    }

    private static String domain(String text) {
        try {
            var domain = IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
            if (!domain.isEmpty() && !domain.startsWith(".") && !domain.endsWith(".")) {
                return domain;
            }
        } catch (IllegalArgumentException e) { // says what is wrong in words for programmers
            throw wrong();
        }
        throw wrong();
    }

    private static ProblemException wrong() {
        return ProblemException.invalid("email", Refusal.NOT_AN_EMAIL);
    }
}
