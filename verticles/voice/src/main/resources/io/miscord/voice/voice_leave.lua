-- Ends a seat: whoever asks twice is told the second time that there is none, so that one alone tells of it.
-- KEYS[1] the room   KEYS[2] leases   KEYS[3] mailbox   KEYS[4] participants whose flags changed
-- ARGV[1] channel   ARGV[2] participant   ARGV[3] their session, "" for whichever   ARGV[4] "1" if only when its lease
-- is over   ARGV[5] what the keys of where people sit begin with
-- ARGV[6] the same of seats and sessions that were ended
-- ARGV[7] for how many ms it is known that somebody ended it
-- Answers {user, rev before, rev}, or {}.
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local place = ARGV[1] .. ' ' .. ARGV[2]
local seat = redis.call('HGET', KEYS[1], 'i:' .. ARGV[2])
local till = redis.call('ZSCORE', KEYS[2], place)
if ARGV[4] == '1' and till and tonumber(till) >= now then return {} end
if not seat then
  redis.call('ZREM', KEYS[2], place)
  return {}
end
local user, session = string.match(seat, '^(%S+) (%S+)')
if ARGV[3] ~= '' and session ~= ARGV[3] then return {} end
local since = tonumber(redis.call('HGET', KEYS[1], 'rev'))
local rev = math.max(since + 1, now)
redis.call('HDEL', KEYS[1], 'i:' .. ARGV[2], 'f:' .. ARGV[2], 'n:' .. ARGV[2], 'b:' .. ARGV[2], 'q:' .. ARGV[2])
redis.call('ZREM', KEYS[2], place)
redis.call('DEL', KEYS[3])
redis.call('SREM', KEYS[4], ARGV[2])
if redis.call('GET', ARGV[5] .. user) == place then redis.call('DEL', ARGV[5] .. user) end
-- A node whose lease was over may have its seat again; one who was taken out may not, nor come back by the session.
if ARGV[4] ~= '1' then
  redis.call('SET', ARGV[6] .. ARGV[2], '1', 'PX', ARGV[7])
  redis.call('SET', ARGV[6] .. session, '1', 'PX', ARGV[7])
end
local left = 0
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
  if string.sub(field, 1, 2) == 'i:' then left = left + 1 end
end
if left == 0 then
  redis.call('DEL', KEYS[1])
else
  redis.call('HSET', KEYS[1], 'rev', string.format('%d', rev))
end
return {user, string.format('%d', since), string.format('%d', rev)}
