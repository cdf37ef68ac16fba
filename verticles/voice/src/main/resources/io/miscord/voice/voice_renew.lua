-- Lengthens the leases of a node's seats.
-- KEYS[1] leases
-- ARGV[1] node   ARGV[2] lease in ms   ARGV[3] what the keys of rooms begin with   ARGV[4] the same of mailboxes
-- ARGV[5] the same of where people sit   ARGV[6] the same of seats that were ended
-- then of each: channel, participant, session, user, last signal they have
-- Answers of each {"kept", rev, how many signals were missed, those as "number time signal" …}, {"forgotten"},
-- {"ended"} or {"taken"}.
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local answer = {}
for i = 7, #ARGV, 5 do
  local channel, participant = ARGV[i], ARGV[i + 1]
  local place = channel .. ' ' .. participant
  local room = ARGV[3] .. channel
  local seat = redis.call('HGET', room, 'i:' .. participant)
  local sits = redis.call('GET', ARGV[5] .. ARGV[i + 3])
  -- Participants are named by when they came: the later place of a person is theirs, which Redis may not know yet.
  if sits and sits ~= place and string.match(sits, '%S+$') > participant then
    answer[#answer + 1] = 'taken'
  elseif not seat then
    answer[#answer + 1] = redis.call('EXISTS', ARGV[6] .. participant) == 1 and 'ended' or 'forgotten'
  elseif string.match(seat, '^%S+ (%S+ %S+)') ~= ARGV[i + 2] .. ' ' .. ARGV[1] then
    answer[#answer + 1] = 'taken'
  else
    redis.call('ZADD', KEYS[1], now + ARGV[2], place)
    redis.call('SET', ARGV[5] .. ARGV[i + 3], place, 'PX', 86400000)
    answer[#answer + 1] = 'kept'
    answer[#answer + 1] = redis.call('HGET', room, 'rev')
    local at = #answer + 1
    answer[at] = '0'
    local n = tonumber(redis.call('HGET', room, 'n:' .. participant))
    if n < tonumber(ARGV[i + 4]) then
      redis.call('HSET', room, 'n:' .. participant, ARGV[i + 4]) -- numbers given while nobody counted
    elseif n > tonumber(ARGV[i + 4]) then
      for _, mail in ipairs(redis.call('LRANGE', ARGV[4] .. participant, 0, -1)) do
        if tonumber(string.match(mail, '^%d+')) > tonumber(ARGV[i + 4]) then answer[#answer + 1] = mail end
      end
      answer[at] = tostring(#answer - at)
    end
  end
end
return answer
