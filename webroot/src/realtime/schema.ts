/**
 * This file was made from asyncapi.yaml by build/frames.mjs.
 * Do not make direct changes to the file.
 */

export interface components {
    schemas: {
        AccessChanged: {
            serverId: components["schemas"]["Id"];
            /** @description Whose access moved; anybody's if left out, nobody's sight if empty. */
            userIds?: components["schemas"]["Id"][];
            /** @description The server's access version from now on. */
            version: number;
        };
        /** @description A person, as only they themselves see it. */
        Account: components["schemas"]["User"] & {
            email: string;
            emailVerified: boolean;
            /** @description Whether they run the instance. */
            operator: boolean;
        };
        Ack: {
            /** @description The nonce was known already. */
            duplicate?: boolean;
            messageId?: components["schemas"]["Id"];
            seq?: components["schemas"]["Seq"];
        };
        Announcement: {
            createdAt: components["schemas"]["Time"];
            /** @description From when on nobody is shown it; left out where that is not settled. */
            endsAt?: components["schemas"]["Time"];
            id: components["schemas"]["Id"];
            severity: components["schemas"]["Severity"];
            text: string;
        };
        AnnouncementsUpdated: {
            announcements: components["schemas"]["Announcement"][];
        };
        Attachment: {
            filename: string;
            id: components["schemas"]["Id"];
            mimeType: string;
            /** @description Bytes. */
            size: number;
            url: string;
        };
        Authenticate: {
            resume?: components["schemas"]["Resume"];
            /** @description An access token. */
            token: string;
        };
        Authenticated: {
            /** @description Left out when resuming. */
            dms?: components["schemas"]["Conversation"][];
            /** @description Changes when the database is restored from a backup. */
            epoch: string;
            heads?: components["schemas"]["Positions"];
            /** @description Milliseconds between the pings to a silent socket. */
            heartbeatInterval: number;
            mentions: components["schemas"]["Calls"];
            /** @description The name of the node that the socket is at. */
            node: string;
            positions: components["schemas"]["Positions"];
            reads: components["schemas"]["Positions"];
            reconnect: components["schemas"]["ReconnectPolicy"];
            /** @description Left out when resuming. */
            servers?: components["schemas"]["ServerDetail"][];
            user: components["schemas"]["Account"];
        };
        Author: {
            avatarUrl: string | null;
            displayName: string;
            id: components["schemas"]["Id"];
            username: string;
        };
        /** @description Per channel the seqs of unread messages that call the person, the newest first; 100 a channel and 2,000 in all at most. */
        Calls: {
            [key: string]: components["schemas"]["Seq"][];
        };
        Channel: {
            createdAt: components["schemas"]["Time"];
            id: components["schemas"]["Id"];
            name: string;
            /** @description What is allowed and denied here, at most one for each role and person. */
            overwrites: components["schemas"]["Overwrite"][];
            /**
             * Format: uuid
             * @description The category it is in; whoever does not see that has the channel outside of any.
             */
            parentId: string | null;
            position: number;
            /**
             * Format: uuid
             * @description Null for a conversation.
             */
            serverId: string | null;
            /** @description The seconds that somebody waits between two messages; 0 for none. */
            slowMode: number;
            topic: string | null;
            type: components["schemas"]["ChannelType"];
        };
        ChannelCreated: {
            channel: components["schemas"]["Channel"];
            position: components["schemas"]["Position"];
        };
        ChannelRead: {
            channelId: components["schemas"]["Id"];
            seq: components["schemas"]["Position"];
        };
        ChannelRemoved: {
            channelId: components["schemas"]["Id"];
            serverId: components["schemas"]["Id"];
        };
        /** @enum {string} */
        ChannelType: "text" | "voice" | "category" | "dm";
        ChannelUpdated: {
            channel: components["schemas"]["Channel"];
        };
        /** @description What a client says. */
        ClientEvents: {
            authenticate: components["schemas"]["Authenticate"];
            "channel:read": components["schemas"]["ChannelRead"];
            "message:delete": components["schemas"]["Delete"];
            "message:edit": components["schemas"]["Edit"];
            "message:pin": components["schemas"]["Pin"];
            "message:react": components["schemas"]["React"];
            "message:send": components["schemas"]["Send"];
            "message:unpin": components["schemas"]["Unpin"];
            "message:unreact": components["schemas"]["Unreact"];
            ping: components["schemas"]["Ping"];
            "presence:update": components["schemas"]["PresenceUpdate"];
            subscribe: components["schemas"]["Watch"];
            sync: components["schemas"]["Sync"];
            "typing:start": components["schemas"]["TypingStart"];
            "voice:answer": components["schemas"]["VoiceAnswer"];
            "voice:ice": components["schemas"]["VoiceIce"];
            "voice:join": components["schemas"]["VoiceJoin"];
            "voice:leave": components["schemas"]["VoiceLeave"];
            "voice:offer": components["schemas"]["VoiceOffer"];
            "voice:state": components["schemas"]["VoiceState"];
            "voice:stats": components["schemas"]["VoiceStats"];
        };
        /**
         * @description Markdown. At most 4,000 characters unless the instance is configured otherwise.
         * @example Hello, **world**
         */
        Content: string;
        /** @description A direct-message conversation, of two for good or a group; its id is a channel's. */
        Conversation: {
            id: components["schemas"]["Id"];
            /** @description A group's; left out where it has none. */
            name?: string;
            /** @description Who may take people out of a group; left out in a conversation of two. */
            ownerId?: components["schemas"]["Id"];
            participants: components["schemas"]["User"][];
        };
        ConversationLeft: {
            conversationId: components["schemas"]["Id"];
        };
        ConversationUpdated: {
            conversation: components["schemas"]["Conversation"];
        };
        Delete: {
            messageId: components["schemas"]["Id"];
        };
        DmCreated: {
            conversation: components["schemas"]["Conversation"];
            /** @description The seq of its stream before the person took part. */
            position: number;
        };
        /** @description Events with a place in a stream. */
        DurableEvents: {
            "access:changed": components["schemas"]["AccessChanged"];
            "channel:updated": components["schemas"]["ChannelUpdated"];
            "conversation:left": components["schemas"]["ConversationLeft"];
            "conversation:updated": components["schemas"]["ConversationUpdated"];
            "dm:created": components["schemas"]["DmCreated"];
            "emoji:updated": components["schemas"]["EmojiUpdated"];
            "levels:updated": components["schemas"]["LevelsUpdated"];
            "member:joined": components["schemas"]["MemberJoined"];
            "member:left": components["schemas"]["MemberLeft"];
            "member:updated": components["schemas"]["MemberUpdated"];
            "message:deleted": components["schemas"]["MessageDeleted"];
            "message:new": components["schemas"]["MessageNew"];
            "message:pinned": components["schemas"]["MessagePinned"];
            "message:unpinned": components["schemas"]["MessageUnpinned"];
            "message:updated": components["schemas"]["MessageUpdated"];
            "messages:deleted": components["schemas"]["MessagesDeleted"];
            notification: components["schemas"]["Notified"];
            "notifications:read": components["schemas"]["NotificationsRead"];
            "reaction:added": components["schemas"]["ReactionAdded"];
            "reaction:removed": components["schemas"]["ReactionRemoved"];
            "relationship:updated": components["schemas"]["RelationshipUpdated"];
            "role:created": components["schemas"]["RoleCreated"];
            "role:deleted": components["schemas"]["RoleDeleted"];
            "role:updated": components["schemas"]["RoleUpdated"];
            "server:joined": components["schemas"]["ServerJoined"];
            "server:left": components["schemas"]["ServerLeft"];
            "server:read": components["schemas"]["ServerRead"];
            "server:updated": components["schemas"]["ServerUpdated"];
            "settings:updated": components["schemas"]["SettingsUpdated"];
            skipped: components["schemas"]["Skipped"];
        };
        Edit: {
            content: components["schemas"]["Content"];
            messageId: components["schemas"]["Id"];
        };
        /** @description The preview of a page that the text links to, as text alone: of what `type` is not known here a client shows nothing. Where previews are made at all, they follow the message by an event of their own, or never. */
        Embed: {
            description?: string;
            siteName: string;
            title: string;
            /** @example link */
            type: string;
            /** @description The link as it stands in the text. */
            url: string;
        };
        /**
         * @example 👍
         * @example party_parrot:019a3f20-6f7a-7b8c-9d0e-1f2a3b4c5d6e
         */
        Emoji: string;
        EmojiUpdated: {
            /** @description All of them, by name. */
            emoji: components["schemas"]["ServerEmoji"][];
            serverId: components["schemas"]["Id"];
        };
        /** @enum {string} */
        ErrorCode: "forbidden" | "invalid" | "rate_limited" | "not_found" | "unavailable" | "conflict" | "too_large" | "internal";
        FieldError: {
            field: string;
            message: string;
            /** @description What fills its sentence. */
            params?: {
                [key: string]: string;
            };
            reason?: components["schemas"]["Refusal"];
        };
        /** @description As `RTCIceCandidate.toJSON()` makes it. */
        IceCandidate: {
            candidate: string;
            sdpMid?: string;
            sdpMLineIndex?: number;
            usernameFragment?: string;
        };
        /** @description As `RTCIceServer` has it. */
        IceServer: {
            credential?: string;
            urls: string[];
            username?: string;
        };
        /**
         * Format: uuid
         * @example 019a3f1e-7c52-7b1a-9d3e-5f6a7b8c9d0e
         */
        Id: string;
        /** @enum {string} */
        LeaveReason: "left" | "kicked" | "banned" | "deleted";
        /** @description What a node says on `/ws/legacy/chat`. */
        LegacyChatFrames: {
            error: {
                code: components["schemas"]["ErrorCode"];
                /** @description One sentence for a person. */
                message: string;
                /** @description Seconds after which trying again may help. */
                retry_after?: number;
                timestamp: components["schemas"]["Time"];
                /** @constant */
                type: "error";
            };
            message: {
                channel_id: components["schemas"]["Id"];
                content: string;
                display_name?: string;
                /**
                 * @description The message was imported; else left out.
                 * @constant
                 */
                imported?: true;
                message_id: components["schemas"]["Id"];
                nonce?: components["schemas"]["Nonce"];
                reply_to?: components["schemas"]["Id"];
                timestamp: components["schemas"]["Time"];
                /** @constant */
                type: "message";
                user_id?: components["schemas"]["Id"];
                username?: string;
            };
            message_deleted: {
                channel_id: components["schemas"]["Id"];
                /**
                 * Format: uuid
                 * @description Left out when there are several.
                 */
                message_id?: string;
                message_ids: components["schemas"]["Id"][];
                timestamp: components["schemas"]["Time"];
                /** @constant */
                type: "message_deleted";
                /**
                 * Format: uuid
                 * @description Who did it, where that is told.
                 */
                user_id?: string;
            };
            message_edited: {
                channel_id: components["schemas"]["Id"];
                content: string;
                message_id: components["schemas"]["Id"];
                timestamp: components["schemas"]["Time"];
                /** @constant */
                type: "message_edited";
            };
            pong: {
                timestamp: components["schemas"]["Time"];
                /** @constant */
                type: "pong";
            };
            reaction: {
                /** @enum {string} */
                action: "added" | "removed";
                channel_id: components["schemas"]["Id"];
                /** @description How many have reacted so now. */
                count: number;
                emoji: components["schemas"]["Emoji"];
                message_id: components["schemas"]["Id"];
                timestamp: components["schemas"]["Time"];
                /** @constant */
                type: "reaction";
                user_id: components["schemas"]["Id"];
            };
            typing: {
                channel_id: components["schemas"]["Id"];
                timestamp: components["schemas"]["Time"];
                /** @constant */
                type: "typing";
                user_id: components["schemas"]["Id"];
            };
            user_joined: {
                channel_id: components["schemas"]["Id"];
                timestamp: components["schemas"]["Time"];
                /** @constant */
                type: "user_joined";
                user_id: components["schemas"]["Id"];
            };
            user_left: {
                channel_id: components["schemas"]["Id"];
                timestamp: components["schemas"]["Time"];
                /** @constant */
                type: "user_left";
                user_id: components["schemas"]["Id"];
            };
        };
        /** @description What a node says on `/ws/legacy/notifications`. */
        LegacyNewsFrames: {
            error: {
                code: components["schemas"]["ErrorCode"];
                /** @description One sentence for a person. */
                message: string;
                /** @description Seconds after which trying again may help. */
                retry_after?: number;
                timestamp: components["schemas"]["Time"];
                /** @constant */
                type: "error";
            };
            notification: {
                /** @description As on `/ws/main`. */
                data: Record<string, never>;
                /** @enum {string} */
                event: "server:joined" | "server:left" | "dm:created" | "notification";
                timestamp: components["schemas"]["Time"];
                /** @constant */
                type: "notification";
            };
            pong: {
                timestamp: components["schemas"]["Time"];
                /** @constant */
                type: "pong";
            };
        };
        /** @description What somebody wants to be told of a server, channel or conversation. Without any for a channel that of its server holds; without that, mentions in servers and everything in conversations. */
        Level: {
            /** @enum {string} */
            level?: "all" | "mentions" | "nothing";
            mutedUntil?: components["schemas"]["Time"];
            subjectId: components["schemas"]["Id"];
        };
        LevelsUpdated: {
            level: components["schemas"]["Level"];
        };
        /**
         * @description How good the line from somebody is: excellent with a loss below 1 % and a round trip below 150 ms, good below 3 % and 300 ms. Not there until it was measured.
         * @enum {string}
         */
        LineQuality: "excellent" | "good" | "poor";
        Member: {
            joinedAt: components["schemas"]["Time"];
            /** @description Until when they may do nothing there but read; left out where they are not muted. */
            mutedUntil?: components["schemas"]["Time"];
            nickname: string | null;
            presence: components["schemas"]["PresenceStatus"];
            /** @description Their roles besides everybody's. */
            roles: components["schemas"]["Id"][];
            user: components["schemas"]["User"];
        };
        MemberJoined: {
            member: components["schemas"]["Member"];
            serverId: components["schemas"]["Id"];
        };
        MemberLeft: {
            serverId: components["schemas"]["Id"];
            userId: components["schemas"]["Id"];
        };
        MemberUpdated: {
            member: components["schemas"]["Member"];
            serverId: components["schemas"]["Id"];
        };
        MemberWindow: {
            serverId: components["schemas"]["Id"];
            userIds: components["schemas"]["Id"][];
        };
        Message: {
            attachments: components["schemas"]["Attachment"][];
            /** @description Null when the account is deleted, and where an imported message's author has none here. */
            author: components["schemas"]["Author"] | null;
            channelId: components["schemas"]["Id"];
            content: string;
            createdAt: components["schemas"]["Time"];
            /** Format: date-time */
            editedAt: string | null;
            embeds: components["schemas"]["Embed"][];
            /** @description The sum of: 1 imported from a file, not written here; 2 it calls everybody; 4 it calls everybody who was online. */
            flags: number;
            id: components["schemas"]["Id"];
            /** @description The name of an author who is nobody of this server, of an imported message; else left out. */
            importedAuthor?: string;
            /** @description The roles that it calls. */
            mentionRoles: components["schemas"]["Id"][];
            mentions: components["schemas"]["Id"][];
            /** @description The sender's idempotency key, in the answer to the sender; else left out. */
            nonce?: string;
            pinned: boolean;
            reactions: components["schemas"]["Reaction"][];
            /**
             * Format: uuid
             * @description The message it answers.
             */
            replyTo: string | null;
            /** @description Its place in the channel's stream. */
            seq: number;
            system?: components["schemas"]["SystemMessage"];
            /** Format: uuid */
            threadId: string | null;
            /** @enum {string} */
            type: "text" | "file" | "embed" | "system";
        };
        MessageDeleted: {
            by: components["schemas"]["Id"];
            channelId: components["schemas"]["Id"];
            /** @description The seq of the channel's last message that is left, 0 if none is; left out by releases before this one. */
            lastMessageSeq?: number;
            messageId: components["schemas"]["Id"];
            /** @description The seq that it was sent with; left out by releases before this one. */
            messageSeq?: number;
        };
        MessageNew: {
            channelId: components["schemas"]["Id"];
            message: components["schemas"]["Message"];
        };
        MessagePinned: {
            by: components["schemas"]["Id"];
            channelId: components["schemas"]["Id"];
            messageId: components["schemas"]["Id"];
        };
        MessagesDeleted: {
            channelId: components["schemas"]["Id"];
            /** @description The seq of the channel's last message that is left, 0 if none is; left out by releases before this one. */
            lastMessageSeq?: number;
            messageIds: components["schemas"]["Id"][];
            /** @description The seqs that they were sent with, in the same order. */
            messageSeqs: components["schemas"]["Seq"][];
        };
        /**
         * @description Who may open a conversation with a person; mates are friends and whoever shares a server with them.
         * @enum {string}
         */
        MessagesFrom: "everyone" | "mates" | "friends";
        MessageUnpinned: {
            by: components["schemas"]["Id"];
            channelId: components["schemas"]["Id"];
            messageId: components["schemas"]["Id"];
        };
        /** @description What is left out is as it was. */
        MessageUpdated: {
            channelId: components["schemas"]["Id"];
            content?: string;
            editedAt?: components["schemas"]["Time"];
            /** @description All of them, as they are now. */
            embeds?: components["schemas"]["Embed"][];
            /** @description Whom its text names now. */
            mentions?: components["schemas"]["Id"][];
            messageId: components["schemas"]["Id"];
        };
        MonitorConnectionStatus: {
            /** @description What they get of their own accord. */
            events: components["schemas"]["MonitorEvent"][];
            /** @enum {string} */
            status: "connected";
            /**
             * Format: uuid
             * @description Null for whoever has not signed in.
             */
            user_id: string | null;
        };
        /** @enum {string} */
        MonitorEvent: "metrics_update" | "sync_update" | "notification";
        /** @description What a node says to those who watch. */
        MonitorEvents: {
            connection_status: components["schemas"]["MonitorConnectionStatus"];
            error: components["schemas"]["MonitorRefused"];
            metrics_update: components["schemas"]["MonitorMetricsUpdate"];
            notification: components["schemas"]["MonitorNotification"];
            pong: components["schemas"]["MonitorPong"];
            sync_status: components["schemas"]["MonitorSyncStatus"];
            sync_update: components["schemas"]["MonitorSyncUpdate"];
        };
        /** @description Load and health of the whole, in which case they are sums and the worst, or of the node one is at. */
        MonitorLoad: {
            /** @description Sockets of clients, those that watch excepted. */
            connections: number;
            /** @description Events written to sockets since the nodes' starts. */
            deliveries: number;
            deliveries_per_second: number;
            /** @description How late event loops were lately, at worst. */
            event_loop_lag_ms: number;
            /** @description Seconds from a message's receipt to its writes; median. */
            latency_p50: number;
            /** @description The same, 99th percentile. */
            latency_p99: number;
            /** @description Messages stored since the nodes' starts. */
            messages: number;
            messages_per_second: number;
            /** @description How many nodes these figures are of. */
            nodes: number;
            /**
             * @description Degraded while a dependency is not well.
             * @enum {string}
             */
            status: "up" | "degraded";
        };
        MonitorMetricsUpdate: {
            cluster: components["schemas"]["MonitorLoad"];
            node: components["schemas"]["MonitorLoad"];
            /** @description Each node in detail; for operators alone. */
            nodes?: components["schemas"]["MonitorNodeLoad"][];
        };
        MonitorNodeLoad: {
            /** @description closed, half_open or open, by dependency. */
            breakers: {
                [key: string]: string;
            };
            /** @description Share of the machine, 0 to 1. */
            cpu: number;
            id: string;
            /** @description Whether it has begun to stop. */
            leaving: boolean;
            load: components["schemas"]["MonitorLoad"];
            memory_bytes: number;
            uptime_s: number;
            /** @description What it runs. */
            verticles: string[];
            /** @description Sockets of those who watch. */
            watchers: number;
        };
        MonitorNotification: {
            /** @description As on `/ws/main`. */
            data: Record<string, never>;
            /** @enum {string} */
            event: "server:joined" | "server:left" | "dm:created" | "notification";
        };
        MonitorPong: Record<string, never>;
        MonitorRefused: {
            code: components["schemas"]["ErrorCode"];
            /** @description One sentence for a person. */
            message: string;
            /** @description Seconds after which trying again may help. */
            retry_after?: number;
        };
        MonitorSyncStatus: {
            tasks: components["schemas"]["MonitorSyncUpdate"][];
        };
        /** @description A task; exports, imports, purges and removals. */
        MonitorSyncUpdate: {
            channel_id?: components["schemas"]["Id"];
            created_at: components["schemas"]["Time"];
            /** @description One sentence for a person, when it failed. */
            error?: string;
            /** @enum {string} */
            kind: "export" | "import" | "purge" | "removal";
            processed_items: number;
            progress: number;
            /** @enum {string} */
            status: "queued" | "running" | "done" | "failed" | "cancelled";
            task_id: components["schemas"]["Id"];
            /** @description 0 until they are counted. */
            total_items: number;
        };
        /**
         * @description A client's idempotency key, remembered for 24 hours at least.
         * @example 5f0c2c0e-0e0c-4ac1-8a0f-3d9f3f8f1a11
         */
        Nonce: string;
        /** @description What it is about is shown as it is now; there is no text in it. */
        Notification: {
            by?: components["schemas"]["Author"];
            channelId?: components["schemas"]["Id"];
            /** @description That of an invite. */
            code?: string;
            createdAt: components["schemas"]["Time"];
            id: components["schemas"]["Id"];
            /** @enum {string} */
            kind: "mention" | "reply" | "dm" | "invite" | "friend";
            messageId?: components["schemas"]["Id"];
            readAt?: components["schemas"]["Time"];
            /** @description That of the message. */
            seq?: number;
            serverId?: components["schemas"]["Id"];
        };
        NotificationsRead: {
            ids: components["schemas"]["Id"][];
        };
        Notified: {
            notification: components["schemas"]["Notification"];
        };
        /** @description What a channel allows and denies a role or a person: one of `roleId` and `userId` is there. What is said of everybody's role is said first, then what of any of one's other roles, then what of oneself; the later one wins, and among equals what is allowed. It binds neither the owner nor administrators. */
        Overwrite: {
            allow: components["schemas"]["Permission"][];
            deny: components["schemas"]["Permission"][];
            roleId?: components["schemas"]["Id"];
            userId?: components["schemas"]["Id"];
        };
        /** @description What has no place in a stream, and may be lost. */
        PassingEvents: {
            ack: components["schemas"]["Ack"];
            "announcements:updated": components["schemas"]["AnnouncementsUpdated"];
            authenticated: components["schemas"]["Authenticated"];
            "channel:created": components["schemas"]["ChannelCreated"];
            "channel:removed": components["schemas"]["ChannelRemoved"];
            error: components["schemas"]["Refused"];
            pong: components["schemas"]["Pong"];
            "presence:user": components["schemas"]["PresenceChanged"];
            "read:updated": components["schemas"]["ReadUpdated"];
            reconnect: components["schemas"]["Reconnect"];
            "reconnect:policy": components["schemas"]["ReconnectPolicy"];
            resumed: components["schemas"]["Resumed"];
            resync: components["schemas"]["Resync"];
            "session:revoked": components["schemas"]["SessionRevoked"];
            typing: components["schemas"]["Typing"];
            "voice:answer": components["schemas"]["VoiceAnswered"];
            "voice:ice": components["schemas"]["VoiceIceFound"];
            "voice:joined": components["schemas"]["VoiceJoined"];
            "voice:left": components["schemas"]["VoiceLeft"];
            "voice:offer": components["schemas"]["VoiceOffered"];
            "voice:presence": components["schemas"]["VoicePresence"];
            "voice:quality": components["schemas"]["VoiceQualityChanged"];
            "voice:ready": components["schemas"]["VoiceReady"];
            "voice:states": components["schemas"]["VoiceStates"];
        };
        /** @description Which incarnation of the peer connection it is about, as its sender calls it. */
        PeerConnectionName: string;
        /** @description What one measures of the line from a participant, since the last time. */
        PeerStats: {
            /** @description Kilobits a second that came. */
            bitrate?: number;
            /** @description Milliseconds. */
            jitter?: number;
            /** @description The share of packets that were lost. */
            loss?: number;
            participantId: components["schemas"]["Id"];
            /** @description Milliseconds there and back. */
            rtt?: number;
        };
        /** @enum {string} */
        Permission: "ADMINISTRATOR" | "VIEW_CHANNEL" | "SEND_MESSAGES" | "ADD_REACTIONS" | "MANAGE_MESSAGES" | "MENTION_EVERYONE" | "CREATE_INVITES" | "MANAGE_CHANNELS" | "MANAGE_ROLES" | "MANAGE_SERVER" | "KICK_MEMBERS" | "BAN_MEMBERS" | "MUTE_MEMBERS" | "CHANGE_NICKNAME" | "MANAGE_NICKNAMES" | "VIEW_AUDIT_LOG" | "MANAGE_WEBHOOKS" | "CONNECT" | "SPEAK" | "SHARE_SCREEN" | "MOVE_MEMBERS" | "MANAGE_EMOJI";
        Pin: {
            messageId: components["schemas"]["Id"];
        };
        Ping: {
            /** @description Comes back as it was. */
            t?: number;
        };
        Pong: {
            /** @description The node's clock: milliseconds since 1970. */
            serverTime: number;
            /** @description As it was sent. */
            t?: number;
        };
        /** @description The last seq of a stream that somebody has; 0 for none. */
        Position: number;
        /** @description Per stream, by the id of what it is about, its last `seq`; 0 when nothing has happened yet. */
        Positions: {
            [key: string]: number;
        };
        PresenceChanged: {
            status: components["schemas"]["PresenceStatus"];
            text?: string;
            userId: components["schemas"]["Id"];
        };
        /** @enum {string} */
        PresenceStatus: "online" | "idle" | "dnd" | "invisible" | "offline";
        PresenceUpdate: {
            /** @enum {string} */
            status: "online" | "idle" | "dnd" | "invisible";
            text?: string;
        };
        React: {
            emoji: components["schemas"]["Emoji"];
            messageId: components["schemas"]["Id"];
        };
        Reaction: {
            count: number;
            emoji: string;
            /** @description Whether the asker reacted so. */
            me?: boolean;
        };
        ReactionAdded: {
            channelId: components["schemas"]["Id"];
            /** @description How many have reacted so now. */
            count: number;
            emoji: components["schemas"]["Emoji"];
            messageId: components["schemas"]["Id"];
            userId: components["schemas"]["Id"];
        };
        ReactionRemoved: {
            channelId: components["schemas"]["Id"];
            /** @description How many have reacted so now. */
            count: number;
            emoji: components["schemas"]["Emoji"];
            messageId: components["schemas"]["Id"];
            userId: components["schemas"]["Id"];
        };
        ReadUpdated: {
            channelId: components["schemas"]["Id"];
            seq: components["schemas"]["Seq"];
            userId: components["schemas"]["Id"];
        };
        Reconnect: {
            /** @description Milliseconds after which to connect again, to any node. */
            afterMs: number;
        };
        ReconnectPolicy: {
            /** @description The first wait, in milliseconds; doubled with each try. */
            baseMs: number;
            /** @description The longest wait. */
            capMs: number;
            /** @description Over how long to spread the first try after a node was lost. */
            spreadMs: number;
        };
        /**
         * @description Why something was refused, by a name that stays as it is for ever, here and in what HTTP answers. Whoever speaks
         *     to people has a sentence of their own for each of `x-sentences`, which are in English; `params` fill in what is
         *     in braces. What begins with a small letter is said of a field. A newer node may have names that do not stand
         *     here yet: then the message says it all.
         */
        Refusal: string;
        Refused: {
            code: components["schemas"]["ErrorCode"];
            /** @description Which fields were wrong. */
            fields?: components["schemas"]["FieldError"][];
            /** @description One sentence for a person. */
            message: string;
            /** @description What fills its sentence. */
            params?: {
                [key: string]: string;
            };
            reason?: components["schemas"]["Refusal"];
            /** @description Seconds after which trying again may help. */
            retryAfter?: number;
        };
        RelationshipUpdated: {
            /** @enum {string} */
            kind?: "friend" | "incoming" | "outgoing" | "blocked";
            userId: components["schemas"]["Id"];
        };
        /** @description Where a client was when it lost its socket. */
        Resume: {
            /** @description As `authenticated` told it. */
            epoch: string;
            positions: components["schemas"]["Positions"];
        };
        Resumed: {
            /** @description How many events. */
            replayed: number;
        };
        Resync: {
            reason: components["schemas"]["ResyncReason"];
            streams: components["schemas"]["Id"][];
        };
        /**
         * @description The log no longer reaches back to where the client was, the client has more than there is, the database was restored since, or what follows could not be given.
         * @enum {string}
         */
        ResyncReason: "too_old" | "diverged" | "epoch" | "unreadable";
        Role: {
            /** @description 0xRRGGBB; 0 for none. */
            color: number;
            /** @description Whether its members are listed apart. */
            hoist: boolean;
            id: components["schemas"]["Id"];
            /** @description Whether anybody may mention it. */
            mentionable: boolean;
            name: string;
            permissions: components["schemas"]["Permission"][];
            /** @description Its rank, higher above lower and with gaps; 0 is everybody's role. */
            position: number;
            serverId: components["schemas"]["Id"];
        };
        RoleCreated: {
            role: components["schemas"]["Role"];
            serverId: components["schemas"]["Id"];
        };
        RoleDeleted: {
            roleId: components["schemas"]["Id"];
            serverId: components["schemas"]["Id"];
        };
        RoleUpdated: {
            role: components["schemas"]["Role"];
            serverId: components["schemas"]["Id"];
        };
        Sdp: string;
        Send: {
            channelId: components["schemas"]["Id"];
            content: components["schemas"]["Content"];
            nonce?: components["schemas"]["Nonce"];
            replyTo?: components["schemas"]["Id"];
        };
        /** @description A place in a stream, from 1, without gaps. */
        Seq: number;
        Server: {
            createdAt: components["schemas"]["Time"];
            description: string | null;
            iconUrl: string | null;
            id: components["schemas"]["Id"];
            /** @description The seconds that an account must be old to join; 0 for any. */
            minAccountAge: number;
            name: string;
            ownerId: components["schemas"]["Id"];
            /**
             * Format: uuid
             * @description Where joins are told; an id alone, for not everybody sees the channel.
             */
            systemChannelId: string | null;
        };
        /** @description A server, with what the asker may see of it. */
        ServerDetail: components["schemas"]["Server"] & {
            channels: components["schemas"]["Channel"][];
            emoji: components["schemas"]["ServerEmoji"][];
            /** @description The asker in this server; their presence is not told here. */
            member: components["schemas"]["Member"];
            /** @description What the asker may do in the server. */
            permissions: components["schemas"]["Permission"][];
            /** @description Of the server's stream and of each channel's, read before the rest. */
            positions: components["schemas"]["Positions"];
            roles: components["schemas"]["Role"][];
        };
        /** @description An emoji of a server's own. */
        ServerEmoji: {
            id: components["schemas"]["Id"];
            name: string;
            serverId: components["schemas"]["Id"];
            url: string;
        };
        ServerJoined: {
            channels: components["schemas"]["Channel"][];
            positions: components["schemas"]["Positions"];
            server: components["schemas"]["Server"];
        };
        ServerLeft: {
            /** @description Why, in the words of whoever kicked or banned them. */
            detail?: string;
            reason: components["schemas"]["LeaveReason"];
            serverId: components["schemas"]["Id"];
        };
        ServerRead: {
            reads: components["schemas"]["Positions"];
            serverId: components["schemas"]["Id"];
        };
        ServerUpdated: {
            server: components["schemas"]["Server"];
        };
        SessionRevoked: Record<string, never>;
        Settings: {
            messagesFrom: components["schemas"]["MessagesFrom"];
            /** @description Grows with each change. */
            version: number;
        };
        SettingsUpdated: {
            settings: components["schemas"]["Settings"];
        };
        /**
         * @description How much an announcement matters: it is good to know, something will not go as usual, or something does not work.
         * @enum {string}
         */
        Severity: "info" | "warning" | "critical";
        Skipped: Record<string, never>;
        Sync: {
            after: components["schemas"]["Position"];
            stream: components["schemas"]["Id"];
        };
        /**
         * @description What a message of type system tells, in place of a text: its author did it. What does not apply is left out. A
         *     kind that is not known here may come with a later release: show that something happened.
         */
        SystemMessage: {
            /** @enum {string} */
            kind: "unknown" | "member_joined" | "message_pinned" | "channel_renamed" | "person_added" | "person_removed" | "person_left";
            /**
             * Format: uuid
             * @description To which message, which may be gone meanwhile.
             */
            messageId?: string;
            /** @description What something is called from then on. */
            name?: string;
            /**
             * Format: uuid
             * @description To whom it was done, where that is not its author.
             */
            userId?: string;
        };
        /**
         * Format: date-time
         * @example 2026-11-21T03:50:00.000Z
         */
        Time: string;
        Typing: {
            channelId: components["schemas"]["Id"];
            userId: components["schemas"]["Id"];
        };
        TypingStart: {
            channelId: components["schemas"]["Id"];
        };
        Unpin: {
            messageId: components["schemas"]["Id"];
        };
        Unreact: {
            emoji: components["schemas"]["Emoji"];
            messageId: components["schemas"]["Id"];
        };
        User: {
            avatarUrl: string | null;
            bio: string | null;
            createdAt: components["schemas"]["Time"];
            displayName: string;
            id: components["schemas"]["Id"];
            /** Format: date-time */
            lastSeen: string | null;
            /** @description The text they set, not their presence. */
            status: string | null;
            username: string;
        };
        VoiceAnswer: {
            pc: components["schemas"]["PeerConnectionName"];
            sdp: components["schemas"]["Sdp"];
            target: components["schemas"]["Id"];
        };
        VoiceAnswered: {
            from: components["schemas"]["Id"];
            n: number;
            pc: components["schemas"]["PeerConnectionName"];
            sdp: components["schemas"]["Sdp"];
        };
        /** @enum {string} */
        VoiceEnd: "left" | "lost" | "replaced" | "disconnected" | "moved" | "not_allowed" | "signed_out";
        VoiceIce: {
            candidate?: components["schemas"]["IceCandidate"];
            pc: components["schemas"]["PeerConnectionName"];
            target: components["schemas"]["Id"];
        };
        VoiceIceFound: {
            candidate?: components["schemas"]["IceCandidate"];
            from: components["schemas"]["Id"];
            n: number;
            pc: components["schemas"]["PeerConnectionName"];
        };
        VoiceJoin: {
            channelId: components["schemas"]["Id"];
            deafened?: boolean;
            muted?: boolean;
            resume?: components["schemas"]["VoiceResume"];
        };
        VoiceJoined: {
            channelId: components["schemas"]["Id"];
            participant: components["schemas"]["VoiceParticipant"];
        };
        VoiceLeave: Record<string, never>;
        VoiceLeft: {
            channelId: components["schemas"]["Id"];
            /** @description One sentence, where it is oneself. */
            message?: string;
            participantId: components["schemas"]["Id"];
            reason: components["schemas"]["VoiceEnd"];
            /**
             * Format: uuid
             * @description The channel to join instead.
             */
            to?: string;
            userId: components["schemas"]["Id"];
        };
        VoiceOffer: {
            pc: components["schemas"]["PeerConnectionName"];
            sdp: components["schemas"]["Sdp"];
            target: components["schemas"]["Id"];
        };
        VoiceOffered: {
            from: components["schemas"]["Id"];
            n: number;
            pc: components["schemas"]["PeerConnectionName"];
            sdp: components["schemas"]["Sdp"];
        };
        /** @description Somebody in a call. */
        VoiceParticipant: {
            /** @description They show themselves. */
            camera: boolean;
            /** @description They hear nothing, by their own wish. */
            deafened: boolean;
            joinedAt: components["schemas"]["Time"];
            /** @description They send no sound, by their own wish. */
            muted: boolean;
            participantId: components["schemas"]["Id"];
            quality?: components["schemas"]["LineQuality"];
            /** @description They share their screen. */
            screen: boolean;
            speaking: boolean;
            /** @description They may not speak here: a moderator silenced them, or they lack SPEAK. */
            suppressed: boolean;
            userId: components["schemas"]["Id"];
        };
        VoicePresence: {
            channelId: components["schemas"]["Id"];
            participants: components["schemas"]["VoiceParticipant"][];
        };
        /** @description How to encode sound. */
        VoiceQuality: {
            audioKbps: number;
            reason: components["schemas"]["VoiceQualityReason"];
        };
        VoiceQualityChanged: {
            audioKbps: number;
            reason: components["schemas"]["VoiceQualityReason"];
        };
        /** @enum {string} */
        VoiceQualityReason: "normal" | "high_load" | "poor_line" | "recovering";
        VoiceReady: {
            /** @description How many may be in this call. */
            capacity: number;
            channelId: components["schemas"]["Id"];
            iceExpiresAt: components["schemas"]["Time"];
            iceServers: components["schemas"]["IceServer"][];
            /** @description What one may do here, of SPEAK, SHARE_SCREEN, MUTE_MEMBERS and MOVE_MEMBERS. */
            may: components["schemas"]["Permission"][];
            /** @description The number of the last signal that one is taken to have. */
            n: number;
            participants: components["schemas"]["VoiceParticipant"][];
            quality: components["schemas"]["VoiceQuality"];
            /** @description It goes on where it was. */
            resumed: boolean;
            resumeWindowMs: number;
            self: components["schemas"]["Id"];
            /** @description What to come back with; a secret. */
            sessionId: string;
        };
        /** @description Where one was in a call when the socket was lost. */
        VoiceResume: {
            /** @description The number of the last signal that came. */
            n: number;
            sessionId: string;
        };
        VoiceState: {
            camera?: boolean;
            deafened?: boolean;
            muted?: boolean;
            screen?: boolean;
            speaking?: boolean;
        };
        VoiceStates: {
            channelId: components["schemas"]["Id"];
            participants: components["schemas"]["VoiceParticipant"][];
        };
        VoiceStats: {
            peers: components["schemas"]["PeerStats"][];
        };
        Watch: {
            channels?: components["schemas"]["Id"][];
            members?: components["schemas"]["MemberWindow"];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
