-- Changes how somebody in a room is; whoever changes something first is to tell of it and all that follows, later.
-- KEYS[1] the room   KEYS[2] participants whose flags changed   KEYS[3] somebody is to tell of them
-- ARGV[1] participant   ARGV[2] their session, "" for whichever   ARGV[3] flags to set   ARGV[4] flags to clear
-- ARGV[5] for how many ms somebody who is to tell is believed to live
-- Answers {} when there is no such seat, or {"1" if the asker is to tell, flags before, flags}.
local seat = redis.call('HGET', KEYS[1], 'i:' .. ARGV[1])
if not seat or (ARGV[2] ~= '' and string.match(seat, '^%S+ (%S+)') ~= ARGV[2]) then return {} end
local before = redis.call('HGET', KEYS[1], 'f:' .. ARGV[1])
local flags = ''
for flag in string.gmatch(before, '.') do
  if not string.find(ARGV[4], flag, 1, true) and not string.find(ARGV[3], flag, 1, true) then flags = flags .. flag end
end
flags = flags .. ARGV[3]
local known = {}
for flag in string.gmatch(before, '.') do known[flag] = true end
local same = #flags == #before
for flag in string.gmatch(flags, '.') do same = same and known[flag] end
if same then return {'0', before, before} end
redis.call('HSET', KEYS[1], 'f:' .. ARGV[1], flags)
-- Who is silenced is so until the call is over, however often they leave it and come back.
local silenced = 'x:' .. string.match(seat, '^%S+')
if string.find(ARGV[3], 'x', 1, true) then redis.call('HSET', KEYS[1], silenced, '1') end
if string.find(ARGV[4], 'x', 1, true) then redis.call('HDEL', KEYS[1], silenced) end
redis.call('SADD', KEYS[2], ARGV[1])
redis.call('PEXPIRE', KEYS[2], 60000)
local first = redis.call('SET', KEYS[3], '1', 'NX', 'PX', ARGV[5])
return {first and '1' or '0', before, flags}
