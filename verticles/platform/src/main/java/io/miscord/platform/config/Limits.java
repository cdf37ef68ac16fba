package io.miscord.platform.config;

/**
 * How much of everything a person, a server or an address may have; more is refused.
 *
 * @param contentLength characters of a message
 * @param serversPerUser servers a person may be in
 * @param channelsPerServer channels of a server
 * @param rolesPerServer roles of a server, the two built-in ones included
 * @param overwritesPerChannel roles and people for whom a channel has permissions of its own
 * @param overwritesPerServer the same in all channels of a server together
 * @param emojiPerServer emoji of a server's own
 * @param filterRulesPerServer rules of a server's word filter
 * @param invitesPerServer invites of a server that can be used
 * @param invitesPerPerson those of them that one person made
 * @param friends friends of a person, requests from and to them included; and as many people that they block
 * @param newConversationsPerHour conversations that a person may begin in an hour
 * @param joinsPerMinute servers that a person may join in a minute
 * @param rejoinsPerMinute how often in a minute a person may join the same server
 * @param searchesPerMinute requests of a person in a minute that look through much
 * @param bulkDelete messages that one request may delete
 * @param reactionKinds different reactions on a message
 * @param requestsPerSecond HTTP requests of a person, or of an address where nobody has signed in
 * @param registrationsPerMinute new accounts from one address
 * @param failedLoginsPerAddress failed sign-ins a minute from one address
 * @param failedLoginsPerAccount failed sign-ins a minute to one account
 */
public record Limits(
        @Setting(value = "4000", min = "1", max = "10000") int contentLength,
        @Setting(value = "100", min = "1", max = "10000") int serversPerUser,
        @Setting(value = "500", min = "1", max = "5000") int channelsPerServer,
        @Setting(value = "250", min = "2", max = "1000") int rolesPerServer,
        @Setting(value = "50", min = "1", max = "500") int overwritesPerChannel,
        @Setting(value = "1000", min = "1", max = "10000") int overwritesPerServer,
        @Setting(value = "100", min = "1", max = "1000") int emojiPerServer,
        @Setting(value = "50", min = "1", max = "500") int filterRulesPerServer,
        @Setting(value = "1000", min = "1", max = "100000") int invitesPerServer,
        @Setting(value = "50", min = "1", max = "10000") int invitesPerPerson,
        @Setting(value = "1000", min = "1", max = "10000") int friends,
        @Setting(value = "60", min = "1", max = "100000") int newConversationsPerHour,
        @Setting(value = "10", min = "1", max = "100000") int joinsPerMinute,
        @Setting(value = "3", min = "1", max = "100000") int rejoinsPerMinute,
        @Setting(value = "120", min = "1", max = "100000") int searchesPerMinute,
        @Setting(value = "100", min = "2", max = "100") int bulkDelete,
        @Setting(value = "50", min = "1", max = "1000") int reactionKinds,
        @Setting(value = "50", min = "1", max = "100000") int requestsPerSecond,
        @Setting(value = "30", min = "1", max = "100000") int registrationsPerMinute,
        @Setting(value = "10", min = "1", max = "100000") int failedLoginsPerAddress,
        @Setting(value = "5", min = "1", max = "100000") int failedLoginsPerAccount) {}
