package io.miscord.persistence;

import io.miscord.persistence.accounts.Accounts;
import io.miscord.persistence.channels.Channels;
import io.miscord.persistence.channels.Conversations;
import io.miscord.persistence.messages.Messages;
import io.miscord.persistence.messages.Sending;
import io.miscord.persistence.servers.Invites;
import io.miscord.persistence.servers.Members;
import io.miscord.persistence.servers.Servers;
import io.miscord.persistence.sql.Epoch;
import io.miscord.persistence.sql.RecentHeads;
import io.miscord.persistence.streams.Streams;
import io.miscord.persistence.tasks.Tasks;

/** Who answers what: made once a node and shared by its instances, since none of them keeps state of its own. */
record Owners(
        Accounts accounts,
        Servers servers,
        Members members,
        Invites invites,
        Channels channels,
        Conversations conversations,
        Messages messages,
        Sending sending,
        Streams streams,
        Tasks tasks,
        RecentHeads heads,
        Epoch epoch) {}
