package io.miscord.contract;

import io.miscord.contract.Problem.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Everything that can be refused, one constant for each sentence: what was wrong, such that whoever is told can act on
 * it. The names are for clients, which have a sentence of their own for each, and stay as they are for ever. What is in
 * braces is filled in, in this order. What begins with a small letter follows the name of a field.
 */
public enum Refusal {
    // Who asks.
    SIGN_IN_FIRST(Kind.UNAUTHENTICATED, "Sign in first."),
    TOKEN_EXPIRED(Kind.UNAUTHENTICATED, "The access token has expired: ask for a new one."),
    TOKEN_INVALID(Kind.UNAUTHENTICATED, "The access token is not valid. Sign in again."),
    TOKEN_NEEDED(Kind.UNAUTHENTICATED, "An access or a refresh token is needed."),
    SESSION_ENDED(Kind.UNAUTHENTICATED, "This sign-in has ended. Sign in again."),
    ACCOUNT_GONE(Kind.UNAUTHENTICATED, "This account is no longer there."),
    WRONG_PASSWORD(Kind.UNAUTHENTICATED, "No account has this name and password."),
    SUSPENDED(Kind.FORBIDDEN, "This account is suspended."),
    SUSPENDED_FOR(Kind.FORBIDDEN, "This account is suspended: {reason}"),
    OTHERS_TOKEN(Kind.FORBIDDEN, "This token is somebody else's."),
    FOREIGN_SITE(Kind.FORBIDDEN, "Pages of that site may not do this here."),
    NODES_ONLY(Kind.FORBIDDEN, "Only nodes may ask this."),
    REGISTRATION_CLOSED(Kind.FORBIDDEN, "No new accounts can be made here: ask the operator for one."),
    INVITE_NEEDED(Kind.FORBIDDEN, "a valid one is needed to make an account here"),

    // What is not there, or not the asker's to see: the two are answered alike.
    NO_SUCH_PAGE(Kind.NOT_FOUND, "There is nothing at this address."),
    NO_SUCH_SERVER(Kind.NOT_FOUND, "There is no such server, or it is not yours to see."),
    NO_SUCH_CHANNEL(Kind.NOT_FOUND, "There is no such channel, or it is not yours to see."),
    NO_SUCH_MESSAGE(Kind.NOT_FOUND, "There is no such message, or it is not yours to see."),
    NO_SUCH_INVITE(Kind.NOT_FOUND, "This invite is not valid, or not any more. Ask for a new one."),
    NO_SUCH_PERSON(Kind.NOT_FOUND, "There is no such person, or they are not yours to see."),
    NO_SUCH_NAME(Kind.NOT_FOUND, "Nobody here is called {name}."),
    NO_SUCH_ROLE(Kind.NOT_FOUND, "There is no such role in this server."),
    NO_SUCH_BAN(Kind.NOT_FOUND, "This person is not banned here."),
    NO_SUCH_RULE(Kind.NOT_FOUND, "There is no such rule in this server."),
    NO_SUCH_REPORT(Kind.NOT_FOUND, "There is no such report in this server."),
    NO_SUCH_EMOJI(Kind.NOT_FOUND, "There is no such emoji in this server."),
    NO_SUCH_TASK(Kind.NOT_FOUND, "There is no such task of yours."),
    NO_SUCH_FILE(Kind.NOT_FOUND, "There is no such file, or not any more."),
    NO_SUCH_STREAM(Kind.NOT_FOUND, "There is no such stream, or it is not yours to see."),
    NO_SUCH_SUBSCRIPTION(Kind.NOT_FOUND, "There is no such subscription."),
    NO_SUCH_ANNOUNCEMENT(Kind.NOT_FOUND, "There is no such announcement."),
    NO_PUSH(Kind.NOT_FOUND, "Nothing is pushed to browsers here."),
    NO_SUCH_CALL(Kind.NOT_FOUND, "This call is over for you. Join it again."),
    NO_SUCH_PARTICIPANT(Kind.NOT_FOUND, "This participant is not in your call."),
    CHANNEL_GONE(Kind.NOT_FOUND, "The channel is not there any more."),

    // Who may.
    NOT_ALLOWED(Kind.FORBIDDEN, "This is not allowed."),
    MISSING_PERMISSION(Kind.FORBIDDEN, "This needs the permission {permission} here."),
    OWNER_ONLY(Kind.FORBIDDEN, "Only the owner may do this."),
    OPERATOR_ONLY(Kind.FORBIDDEN, "Only the operator of this instance may do this."),
    OPERATOR_STAYS(Kind.FORBIDDEN, "Nobody can do this to an operator of the instance."),
    OWNER_STAYS(Kind.FORBIDDEN, "Nobody can do this to the owner of the server."),
    NOT_YOURSELF(Kind.FORBIDDEN, "Nobody can do this to themselves."),
    AUTHOR_ONLY(Kind.FORBIDDEN, "Only its author may change a message."),
    ABOVE_YOU(Kind.FORBIDDEN, "{who} has a role as high as yours or higher."),
    ROLE_ABOVE_YOU(Kind.FORBIDDEN, "The role {role} is as high as yours or higher."),
    CANNOT_GRANT(Kind.FORBIDDEN, "You cannot give what you do not have yourself: {permissions}."),
    BANNED(Kind.FORBIDDEN, "You are banned from this server."),
    BANNED_FOR(Kind.FORBIDDEN, "You are banned from this server: {reason}"),
    TOO_NEW(Kind.FORBIDDEN, "Your account is too new for this server. You can join at {when}."),
    MUTED(Kind.FORBIDDEN, "You are muted in this server until {until}."),
    BLOCKED(Kind.FORBIDDEN, "One of you has blocked the other."),
    NOT_ACCEPTING(Kind.FORBIDDEN, "{name} does not take messages from you."),
    STRANGER(Kind.FORBIDDEN, "Only friends and people of the same servers can put {name} into a group."),
    LEFT_GROUP(Kind.FORBIDDEN, "{name} has left this group: only friends of theirs can bring them back."),
    TAKEN_OUT(Kind.FORBIDDEN, "{name} was taken out of this group: only its owner can bring them back."),
    NO_REQUESTS(Kind.FORBIDDEN, "This person takes no friend requests."),
    CONVERSATION_FIXED(Kind.FORBIDDEN, "A conversation cannot be changed like this."),
    LINK_EXPIRED(Kind.FORBIDDEN, "This link is not good, or not any more. Ask for a new one."),
    STARTER_GONE(Kind.FORBIDDEN, "Whoever started this has no account any more."),

    // What there is already, or too much of.
    ALREADY_THERE(Kind.CONFLICT, "It is there already."),
    ALREADY_REPORTED(Kind.CONFLICT, "You have reported this message already."),
    NAME_TAKEN(Kind.CONFLICT, "The name {name} is taken."),
    EMAIL_TAKEN(Kind.CONFLICT, "has an account already"),
    USERNAME_TAKEN(Kind.CONFLICT, "is taken"),
    USERNAME_ALIKE(Kind.CONFLICT, "looks like one that is taken"),
    AMBIGUOUS_NAME(Kind.CONFLICT, "Several people are called {name}: {candidates}. Say which, with the @."),
    OWNER_CANNOT_LEAVE(Kind.CONFLICT, "The owner cannot leave: delete the server, or give it away first."),
    TOO_MANY_SERVERS(Kind.CONFLICT, "One may be in {most} servers at most."),
    TOO_MANY_CHANNELS(Kind.CONFLICT, "At most {most} channels in a server."),
    TOO_MANY_ROLES(Kind.CONFLICT, "At most {most} roles in a server."),
    TOO_MANY_OVERWRITES(Kind.CONFLICT, "At most {most} exceptions for roles and people here."),
    TOO_MANY_RULES(Kind.CONFLICT, "At most {most} rules in a server."),
    TOO_MANY_INVITES(Kind.CONFLICT, "At most {most} invites of a server can be open."),
    TOO_MANY_OWN_INVITES(Kind.CONFLICT, "At most {most} invites of yours to a server can be open."),
    TOO_MANY_EMOJI(Kind.CONFLICT, "At most {most} emoji in a server."),
    TOO_MANY_PINS(Kind.CONFLICT, "At most {most} messages can be pinned here."),
    TOO_MANY_FRIENDS(Kind.CONFLICT, "At most {most} friends and requests."),
    TOO_MANY_BLOCKED(Kind.CONFLICT, "At most {most} people can be blocked."),
    TOO_MANY_TASKS(Kind.CONFLICT, "At most {most} tasks of yours can be under way at a time."),
    TOO_MANY_LEVELS(Kind.CONFLICT, "At most {most} servers and channels with a level of their own."),
    TOO_MANY_ANNOUNCEMENTS(Kind.CONFLICT, "At most {most} announcements at a time. End another one first."),
    GROUP_FULL(Kind.CONFLICT, "At most {most} people in a group."),
    CALL_FULL(Kind.CONFLICT, "This call is full: at most {most} people can talk here at once."),
    NOT_IN_A_CALL(Kind.CONFLICT, "You are in no call. Join one first."),
    NO_FILE_WANTED(Kind.CONFLICT, "This task waits for no file, or not any more."),
    NOT_ALL_PURGED(Kind.CONFLICT, "Of {count} deleted channels or servers not everything could be removed."),

    // What cannot be done.
    TOO_MANY_REACTIONS(Kind.UNPROCESSABLE, "At most {most} different reactions on a message."),
    ANSWERED_GONE(Kind.UNPROCESSABLE, "The message to answer is not there any more."),
    NO_CATEGORY(Kind.UNPROCESSABLE, "This channel is in no category that you see."),
    NO_MESSAGES_HERE(Kind.UNPROCESSABLE, "A category has no messages."),
    SYSTEM_MESSAGE(Kind.UNPROCESSABLE, "What the server itself tells can be neither changed nor pinned."),
    BUILT_IN_ROLE(Kind.UNPROCESSABLE, "This cannot be done to a role that every server has."),
    NO_VOICE_HERE(Kind.UNPROCESSABLE, "Nobody can talk in this channel: it is not for voice."),
    NOT_IN_THIS_CALL(Kind.UNPROCESSABLE, "This person is not in the call."),
    NOT_A_MEMBER(Kind.UNPROCESSABLE, "This person is not in the server."),
    NOT_A_GROUP(Kind.UNPROCESSABLE, "A conversation of two stays of two: make a group instead."),
    NO_REPORTS_HERE(Kind.UNPROCESSABLE, "Messages of a conversation cannot be reported: block the person instead."),
    FILTERED(Kind.UNPROCESSABLE, "The rule \"{rule}\" of this server does not let this through."),
    KEY_REUSED(Kind.UNPROCESSABLE, "This idempotency key was used for something else before."),

    // Fields.
    MISSING(Kind.INVALID, "is missing"),
    EMPTY(Kind.INVALID, "must not be empty"),
    TOO_SHORT(Kind.INVALID, "at least {least} characters"),
    TOO_LONG(Kind.INVALID, "at most {most} characters"),
    TOO_FEW(Kind.INVALID, "at least {least} entries"),
    TOO_MANY(Kind.INVALID, "at most {most} entries"),
    BELOW_LEAST(Kind.INVALID, "at least {least}"),
    ABOVE_MOST(Kind.INVALID, "at most {most}"),
    TOO_DEEP(Kind.INVALID, "at most {most} levels"),
    NOT_ONE_OF(Kind.INVALID, "must be one of {choices}"),
    WRONG_TYPE(Kind.INVALID, "must be of type {type}"),
    WRONG_FORMAT(Kind.INVALID, "must be of the format {format}"),
    WRONG_CHARACTERS(Kind.INVALID, "has characters that it may not have"),
    TOO_MANY_MARKS(Kind.INVALID, "at most {most} marks on one letter"),
    WRONG_VALUE(Kind.INVALID, "has a wrong type or value"),
    UNKNOWN_FIELD(Kind.INVALID, "is not a known field"),
    GIVEN_TWICE(Kind.INVALID, "must be given once"),
    NOT_A_CURSOR(Kind.INVALID, "must be the next of a page before"),
    NOT_AN_EMAIL(Kind.INVALID, "must be an e-mail address"),
    PASSWORD_LENGTH(Kind.INVALID, "must have {least} to {most} characters"),
    USERNAME_SHAPE(Kind.INVALID, "must be 2 to 32 letters, digits, dots, dashes or underscores"),
    USERNAME_MIXED(Kind.INVALID, "must not mix letters of different alphabets"),
    USERNAME_RESERVED(Kind.INVALID, "is reserved"),
    NOT_AN_EMOJI(Kind.INVALID, "must be one emoji"),
    EMOJI_NAME(Kind.INVALID, "must be 2 to 32 letters of English, digits or underscores"),
    NOT_A_CATEGORY(Kind.INVALID, "must be a category of this server"),
    NOBODY_ELSE(Kind.INVALID, "must name somebody else"),
    REACTED_TWICE(Kind.INVALID, "an emoji or a person stands there twice"),
    NOT_IN_THE_PAST(Kind.INVALID, "must be a time between 1970 and now"),
    NOT_AHEAD(Kind.INVALID, "must be a time within the next {days} days"),

    // Requests and frames.
    MALFORMED(Kind.INVALID, "The request is malformed."),
    DOTS_IN_PATH(Kind.INVALID, "An address has no parts that are . or .. alone: send it without them."),
    WRONG_METHOD(Kind.INVALID, "This path takes {methods}."),
    ONE_OF_THESE(Kind.INVALID, "Exactly one of these is needed: {choices}."),
    ONE_PLACE_ONLY(Kind.INVALID, "Only one of before, after and around."),
    BODY_NEEDED(Kind.INVALID, "A body is needed."),
    NOT_JSON(Kind.INVALID, "This is not valid JSON."),
    NOT_AN_OBJECT(Kind.INVALID, "A JSON object is expected."),
    WRONG_SHAPE(Kind.INVALID, "The JSON is not of the expected shape."),
    NOT_UTF8(Kind.INVALID, "This is not text in UTF-8."),
    BODY_CUT_OFF(Kind.INVALID, "The body ended before it was whole. Send it again."),
    BODY_TOO_SLOW(Kind.INVALID, "The request's body took too long to come."),
    BODY_TOO_LARGE(Kind.TOO_LARGE, "The request's body is too large."),
    TOO_MANY_BYTES(Kind.TOO_LARGE, "At most {most} bytes are taken."),
    WRONG_MEDIA_TYPE(Kind.UNSUPPORTED, "The body must be application/json, in UTF-8."),
    NOT_AN_IMAGE(Kind.UNSUPPORTED, "This is not an image that can be used here: PNG, JPEG or GIF."),
    TOO_MANY_PIXELS(Kind.TOO_LARGE, "An image of at most {most} million pixels is taken. Make it smaller first."),
    UNEXPECTED(Kind.INVALID, "Nothing but 100-continue may be expected."),
    WEBSOCKET_ONLY(Kind.INVALID, "This address is for WebSockets only."),
    WEBSOCKET_KEY(Kind.INVALID, "Sec-WebSocket-Key: 16 bytes in Base64."),
    WEBSOCKET_BODY(Kind.INVALID, "A request for a WebSocket has no body."),
    WRONG_FRAME(Kind.INVALID, "A frame is one JSON object with {fields}."),
    UNKNOWN_EVENT(Kind.INVALID, "is not one that is known here"),
    WRONG_FRAME_ID(Kind.INVALID, "is a text of at most 64 characters or an integer"),
    WRONG_ARGUMENTS(Kind.INVALID, "has one argument, and may be acknowledged"),
    IMPORT_REFUSED(Kind.INVALID, "The file cannot be imported; message {position}: {why}"),
    FILE_SHORTER(Kind.INVALID, "The file is shorter than it was."),

    // Not now.
    TOO_FAST(Kind.RATE_LIMITED, "Too much in too short a time. Try again in {seconds} s."),
    SLOW_MODE(Kind.RATE_LIMITED, "This channel is in slow mode. Write again in {seconds} s."),
    BACK_LATELY(Kind.RATE_LIMITED, "{name} was brought back here within the last hour. Try again in {seconds} s."),
    TOO_MANY_FRAMES(Kind.RATE_LIMITED, "At most {most} frames a second; this one was not looked at."),
    TOO_MUCH_FROM_NETWORK(Kind.RATE_LIMITED, "Too much comes from your network. Try again in {seconds} s."),
    BUSY(Kind.UNAVAILABLE, "There is too much to do at the moment. Try again shortly."),
    NOT_ANSWERING(Kind.UNAVAILABLE, "A part of the service ({part}) does not answer right now. Try again shortly."),
    NOT_RUNNING(Kind.UNAVAILABLE, "This part of the service is not there right now. Try again shortly."),
    NODE_FULL(Kind.UNAVAILABLE, "This node holds as many connections as it may. Try again shortly."),
    NODE_LEAVING(Kind.UNAVAILABLE, "This node is leaving. Connect again."),
    NOT_STORED(Kind.INTERNAL, "This message could not be stored."),
    BROKEN(Kind.INTERNAL, "Something went wrong on our side.");

    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)\\}");

    private final Kind kind;
    private final String sentence;

    Refusal(Kind kind, String sentence) {
        this.kind = kind;
        this.sentence = sentence;
    }

    /** What kind of failure it is, always. */
    public Kind kind() {
        return kind;
    }

    /** The sentence in English, with its parameters in braces. */
    public String sentence() {
        return sentence;
    }

    /** The names of the parameters, in the order in which their values are given. */
    public List<String> params() {
        return PLACE.matcher(sentence).results().map(place -> place.group(1)).toList();
    }

    /** Whether it is said of a field, whose name stands before it. */
    public boolean isOfField() {
        return Character.isLowerCase(sentence.charAt(0));
    }

    /** The values by name; {@link IllegalArgumentException} unless there is one for each parameter. */
    Map<String, String> named(Object... values) {
        var params = params();
        if (values.length != params.size()) {
            throw new IllegalArgumentException(name() + " has the parameters " + params);
        }
        var named = new LinkedHashMap<String, String>();
        for (int i = 0; i < values.length; i++) {
            named.put(params.get(i), String.valueOf(values[i]));
        }
        return named;
    }

    /** The sentence with these values. */
    String said(Map<String, String> values) {
        return PLACE.matcher(sentence)
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), place.group())));
    }
}
