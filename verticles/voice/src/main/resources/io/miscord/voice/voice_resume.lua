-- Gives somebody the seat back that they had, with a socket at this node.
-- KEYS[1] the room   KEYS[2] leases
-- ARGV[1] channel   ARGV[2] user   ARGV[3] session   ARGV[4] node   ARGV[5] lease in ms   ARGV[6] last signal they have
-- ARGV[7] what the keys of mailboxes begin with   ARGV[8] the same of seats and sessions that were ended
-- Answers {} when there is no such seat, {'ended'} when somebody ended it, or
-- {participant, rev before, rev, signals sent so far, those missed as
-- "number time signal" …}.
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  local participant = string.match(all[i], '^i:(.+)$')
  if participant then
    local user, session, _, joined = string.match(all[i + 1], '^(%S+) (%S+) (%S+) (%S+)$')
    if user == ARGV[2] and session == ARGV[3] then
      local since = tonumber(redis.call('HGET', KEYS[1], 'rev'))
      local rev = math.max(since + 1, now)
      redis.call('HSET', KEYS[1], 'rev', string.format('%d', rev), all[i],
        user .. ' ' .. session .. ' ' .. ARGV[4] .. ' ' .. joined)
      redis.call('ZADD', KEYS[2], now + ARGV[5], ARGV[1] .. ' ' .. participant)
      -- Numbers were given while nobody counted; nobody was given many.
      local ahead = ARGV[6] - redis.call('HGET', KEYS[1], 'n:' .. participant)
      if ahead > 0 and ahead < 100000 then redis.call('HINCRBY', KEYS[1], 'n:' .. participant, ahead) end
      local answer = {participant, string.format('%d', since), string.format('%d', rev),
        redis.call('HGET', KEYS[1], 'n:' .. participant)}
      for _, mail in ipairs(redis.call('LRANGE', ARGV[7] .. participant, 0, -1)) do
        if tonumber(string.match(mail, '^%d+')) > tonumber(ARGV[6]) then answer[#answer + 1] = mail end
      end
      return answer
    end
  end
end
return redis.call('EXISTS', ARGV[8] .. ARGV[3]) == 1 and {'ended'} or {}
