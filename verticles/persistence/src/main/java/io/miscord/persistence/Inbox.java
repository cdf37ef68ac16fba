package io.miscord.persistence;

import io.miscord.persistence.notifications.Levels;
import io.miscord.persistence.notifications.Notifications;
import io.miscord.persistence.notifications.Notifier;

/**
 * What people are told of: what they want, their lists, and who tells them. {@link Owners} of them, made once a node.
 */
record Inbox(Levels levels, Notifications notifications, Notifier notifier) {}
