-- Numbers signals for those whom they are for, and keeps them for a while.
-- KEYS[1] the room
-- ARGV[1] sender   ARGV[2] their session   ARGV[3] what the keys of mailboxes begin with   ARGV[4] kept for ms
-- ARGV[5] how many are kept for one   ARGV[6] how many bytes of them   then of each: target, signal
-- Answers {} when the sender has no such seat, or of each signal {number, node}, "0" and "" where nobody is the target.
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local sender = redis.call('HGET', KEYS[1], 'i:' .. ARGV[1])
if not sender or string.match(sender, '^%S+ (%S+)') ~= ARGV[2] then return {} end
local answer = {}
for i = 7, #ARGV, 2 do
  local target = redis.call('HGET', KEYS[1], 'i:' .. ARGV[i])
  if target and ARGV[i] ~= ARGV[1] then
    local n = redis.call('HINCRBY', KEYS[1], 'n:' .. ARGV[i], 1)
    local box = ARGV[3] .. ARGV[i]
    local mail = n .. ' ' .. string.format('%d', now) .. ' ' .. ARGV[i + 1]
    local kept = redis.call('RPUSH', box, mail)
    local bytes = #mail + (kept > 1 and tonumber(redis.call('HGET', KEYS[1], 'b:' .. ARGV[i])) or 0)
    while kept > 1 do
      local first = redis.call('LINDEX', box, 0)
      local old = tonumber(string.match(first, '^%d+ (%d+)')) + ARGV[4] < now
      if not old and kept <= tonumber(ARGV[5]) and bytes <= tonumber(ARGV[6]) then break end
      redis.call('LPOP', box)
      kept = kept - 1
      bytes = bytes - #first
    end
    redis.call('HSET', KEYS[1], 'b:' .. ARGV[i], bytes)
    redis.call('PEXPIRE', box, ARGV[4])
    answer[#answer + 1] = tostring(n)
    answer[#answer + 1] = string.match(target, '^%S+ %S+ (%S+)')
  else
    answer[#answer + 1] = '0'
    answer[#answer + 1] = ''
  end
end
return answer
