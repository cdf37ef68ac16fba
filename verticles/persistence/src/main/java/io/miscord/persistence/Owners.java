package io.miscord.persistence;

import io.miscord.persistence.accounts.Accounts;
import io.miscord.persistence.channels.Channels;
import io.miscord.persistence.channels.Conversations;
import io.miscord.persistence.channels.Groups;
import io.miscord.persistence.channels.ReadStates;
import io.miscord.persistence.messages.Messages;
import io.miscord.persistence.messages.Sending;
import io.miscord.persistence.moderation.Moderation;
import io.miscord.persistence.people.Names;
import io.miscord.persistence.people.PersonSettings;
import io.miscord.persistence.people.Relationships;
import io.miscord.persistence.roles.MemberChanges;
import io.miscord.persistence.roles.Roles;
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
        Roles roles,
        Moderation moderation,
        MemberChanges memberChanges,
        Invites invites,
        Channels channels,
        Conversations conversations,
        Groups groups,
        ReadStates reads,
        Messages messages,
        Sending sending,
        Streams streams,
        Tasks tasks,
        Relationships relationships,
        PersonSettings settings,
        Names names,
        RecentHeads heads,
        Epoch epoch) {}
