-- Gives somebody a seat in a room, if there is one left. Seats whose lease is over do not count, nor those that the
-- same person has: whoever comes anew always may.
-- KEYS[1] the room: a hash of rev, i:<participant> "user session node joined", f:<participant> flags, n:<participant>
-- how many signals they were sent, b:<participant> how many bytes of them are kept, q:<participant> their line,
-- x:<user> a moderator silenced them   KEYS[2] where the person sits: "channel participant"   KEYS[3] leases
-- ARGV[1] channel   ARGV[2] participant   ARGV[3] user   ARGV[4] session   ARGV[5] node   ARGV[6] joined, in ms
-- ARGV[7] flags   ARGV[8] lease in ms   ARGV[9] seats; 0 for no bound   ARGV[10] signals sent so far
-- Answers {"full"}, or {"seated", channel and participant that they had or "", rev before, rev, flags}.
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local taken = 0
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  local participant = string.match(all[i], '^i:(.+)$')
  if participant and participant ~= ARGV[2] and string.match(all[i + 1], '^%S+') ~= ARGV[3] then
    local till = redis.call('ZSCORE', KEYS[3], ARGV[1] .. ' ' .. participant)
    if till and tonumber(till) >= now then taken = taken + 1 end
  end
end
if tonumber(ARGV[9]) > 0 and taken >= tonumber(ARGV[9]) then return {'full'} end
local before = redis.call('GET', KEYS[2]) or ''
local place = ARGV[1] .. ' ' .. ARGV[2]
if before == place then before = '' end
local flags = ARGV[7]
if string.find(flags, 'x', 1, true) then
  redis.call('HSET', KEYS[1], 'x:' .. ARGV[3], '1')
elseif redis.call('HEXISTS', KEYS[1], 'x:' .. ARGV[3]) == 1 then
  flags = flags .. 'x'
end
local since = tonumber(redis.call('HGET', KEYS[1], 'rev') or '0')
local rev = math.max(since + 1, now)
redis.call('HSET', KEYS[1], 'rev', string.format('%d', rev), 'i:' .. ARGV[2],
  ARGV[3] .. ' ' .. ARGV[4] .. ' ' .. ARGV[5] .. ' ' .. ARGV[6], 'f:' .. ARGV[2], flags, 'n:' .. ARGV[2], ARGV[10])
redis.call('ZADD', KEYS[3], now + ARGV[8], place)
redis.call('SET', KEYS[2], place, 'PX', 86400000)
return {'seated', before, string.format('%d', since), string.format('%d', rev), flags}
