-- Numbers signals for those whom they are for, and keeps them for a while.
-- KEYS[1] the room
-- ARGV[1] sender   ARGV[2] their session   ARGV[3] what the keys of mailboxes begin with   ARGV[4] kept for ms
-- ARGV[5] how many are kept   then of each: target, signal
-- Answers {} when the sender has no such seat, or of each signal {number, node}, "0" and "" where nobody is the target.
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local sender = redis.call('HGET', KEYS[1], 'i:' .. ARGV[1])
if not sender or string.match(sender, '^%S+ (%S+)') ~= ARGV[2] then return {} end
local answer = {}
for i = 6, #ARGV, 2 do
  local target = redis.call('HGET', KEYS[1], 'i:' .. ARGV[i])
  if target and ARGV[i] ~= ARGV[1] then
    local n = redis.call('HINCRBY', KEYS[1], 'n:' .. ARGV[i], 1)
    local box = ARGV[3] .. ARGV[i]
    redis.call('RPUSH', box, n .. ' ' .. string.format('%d', now) .. ' ' .. ARGV[i + 1])
    redis.call('LTRIM', box, -ARGV[5], -1)
    for _ = 1, 8 do
      local first = redis.call('LINDEX', box, 0)
      if not first or tonumber(string.match(first, '^%d+ (%d+)')) + ARGV[4] >= now then break end
      redis.call('LPOP', box)
    end
    redis.call('PEXPIRE', box, ARGV[4])
    answer[#answer + 1] = tostring(n)
    answer[#answer + 1] = string.match(target, '^%S+ %S+ (%S+)')
  else
    answer[#answer + 1] = '0'
    answer[#answer + 1] = ''
  end
end
return answer
