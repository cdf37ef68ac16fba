-- Which rooms have somebody in them, and how many seats are taken.
-- KEYS[1] leases
-- ARGV[1] what the keys of rooms begin with   ARGV[2] seats looked at, at most
-- Answers {seats whose lease is not over, of each room: channel, rev}.
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local answer = {tostring(redis.call('ZCOUNT', KEYS[1], now, '+inf'))}
local seen = {}
for _, place in ipairs(redis.call('ZRANGE', KEYS[1], 0, ARGV[2] - 1)) do
  local channel = string.match(place, '^%S+')
  if not seen[channel] then
    seen[channel] = true
    local rev = redis.call('HGET', ARGV[1] .. channel, 'rev')
    if rev then
      answer[#answer + 1] = channel
      answer[#answer + 1] = rev
    end
  end
end
return answer
