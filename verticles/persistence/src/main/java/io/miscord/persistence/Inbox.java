package io.miscord.persistence;

import io.miscord.persistence.notifications.Levels;
import io.miscord.persistence.notifications.Notifications;
import io.miscord.persistence.notifications.Notifier;
import io.miscord.persistence.push.Pushes;

/**
 * What people are told of: what they want, their lists, who tells them, and their browsers too. {@link Owners} of them,
 * made once a node.
 */
record Inbox(Levels levels, Notifications notifications, Notifier notifier, Pushes pushes) {}
