-- All of a room.
-- KEYS[1] the room
-- Answers {rev, or "0" where there is none, of each: participant, "user session node joined", flags}.
local all = redis.call('HGETALL', KEYS[1])
local answer = {'0'}
for i = 1, #all, 2 do
  local participant = string.match(all[i], '^i:(.+)$')
  if all[i] == 'rev' then
    answer[1] = all[i + 1]
  elseif participant then
    answer[#answer + 1] = participant
    answer[#answer + 1] = all[i + 1]
    answer[#answer + 1] = redis.call('HGET', KEYS[1], 'f:' .. participant)
  end
end
return answer
