-- Numbers a signal for whom it is for, and keeps it for a while.
-- KEYS[1] the room   KEYS[2] the target's mailbox
-- ARGV[1] sender   ARGV[2] their session   ARGV[3] target   ARGV[4] signal   ARGV[5] kept for ms
-- ARGV[6] how many are kept for one   ARGV[7] how many bytes of them
-- Answers {} when the sender has no such seat, or {number, node}, "0" and "" where nobody is the target.
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local sender = redis.call('HGET', KEYS[1], 'i:' .. ARGV[1])
if not sender or string.match(sender, '^%S+ (%S+)') ~= ARGV[2] then return {} end
local target = redis.call('HGET', KEYS[1], 'i:' .. ARGV[3])
if not target or ARGV[3] == ARGV[1] then return {'0', ''} end
local n = redis.call('HINCRBY', KEYS[1], 'n:' .. ARGV[3], 1)
local mail = n .. ' ' .. string.format('%d', now) .. ' ' .. ARGV[4]
local kept = redis.call('RPUSH', KEYS[2], mail)
local bytes = #mail + (kept > 1 and tonumber(redis.call('HGET', KEYS[1], 'b:' .. ARGV[3])) or 0)
while kept > 1 do
  local first = redis.call('LINDEX', KEYS[2], 0)
  local old = tonumber(string.match(first, '^%d+ (%d+)')) + ARGV[5] < now
  if not old and kept <= tonumber(ARGV[6]) and bytes <= tonumber(ARGV[7]) then break end
  redis.call('LPOP', KEYS[2])
  kept = kept - 1
  bytes = bytes - #first
end
redis.call('HSET', KEYS[1], 'b:' .. ARGV[3], bytes)
redis.call('PEXPIRE', KEYS[2], ARGV[5])
return {tostring(n), string.match(target, '^%S+ %S+ (%S+)')}
